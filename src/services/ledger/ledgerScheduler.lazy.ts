import type { Account } from "../../core/accounts/account.ts";
import type { PartialReason, SyncState } from "../../core/ledger/ledgerEntry.ts";
import { failurePolicy, needsUserAction } from "../../core/readings/failure.ts";
import { backoffMs, isRetryPending, retryJitterMs } from "../../core/readings/schedule.ts";
import type { MeterReading, Snapshot } from "../../core/readings/snapshot.ts";
import { dayMs, hourMs, minuteMs } from "../../core/time/durations.ts";
import type { Clock } from "../common/clock.ts";
import type { Disposable } from "../common/disposable.ts";
import type { History } from "../history/history.ts";
import type { Poller } from "../polling/poller.ts";
import type { LedgerSync } from "./ledgerSync.ts";
import { compareInSteps } from "./readLedger.ts";
import { unexplainedChanges } from "./unexplainedChanges.ts";

export interface LedgerSchedulerOptions {
  readonly ledgerSync: LedgerSync;
  readonly poller: Pick<Poller, "retryAtMs" | "status">;
  readonly history: Pick<History, "read">;
  readonly clock: Clock;
  /** 0…1 */
  readonly random: () => number;
  readonly reportBug: (error: unknown) => void;
}

/** Epoch milliseconds. A pause that begins in the future is from before the clock was set back and has no effect. */
interface Pause {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** When a ledger that lags behind the balance is synced again. */
interface LagRetry {
  readonly atMs: number;
  readonly tries: number;
}

/** The first pause before a lagging ledger is synced again; it doubles up to the longest. */
const minLagMs = 30_000;
const maxLagMs = hourMs;
/** A change of the balance that its ledger does not explain within this time stays unexplained. */
const maxExplainMs = dayMs;

/** The base of the backoff: the first delay is at most twice as long. */
const baseDelayMs = minuteMs;
/** How long a sync waits for a balance that is due. */
const balanceWaitMs = 15_000;

/**
 * Keeps provider ledgers current with a sync after each reading that shows a new balance. A sync that failed or left a
 * gap is retried at the time that the provider named, or else with a backoff that doubles. Random jitter spreads the
 * retries of many users. A ledger that does not explain a change of the balance yet is synced again, soon and then less
 * often, for a day. A balance that is due is read first, because a ledger must not use up the requests that the
 * provider allows. The next reading ends the wait after a failure, but not the pause after a gap that stayed open.
 */
export class LedgerScheduler implements Disposable {
  readonly #options: LedgerSchedulerOptions;
  readonly #syncedBalances = new Map<string, string>();
  /** A user has asked for these accounts, and no sync has begun since. */
  readonly #refreshed = new Set<string>();
  readonly #failures = new Map<string, number>();
  readonly #pauses = new Map<string, Pause>();
  readonly #lags = new Map<string, LagRetry>();
  readonly #timers = new Map<string, () => void>();

  constructor(options: LedgerSchedulerOptions) {
    this.#options = options;
  }

  /** A good reading arrived. `isRefresh`: a user has asked for it, so the ledger is synced in any case. */
  async onReading(account: Account, snapshot: Snapshot, isRefresh = false): Promise<void> {
    const { ledgerSync } = this.#options;
    const meter = ledgerSync.findMeter(snapshot, account);
    this.#stopTimer(account.id);
    if (!meter) return;
    if (isRefresh) this.#refreshed.add(account.id);
    const pause = this.#pauses.get(account.id);
    // The user or another window may have completed the sync meanwhile.
    const isComplete = pause && (await ledgerSync.readState(account))?.state === "complete";
    if (pause && !isComplete && !isRefresh)
      return this.#schedule(account, snapshot, Math.max(balanceWaitMs, this.#remainingMs(pause)));
    this.#pauses.delete(account.id);
    await this.#sync(account, snapshot, meter);
  }

  /** Continues an interrupted sync soon after a start, even when no reading is due yet. */
  async resume(account: Account, snapshot: Snapshot): Promise<void> {
    const state = (await this.#options.ledgerSync.readState(account))?.state;
    if (state === "partial" || state === "running") this.#schedule(account, snapshot, this.#backoffMs(1));
  }

  /** Cancels all retries when the account list has changed. The next reading of each account starts a sync again. */
  clear(): void {
    for (const accountId of [...this.#timers.keys()]) this.#stopTimer(accountId);
    this.#pauses.clear();
    this.#lags.clear();
    this.#refreshed.clear();
  }

  dispose(): void {
    this.clear();
  }

  async #retry(account: Account, snapshot: Snapshot): Promise<void> {
    if (this.#isBalanceDue(account)) return this.#schedule(account, snapshot, balanceWaitMs);
    this.#pauses.delete(account.id);
    await this.onReading(account, snapshot);
  }

  async #sync(account: Account, snapshot: Snapshot, meter: MeterReading): Promise<void> {
    const { ledgerSync } = this.#options;
    const balance = `${meter.remaining} ${meter.held ?? ""}`;
    const state = await ledgerSync.readState(account);
    if (!state) return;
    // A sync that began before this reading may lack its entries, and one in another window may never end.
    if (state.state === "running") return this.#schedule(account, snapshot, baseDelayMs);
    const isSynced = isAtRest(state) && this.#syncedBalances.get(account.id) === balance;
    const lag = this.#lags.get(account.id);
    const waitMs = lag && Math.min(maxLagMs, lag.atMs - this.#options.clock.now());
    if (isSynced && !this.#refreshed.has(account.id) && !(waitMs !== undefined && waitMs <= 0)) {
      if (waitMs !== undefined) this.#schedule(account, snapshot, waitMs);
      return;
    }
    const before = ledgerSync.lastResult(account.id);
    const isRefresh = this.#refreshed.delete(account.id);
    await ledgerSync.sync(account, snapshot);
    const result = ledgerSync.lastResult(account.id);
    // A sync that could not run has no result of its own.
    if (isRefresh && (!result || result === before)) this.#refreshed.add(account.id);
    if (result && result !== before && isAtRest(result)) {
      this.#syncedBalances.set(account.id, balance);
      await this.#followLag(account, snapshot, meter, isSynced ? (lag?.tries ?? 0) : 0);
    }
    const mayRetry = result?.failure
      ? !needsUserAction(result.failure.kind)
      : result && isRetried(result.reason);
    if (mayRetry) this.#scheduleRetry(account, snapshot, result?.failure === undefined);
    else this.#failures.delete(account.id);
  }

  /** Syncs again later when the ledger does not explain a change of the last day. `tries`: how often it was tried. */
  async #followLag(
    account: Account,
    snapshot: Snapshot,
    { id: meterId }: MeterReading,
    tries: number,
  ): Promise<void> {
    const { clock, history, random } = this.#options;
    const sinceMs = clock.now() - maxExplainMs;
    const query = { accountId: account.id, meterId, fromMs: sinceMs - hourMs };
    await compareInSteps(history, account.id);
    const changes = (await history.read((store) => unexplainedChanges(store, query))) ?? [];
    if (!changes.some(({ toMs }) => toMs > sinceMs)) {
      this.#lags.delete(account.id);
      return;
    }
    const delayMs = Math.min(maxLagMs, minLagMs * 2 ** Math.min(tries, 10)) * (1 + random() / 4);
    this.#lags.set(account.id, { atMs: clock.now() + delayMs, tries: tries + 1 });
    this.#schedule(account, snapshot, delayMs);
  }

  /** `hasGap`: the sync ended without a failure and left a gap. */
  #scheduleRetry(account: Account, snapshot: Snapshot, hasGap: boolean): void {
    const { clock, poller, random } = this.#options;
    const failures = (this.#failures.get(account.id) ?? 0) + 1;
    this.#failures.set(account.id, failures);
    const retryAtMs = poller.retryAtMs(account.id);
    const nowMs = clock.now();
    const { intervalMs = baseDelayMs } = poller.status(account.id) ?? {};
    const delayMs = isRetryPending(retryAtMs, nowMs)
      ? retryAtMs - nowMs + retryJitterMs({ intervalMs, jitter: random() })
      : this.#backoffMs(failures);
    if (hasGap) this.#pauses.set(account.id, { fromMs: nowMs, untilMs: nowMs + delayMs });
    this.#schedule(account, snapshot, delayMs);
  }

  #backoffMs(failures: number): number {
    return backoffMs({ intervalMs: baseDelayMs, failures, isAway: false, jitter: this.#options.random() });
  }

  #schedule(account: Account, snapshot: Snapshot, delayMs: number): void {
    const { clock, reportBug } = this.#options;
    this.#stopTimer(account.id);
    const retry = () => void this.#retry(account, snapshot).catch(reportBug);
    this.#timers.set(account.id, clock.after(delayMs, retry));
  }

  /** Whether the balance is about to be read. A sync does not wait for a balance that fails with anything but a 429. */
  #isBalanceDue(account: Account): boolean {
    const { reading, failure, isReading, intervalMs = 0 } = this.#options.poller.status(account.id) ?? {};
    if (!reading || (failure && failurePolicy(failure.kind).polling !== "retryAt")) return false;
    return isReading || this.#options.clock.now() - reading.readAtMs >= intervalMs;
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

/** Whether all that the provider shows is fetched. */
function isAtRest({ state, reason }: Pick<SyncState, "state" | "reason">): boolean {
  return state === "complete" || (state === "partial" && !isRetried(reason));
}

/** Whether a later sync may find more although nothing has changed. */
function isRetried(reason: PartialReason = "gap"): boolean {
  return reason === "gap" || reason === "full";
}
