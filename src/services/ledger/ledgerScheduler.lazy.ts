import type { Account } from "../../core/accounts/account.ts";
import type { AccountStatus } from "../../core/accounts/accountStatus.ts";
import { failurePolicy, needsUserAction } from "../../core/readings/failure.ts";
import { backoffMs, isRetryPending, retryJitterMs } from "../../core/readings/schedule.ts";
import type { MeterReading, Snapshot } from "../../core/readings/snapshot.ts";
import { minuteMs } from "../../core/time/durations.ts";
import type { Clock } from "../common/clock.ts";
import type { Disposable } from "../common/emitter.ts";
import type { Poller } from "../polling/poller.ts";
import type { LedgerSync } from "./ledgerSync.ts";

export interface LedgerSchedulerOptions {
  readonly ledgerSync: LedgerSync;
  readonly poller: Pick<Poller, "retryAtMs" | "statuses">;
  readonly clock: Clock;
  /** 0…1 */
  readonly random: () => number;
  readonly reportBug: (error: unknown) => void;
}

/** Epoch milliseconds. One that begins in the future is from before the clock went back, and counts no more. */
interface Pause {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What a pause doubles from: the first is twice as long at most. */
const baseDelayMs = minuteMs;
/** So long a balance that is due is let go first. */
const balanceFirstMs = 15_000;

/**
 * Keeps provider ledgers current: a sync after each reading in which a ledger's meter shows something new. One that
 * failed, or left a hole, goes on after the instant that the provider named, else after a pause that doubles; by
 * chance, as readings do, so that installs do not march in step. A balance that is due is read first: a ledger that
 * uses up what a provider allows must not keep it from that. With the next reading a failure is forgotten, but not a
 * hole that was not to be closed.
 */
export class LedgerScheduler implements Disposable {
  readonly #options: LedgerSchedulerOptions;
  readonly #synced = new Map<string, string>();
  readonly #failures = new Map<string, number>();
  readonly #pauses = new Map<string, Pause>();
  readonly #timers = new Map<string, () => void>();

  constructor(options: LedgerSchedulerOptions) {
    this.#options = options;
  }

  /** A good reading came. */
  async onReading(account: Account, snapshot: Snapshot): Promise<void> {
    const { ledgerSync } = this.#options;
    const meter = ledgerSync.findMeter(snapshot, account);
    this.#stopTimer(account.id);
    if (!meter) return;
    const pause = this.#pauses.get(account.id);
    // A person, or another window, may have brought it home meanwhile.
    const isHome = pause && (await ledgerSync.readState(account))?.state === "complete";
    if (pause && !isHome)
      return this.#schedule(account, snapshot, Math.max(balanceFirstMs, this.#remainingMs(pause)));
    this.#pauses.delete(account.id);
    await this.#sync(account, snapshot, meter);
  }

  /** After a start: what was interrupted goes on soon, though nothing is read before it is due. */
  async resume(account: Account, snapshot: Snapshot): Promise<void> {
    const state = (await this.#options.ledgerSync.readState(account))?.state;
    if (state === "partial" || state === "running") this.#schedule(account, snapshot, this.#backOffMs(1));
  }

  /** The account list changed: who is still there is read, and goes on then. */
  clear(): void {
    for (const accountId of [...this.#timers.keys()]) this.#stopTimer(accountId);
    this.#pauses.clear();
  }

  dispose(): void {
    this.clear();
  }

  async #retry(account: Account, snapshot: Snapshot): Promise<void> {
    if (this.#isBalanceDue(account)) return this.#schedule(account, snapshot, balanceFirstMs);
    this.#pauses.delete(account.id);
    await this.onReading(account, snapshot);
  }

  async #sync(account: Account, snapshot: Snapshot, meter: MeterReading): Promise<void> {
    const { ledgerSync } = this.#options;
    const shown = `${meter.remaining} ${meter.held ?? ""}`;
    const state = await ledgerSync.readState(account);
    if (!state) return;
    // A sync that began before this reading may lack what it shows, and one of another window may never end.
    if (state.state === "running") return this.#schedule(account, snapshot, baseDelayMs);
    if (state.state === "complete" && this.#synced.get(account.id) === shown) return;
    const isWhole = await ledgerSync.sync(account, snapshot);
    if (isWhole) this.#synced.set(account.id, shown);
    const outcome = ledgerSync.lastOutcome(account.id);
    const isToGoOn = outcome && (outcome.ok ? !outcome.value : !needsUserAction(outcome.failure.kind));
    if (isToGoOn) this.#scheduleRetry(account, snapshot, outcome.ok);
    else this.#failures.delete(account.id);
  }

  #scheduleRetry(account: Account, snapshot: Snapshot, isStuck: boolean): void {
    const { clock, poller, random } = this.#options;
    const failures = (this.#failures.get(account.id) ?? 0) + 1;
    this.#failures.set(account.id, failures);
    const askedMs = poller.retryAtMs(account.id);
    const nowMs = clock.now();
    const { intervalMs = baseDelayMs } = this.#status(account) ?? {};
    const pauseMs = isRetryPending(askedMs, nowMs)
      ? askedMs - nowMs + retryJitterMs({ intervalMs, jitter: random() })
      : this.#backOffMs(failures);
    if (isStuck) this.#pauses.set(account.id, { fromMs: nowMs, untilMs: nowMs + pauseMs });
    this.#schedule(account, snapshot, pauseMs);
  }

  #backOffMs(failures: number): number {
    return backoffMs({ intervalMs: baseDelayMs, failures, isAway: false, jitter: this.#options.random() });
  }

  #schedule(account: Account, snapshot: Snapshot, afterMs: number): void {
    const { clock, reportBug } = this.#options;
    this.#stopTimer(account.id);
    const goOn = () => void this.#retry(account, snapshot).catch(reportBug);
    this.#timers.set(account.id, clock.after(afterMs, goOn));
  }

  /** Whether the balance is about to be read. One that fails otherwise than by a 429 is not waited for. */
  #isBalanceDue(account: Account): boolean {
    const { reading, failure, isReading, intervalMs = 0 } = this.#status(account) ?? {};
    if (!reading || (failure && failurePolicy(failure.kind).polling !== "retryAt")) return false;
    return isReading || this.#options.clock.now() - reading.readAtMs >= intervalMs;
  }

  #status({ id }: Account): AccountStatus | undefined {
    return this.#options.poller.statuses().find(({ account }) => account.id === id);
  }

  #remainingMs({ fromMs, untilMs }: Pause): number {
    const nowMs = this.#options.clock.now();
    return nowMs < fromMs ? 0 : untilMs - nowMs;
  }

  #stopTimer(accountId: string): void {
    this.#timers.get(accountId)?.();
    this.#timers.delete(accountId);
  }
}
