import type { Account } from "../../core/accounts/account.ts";
import { failed, type Outcome } from "../../core/readings/outcome.ts";
import { readingGapMs } from "../../core/readings/schedule.ts";
import type { Snapshot } from "../../core/readings/snapshot.ts";
import type { Attempt } from "../../store/attempt.ts";
import type { Clock } from "../common/clock.ts";
import type { Disposable } from "../common/disposable.ts";
import { Emitter } from "../common/emitter.ts";
import { Limiter } from "../common/limiter.ts";
import type { Leases } from "../coordination/leases.ts";
import type { AttemptStore } from "../history/attemptStore.ts";
import { type LeasedReadOptions, leasedRead } from "./leasedRead.ts";
import type { PolledAccount } from "./polledAccount.ts";
import type { PollInterval } from "./pollInterval.ts";

/** How a reading went, for the log. */
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
  readonly read: (account: Account, signal: AbortSignal) => Promise<Outcome<Snapshot>>;
  readonly onReading: (report: ReadingReport) => void;
  /** An exception nobody expected: a bug, told once and then waited out like a failure. */
  readonly reportBug: (error: unknown) => void;
}

const maxConcurrentReads = 6;

/** Carries out the reads of accounts, a few at once, and keeps how each ended. */
export class AccountReader implements Disposable {
  readonly #options: AccountReaderOptions;
  readonly #leasedReadOptions: LeasedReadOptions;
  readonly #limiter = new Limiter(maxConcurrentReads);
  readonly #changed = new Emitter<void>();
  readonly #didRead = new Emitter<SuccessfulReading>();

  /** A reading came, failed, began or ended. */
  readonly onDidChange = this.#changed.event;
  /** A good reading came. */
  readonly onDidRead = this.#didRead.event;

  constructor(options: AccountReaderOptions) {
    this.#options = options;
    this.#leasedReadOptions = {
      ...options,
      catchUp: (polled) => this.catchUp(polled),
      attempt: (polled) => this.#attempt(polled),
    };
  }

  /**
   * Reads an account. One that is being read is not read twice, here or in another window: the same end is
   * waited for. With `isDue`, what other windows read since is taken over, and where that is enough nothing is
   * sent.
   */
  run(polled: PolledAccount, isDue?: () => boolean): Promise<void> {
    polled.activeRead ??= this.#limiter
      .run(() => leasedRead(polled, this.#leasedReadOptions, isDue))
      .catch(this.#options.reportBug)
      .finally(() => {
        polled.activeRead = undefined;
        this.notifyChanged();
      });
    return polled.activeRead;
  }

  /** Takes up what was kept from before a restart. */
  async restore(polled: PolledAccount): Promise<void> {
    polled.restore(await this.#loadAttempt(polled));
  }

  /** Takes over what another window read since. */
  async catchUp(polled: PolledAccount): Promise<void> {
    const kept = await this.#loadAttempt(polled);
    if (kept && polled.adopt(kept, this.#options.clock.now())) this.notifyChanged();
  }

  /** Takes in how an attempt ended, and keeps it. */
  async recordOutcome(polled: PolledAccount, outcome: Outcome<Snapshot>): Promise<void> {
    const { clock, random, attemptStore, intervalOf, reportBug } = this.#options;
    const { account } = polled;
    const attempt = polled.recordOutcome(outcome, clock.now(), random());
    this.notifyChanged();
    // Its provider is not there yet, as before another extension has brought it: what was last read stands.
    if (isProviderUnknown(outcome)) return;
    await attemptStore
      .save(account.id, attempt, readingGapMs(intervalOf(account).intervalMs))
      .catch(reportBug);
    if (outcome.ok) this.#didRead.fire({ account, snapshot: outcome.value });
  }

  /** Somebody who is told and throws must not stop the readings. */
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

  /** The last attempt of any window; the pause that any was asked for is taken in. */
  async #loadAttempt(polled: PolledAccount): Promise<Attempt | undefined> {
    const { attemptStore, reportBug } = this.#options;
    const { id } = polled.account;
    try {
      const heldUntilMs = await attemptStore.retryHoldUntilMs(id);
      if (heldUntilMs !== undefined) polled.holdUntil(heldUntilMs);
      return await attemptStore.load(id);
    } catch (error) {
      reportBug(error);
      return undefined;
    }
  }

  async #attempt(polled: PolledAccount): Promise<void> {
    if (polled.signal.aborted) return;
    this.notifyChanged();
    const { clock, read, onReading, reportBug } = this.#options;
    const startedMs = clock.now();
    const outcome = await read(polled.account, polled.signal).catch((error: unknown) => {
      if (!polled.signal.aborted) reportBug(error);
      return failed({ kind: "unreachable", reason: "internal" });
    });
    if (polled.signal.aborted) return;
    const elapsedMs = clock.now() - startedMs;
    // First of all: what goes wrong from here on is waited out too.
    await this.recordOutcome(polled, outcome);
    onReading({ account: polled.account, outcome, elapsedMs });
  }
}

function isProviderUnknown(outcome: Outcome<Snapshot>): boolean {
  return !outcome.ok && outcome.failure.kind === "blockedOrigin" && outcome.failure.provider !== undefined;
}
