import type { Account } from "../../core/accounts/account.ts";
import { failed, type Outcome } from "../../core/readings/outcome.ts";
import { readingGapMs } from "../../core/readings/schedule.ts";
import type { Snapshot } from "../../core/readings/snapshot.ts";
import type { Attempt } from "../../store/attempt.ts";
import type { Clock } from "../common/clock.ts";
import { type Disposable, Emitter } from "../common/emitter.ts";
import { Limiter } from "../common/limiter.ts";
import type { Leases } from "../coordination/leases.ts";
import type { AttemptStore } from "../history/attemptStore.ts";
import { type ClaimedReadOptions, leasedRead } from "./leasedRead.ts";
import type { PolledAccount } from "./polledAccount.ts";
import type { PollInterval } from "./pollInterval.ts";

/** How a reading went, for the log. */
export interface ReadingReport {
  readonly account: Account;
  readonly outcome: Outcome<Snapshot>;
  readonly elapsedMs: number;
}

export interface GoodReading {
  readonly account: Account;
  readonly snapshot: Snapshot;
}

export interface AccountReadsOptions {
  readonly attempts: AttemptStore;
  readonly leases: Leases;
  readonly clock: Clock;
  /** 0…1 */
  readonly random: () => number;
  readonly paceOf: (account: Account) => PollInterval;
  readonly read: (account: Account, signal: AbortSignal) => Promise<Outcome<Snapshot>>;
  readonly report: (report: ReadingReport) => void;
  /** An exception nobody expected: a bug, told once and then waited out like a failure. */
  readonly reportBug: (error: unknown) => void;
}

const readsAtOnce = 6;

/** Carries out the reads of accounts, a few at once, and keeps how each ended. */
export class AccountReader implements Disposable {
  readonly #options: AccountReadsOptions;
  readonly #claimed: ClaimedReadOptions;
  readonly #limiter = new Limiter(readsAtOnce);
  readonly #changed = new Emitter<void>();
  readonly #came = new Emitter<GoodReading>();

  /** A reading came, failed, began or ended. */
  readonly onDidChange = this.#changed.event;
  /** A good reading came. */
  readonly onDidRead = this.#came.event;

  constructor(options: AccountReadsOptions) {
    this.#options = options;
    this.#claimed = {
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
    polled.underWay ??= this.#limiter
      .pass(() => leasedRead(polled, this.#claimed, isDue))
      .catch(this.#options.reportBug)
      .finally(() => {
        polled.underWay = undefined;
        this.tell();
      });
    return polled.underWay;
  }

  /** Takes up what was kept from before a restart. */
  async restore(polled: PolledAccount): Promise<void> {
    polled.restore(await this.#kept(polled));
  }

  /** Takes over what another window read since. */
  async catchUp(polled: PolledAccount): Promise<void> {
    const kept = await this.#kept(polled);
    if (kept && polled.adopt(kept, this.#options.clock.now())) this.tell();
  }

  /** Takes in how an attempt ended, and keeps it. */
  async conclude(polled: PolledAccount, outcome: Outcome<Snapshot>): Promise<void> {
    const { clock, random, attempts, paceOf, reportBug } = this.#options;
    const { account } = polled;
    const attempt = polled.conclude(outcome, clock.now(), random());
    this.tell();
    // Its provider is not there yet, as before another extension has brought it: what was last read stands.
    if (isOfNobody(outcome)) return;
    await attempts.save(account.id, attempt, readingGapMs(paceOf(account).intervalMs)).catch(reportBug);
    if (outcome.ok) this.#came.fire({ account, snapshot: outcome.value });
  }

  /** Somebody who is told and throws must not stop the readings. */
  tell(): void {
    try {
      this.#changed.fire();
    } catch (error) {
      this.#options.reportBug(error);
    }
  }

  dispose(): void {
    this.#changed.dispose();
    this.#came.dispose();
  }

  /** The last attempt of any window; the pause that any was asked for is taken in. */
  async #kept(polled: PolledAccount): Promise<Attempt | undefined> {
    const { attempts, reportBug } = this.#options;
    const { id } = polled.account;
    try {
      const heldUntilMs = await attempts.heldUntilMs(id);
      if (heldUntilMs !== undefined) polled.holdUntil(heldUntilMs);
      return await attempts.load(id);
    } catch (error) {
      reportBug(error);
      return undefined;
    }
  }

  async #attempt(polled: PolledAccount): Promise<void> {
    if (polled.signal.aborted) return;
    this.tell();
    const { clock, read, report, reportBug } = this.#options;
    const startedMs = clock.now();
    const outcome = await read(polled.account, polled.signal).catch((error: unknown) => {
      if (!polled.signal.aborted) reportBug(error);
      return failed({ kind: "unreachable", reason: "internal" });
    });
    if (polled.signal.aborted) return;
    const elapsedMs = clock.now() - startedMs;
    // First of all: what goes wrong from here on is waited out too.
    await this.conclude(polled, outcome);
    report({ account: polled.account, outcome, elapsedMs });
  }
}

function isOfNobody(outcome: Outcome<Snapshot>): boolean {
  return !outcome.ok && outcome.failure.kind === "blockedOrigin" && outcome.failure.provider !== undefined;
}
