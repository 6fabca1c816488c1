import type { Account } from "../core/account.ts";
import { needsUser } from "../core/failure.ts";
import { isWaiting } from "../core/schedule.ts";
import type { MeterReading, Snapshot } from "../core/snapshot.ts";
import type { Clock } from "./clock.ts";
import type { Disposable } from "./emitter.ts";
import type { LedgerSync } from "./ledgerSync.ts";
import type { Poller } from "./poller.ts";

export interface LedgerUpkeepOptions {
  readonly ledgers: LedgerSync;
  readonly poller: Pick<Poller, "retryAtMs" | "statuses">;
  readonly clock: Clock;
  readonly reportBug: (error: unknown) => void;
}

/** Epoch milliseconds. One that begins in the future is from before the clock went back, and counts no more. */
interface Pause {
  readonly fromMs: number;
  readonly untilMs: number;
}

const firstWaitMs = 60_000;
const longestWaitMs = 3_600_000;
/** A balance that is due goes first, and what it costs the provider is let go by. */
const gapMs = 15_000;

/**
 * Keeps provider ledgers current: a sync after each reading in which a ledger's meter shows something new. One that
 * failed, or left a hole, goes on when the provider lets it, where it said so, else after a pause that doubles. A reading does not cut
 * that short, and one that is due comes first: a ledger that uses up what a provider allows must not keep the balance
 * from being read.
 */
export class LedgerUpkeep implements Disposable {
  readonly #options: LedgerUpkeepOptions;
  readonly #synced = new Map<string, string>();
  readonly #failures = new Map<string, number>();
  readonly #pauses = new Map<string, Pause>();
  readonly #timers = new Map<string, () => void>();

  constructor(options: LedgerUpkeepOptions) {
    this.#options = options;
  }

  /** A good reading came. */
  async onReading(account: Account, snapshot: Snapshot): Promise<void> {
    const meter = this.#options.ledgers.meterIn(snapshot, account);
    this.#stopTimer(account.id);
    if (!meter) return;
    const pause = this.#pauses.get(account.id);
    if (pause) return this.#again(account, snapshot, Math.max(gapMs, this.#leftMs(pause)));
    await this.#bringHome(account, snapshot, meter);
  }

  /** After a start: what was interrupted goes on soon, though nothing is read before it is due. */
  async resume(account: Account, snapshot: Snapshot): Promise<void> {
    const state = (await this.#options.ledgers.state(account))?.state;
    if (state === "partial" || state === "running") this.#again(account, snapshot, firstWaitMs);
  }

  /** The account list changed: who is still there is read, and goes on then. */
  rest(): void {
    for (const accountId of [...this.#timers.keys()]) this.#stopTimer(accountId);
    this.#pauses.clear();
  }

  dispose(): void {
    this.rest();
  }

  async #goOn(account: Account, snapshot: Snapshot): Promise<void> {
    if (this.#isBalanceDue(account)) return this.#again(account, snapshot, gapMs);
    this.#pauses.delete(account.id);
    await this.onReading(account, snapshot);
  }

  async #bringHome(account: Account, snapshot: Snapshot, meter: MeterReading): Promise<void> {
    const { ledgers } = this.#options;
    const shown = `${meter.remaining} ${meter.held ?? ""}`;
    const state = await ledgers.state(account);
    if (!state) return;
    // A sync that began before this reading may lack what it shows, and one of another window may never end.
    if (state.state === "running") return this.#again(account, snapshot, firstWaitMs);
    if (state.state === "complete" && this.#synced.get(account.id) === shown) return;
    const isWhole = await ledgers.sync(account, snapshot);
    if (isWhole) this.#synced.set(account.id, shown);
    const outcome = ledgers.outcome(account.id);
    const isToGoOn = outcome && (outcome.ok ? !outcome.value : !needsUser(outcome.failure.kind));
    if (isToGoOn) this.#goOnLater(account, snapshot);
    else this.#failures.delete(account.id);
  }

  #goOnLater(account: Account, snapshot: Snapshot): void {
    const { clock, poller } = this.#options;
    const failures = this.#failures.get(account.id) ?? 0;
    this.#failures.set(account.id, failures + 1);
    const askedMs = poller.retryAtMs(account.id);
    const nowMs = clock.now();
    const waitMs = isWaiting(askedMs, nowMs)
      ? askedMs - nowMs
      : Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(failures, 16));
    this.#pauses.set(account.id, { fromMs: nowMs, untilMs: nowMs + waitMs });
    this.#again(account, snapshot, waitMs);
  }

  #again(account: Account, snapshot: Snapshot, waitMs: number): void {
    const { clock, reportBug } = this.#options;
    this.#stopTimer(account.id);
    const goOn = () => void this.#goOn(account, snapshot).catch(reportBug);
    this.#timers.set(account.id, clock.after(waitMs, goOn));
  }

  /** Whether the balance is about to be read. One that fails otherwise than by a 429 is not waited for. */
  #isBalanceDue({ id }: Account): boolean {
    const { clock, poller } = this.#options;
    const { reading, failure, isReading, intervalMs } =
      poller.statuses().find(({ account }) => account.id === id) ?? {};
    if (!reading || intervalMs === undefined || (failure && failure.kind !== "rateLimited")) return false;
    return isReading || clock.now() - reading.readAtMs >= intervalMs;
  }

  #leftMs({ fromMs, untilMs }: Pause): number {
    const nowMs = this.#options.clock.now();
    return nowMs < fromMs ? 0 : untilMs - nowMs;
  }

  #stopTimer(accountId: string): void {
    this.#timers.get(accountId)?.();
    this.#timers.delete(accountId);
  }
}
