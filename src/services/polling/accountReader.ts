import type { Account } from "../../core/accounts/account.ts";
import { failed, type Outcome } from "../../core/readings/outcome.ts";
import { readingGapMs } from "../../core/readings/schedule.ts";
import type { Snapshot } from "../../core/readings/snapshot.ts";
import type { Attempt } from "../../store/attempt.ts";
import type { Clock } from "../common/clock.ts";
import type { Disposable } from "../common/disposable.ts";
import { Emitter } from "../common/emitter.ts";
import { type QueuedRequest, RequestQueue } from "../common/requestQueue.ts";
import { delay } from "../common/timers.ts";
import type { Leases } from "../coordination/leases.ts";
import type { AttemptStore } from "../history/attemptStore.ts";
import type { PolledAccount } from "./polledAccount.ts";
import type { PollInterval } from "./pollInterval.ts";

/** How an attempt to read an account ended, for the log. */
export interface ReadingReport {
  readonly account: Account;
  readonly outcome: Outcome<Snapshot>;
  readonly elapsedMs: number;
}

export interface SuccessfulReading {
  readonly account: Account;
  readonly snapshot: Snapshot;
}

export interface AccountReaderOptions {
  readonly attemptStore: AttemptStore;
  readonly leases: Leases;
  readonly clock: Clock;
  /** 0…1 */
  readonly random: () => number;
  readonly intervalOf: (account: Account) => PollInterval;
  /** Where an account's requests go; when absent, all go to one origin. */
  readonly originOf?: (account: Account) => string;
  /** `request`: becomes urgent when a person waits for the read. */
  readonly read: (
    account: Account,
    signal: AbortSignal,
    request: QueuedRequest,
  ) => Promise<Outcome<Snapshot>>;
  readonly onReading: (report: ReadingReport) => void;
  /** Reports an unexpected exception once; the reading then counts as failed. */
  readonly reportBug: (error: unknown) => void;
}

/** How often to check whether another window has finished its read. */
const otherWindowCheckMs = 250;

/** Reads accounts, a few at once, each by one window of the machine at a time, and stores how each attempt ended. */
export class AccountReader implements Disposable {
  readonly #options: AccountReaderOptions;
  readonly #queue: RequestQueue;
  readonly #changed = new Emitter<void>();
  readonly #didRead = new Emitter<SuccessfulReading>();

  /** A read began, ended or failed, or a reading of another window was adopted. */
  readonly onDidChange = this.#changed.event;
  /** A good reading arrived. */
  readonly onDidRead = this.#didRead.event;

  constructor(options: AccountReaderOptions) {
    this.#options = options;
    this.#queue = new RequestQueue(options.clock);
  }

  /**
   * Reads an account, unless it is being read: callers share the active read. `isDue`: for a scheduled read; nothing is
   * sent when a reading of another window makes it superfluous. Resolves to whether this window has made an attempt.
   */
  read(polled: PolledAccount, isDue?: () => boolean): Promise<boolean> {
    if (!isDue) this.#hurry(polled);
    if (polled.activeRead) return polled.activeRead;
    const origin = this.#options.originOf?.(polled.account) ?? "";
    const request: QueuedRequest = { origin, isUrgent: !isDue };
    polled.activeRequest = request;
    polled.activeRead = this.#queue
      .run(request, () => this.#readWithLease(polled, request, isDue))
      .catch((error: unknown) => {
        this.#options.reportBug(error);
        return false;
      })
      .finally(() => {
        polled.activeRead = undefined;
        polled.activeRequest = undefined;
        this.notifyChanged();
      });
    return polled.activeRead;
  }

  /** A person waits for the account now: a read that is still queued goes before the scheduled ones. */
  #hurry({ activeRequest }: PolledAccount): void {
    if (!activeRequest || activeRequest.isUrgent) return;
    activeRequest.isUrgent = true;
    this.#queue.update();
  }

  /** Restores the last attempt of an earlier session. */
  async restore(polled: PolledAccount): Promise<void> {
    polled.restore(await this.#loadAttempt(polled));
  }

  /** Adopts a newer attempt of another window. */
  async catchUp(polled: PolledAccount): Promise<void> {
    const attempt = await this.#loadAttempt(polled);
    if (attempt && polled.adopt(attempt, this.#options.clock.now())) this.notifyChanged();
  }

  /** Updates the account with the outcome of an attempt, and stores the attempt. */
  async recordOutcome(polled: PolledAccount, outcome: Outcome<Snapshot>): Promise<void> {
    const { clock, random, attemptStore, intervalOf, reportBug } = this.#options;
    const { account } = polled;
    const attempt = polled.recordOutcome(outcome, clock.now(), random());
    this.notifyChanged();
    // The stored reading stays: another extension may register the provider later.
    if (isProviderUnknown(outcome)) return;
    const maxPauseMs = readingGapMs(intervalOf(account).intervalMs);
    await attemptStore.save(account.id, attempt, maxPauseMs).catch(reportBug);
    if (outcome.ok) this.#didRead.fire({ account, snapshot: outcome.value });
  }

  /** A throwing listener must not stop polling. */
  notifyChanged(): void {
    try {
      this.#changed.fire();
    } catch (error) {
      this.#options.reportBug(error);
    }
  }

  dispose(): void {
    this.#changed.dispose();
    this.#didRead.dispose();
  }

  /**
   * Reads an account for all windows of the machine. While another window reads it, a scheduled read leaves it to that
   * window, and a read that the user asked for waits and takes over its result.
   */
  async #readWithLease(
    polled: PolledAccount,
    request: QueuedRequest,
    isDue?: () => boolean,
  ): Promise<boolean> {
    const { leases, clock } = this.#options;
    const mayRead = isDue ?? (() => polled.mayRequest(clock.now()));
    await this.catchUp(polled);
    const previous = polled.attempt;
    for (;;) {
      if (!mayRead() || polled.signal.aborted) return false;
      const lease = await leases.acquire(`read ${polled.account.id}`);
      if (lease.kind === "mine") {
        try {
          // Another window may have read the account before this one acquired the lease.
          await this.catchUp(polled);
          const isNeeded = mayRead() && (isDue !== undefined || polled.attempt === previous);
          if (isNeeded) await this.#attempt(polled, request);
          return isNeeded;
        } finally {
          await lease.release();
        }
      }
      if (isDue) {
        polled.deferUntil(lease.untilMs);
        return false;
      }
      await delay(clock, otherWindowCheckMs, polled.signal);
      await this.catchUp(polled);
      if (polled.attempt !== previous) return false;
    }
  }

  /** The last attempt of any window. Also applies the pause that the provider asked any window for. */
  async #loadAttempt(polled: PolledAccount): Promise<Attempt | undefined> {
    const { attemptStore, reportBug } = this.#options;
    const { id } = polled.account;
    try {
      const holdUntilMs = await attemptStore.retryHoldUntilMs(id);
      if (holdUntilMs !== undefined) polled.holdUntil(holdUntilMs);
      return await attemptStore.load(id);
    } catch (error) {
      reportBug(error);
      return undefined;
    }
  }

  async #attempt(polled: PolledAccount, request: QueuedRequest): Promise<void> {
    if (polled.signal.aborted) return;
    this.notifyChanged();
    const { clock, read, onReading, reportBug } = this.#options;
    const startedMs = clock.now();
    const outcome = await read(polled.account, polled.signal, request).catch((error: unknown) => {
      if (!polled.signal.aborted) reportBug(error);
      return failed({ kind: "unreachable", reason: "internal" });
    });
    if (polled.signal.aborted) return;
    const elapsedMs = clock.now() - startedMs;
    // Recorded first: if `onReading` throws, the schedule still knows of the attempt.
    await this.recordOutcome(polled, outcome);
    onReading({ account: polled.account, outcome, elapsedMs });
  }
}

function isProviderUnknown(outcome: Outcome<Snapshot>): boolean {
  return !outcome.ok && outcome.failure.kind === "blockedOrigin" && outcome.failure.provider !== undefined;
}
