import type { Account } from "../../core/accounts/account.ts";
import type { AccountStatus } from "../../core/accounts/accountStatus.ts";
import { type Failure, failurePolicy, needsUserAction } from "../../core/readings/failure.ts";
import type { Outcome } from "../../core/readings/outcome.ts";
import { isRetryPending, nextDueMs, type ScheduleInput } from "../../core/readings/schedule.ts";
import type { Snapshot } from "../../core/readings/snapshot.ts";
import type { Attempt } from "../../store/attempt.ts";
import { isSameOrigin, isSameProvider } from "../accounts/accountSource.ts";
import { leaseMs } from "../coordination/leases.ts";
import { LastAttempt } from "./lastAttempt.ts";
import { RetryHold } from "./retryHold.ts";

/** A window whose key is refused or missing lets others, who may have a good one, go first. */
const rejectedKeyDelayMs = 10_000;

/** How often it is to be read, and whether somebody is there. */
type PollPace = Pick<ScheduleInput, "intervalMs" | "minIntervalMs" | "isAway">;

/** One account under the poller's care: what is known of it and whether it is being read. */
export class PolledAccount {
  readonly source: string;
  readonly #cancel = new AbortController();
  readonly #retryHold = new RetryHold();
  #deferredUntilMs = 0;
  #isKeyRejected = false;
  readonly signal = this.#cancel.signal;
  #account: Account;
  readonly #last = new LastAttempt();
  /** Whether what was kept from before is known: until then nobody can say when it is due. */
  #isRestored = false;
  /** Drawn anew with each attempt. */
  #jitter: number;
  /** A person acted (a new key, say): what stopped the account before no longer counts. */
  #isUnblocked = false;
  /** The read that goes on now. */
  activeRead: Promise<void> | undefined;

  constructor(account: Account, source: string, jitter: number) {
    this.#account = account;
    this.source = source;
    this.#jitter = jitter;
  }

  get account(): Account {
    return this.#account;
  }

  /** How the last attempt ended, whichever window made it. */
  get attempt(): Attempt | undefined {
    return this.#last.value;
  }

  /** The settings name it otherwise; where it is read is the same. */
  updateAccount(account: Account): void {
    this.#account = account;
  }

  /** A person changed what stopped it, such as its key: it is due now. */
  unblock(): void {
    this.#isUnblocked = true;
  }

  /** Takes up what was kept from before a restart, unless it is another account's. */
  restore(attempt: Attempt | undefined): void {
    this.#isRestored = true;
    if (!attempt || this.attempt) return;
    if (attempt.source !== this.source) {
      this.inherit(attempt);
      return;
    }
    this.#setAttempt(attempt);
    // A keyring that was locked may be open now, and looking for a key asks no provider.
    this.#isUnblocked = attempt.failure !== undefined && failurePolicy(attempt.failure.kind).isLocal === true;
  }

  /**
   * Takes over what another window read since; false when it is nothing newer. A key that is missing or
   * refused there may be another than this window's.
   */
  adopt(attempt: Attempt, nowMs: number): boolean {
    if (attempt.source !== this.source || (attempt.failure && needsUserAction(attempt.failure.kind)))
      return false;
    // Its own may lie ahead: made before the clock was set back, it is the older one.
    const ownMs = this.attempt?.attemptedAtMs ?? Number.NEGATIVE_INFINITY;
    const isAhead = ownMs > nowMs && attempt.attemptedAtMs <= nowMs;
    if (attempt.attemptedAtMs <= ownMs && !isAhead) return false;
    this.#setAttempt(attempt);
    this.#isUnblocked = false;
    this.#deferredUntilMs = 0;
    return true;
  }

  /** Another window reads it, and should have done so by then. */
  deferUntil(atMs: number): void {
    this.#deferredUntilMs = atMs;
  }

  /**
   * The base URL changed, say: the last good value stays until one comes from the new place, and whoever asked
   * to wait is asked no sooner by another path.
   */
  inherit(attempt: Attempt | undefined): void {
    if (!attempt) return;
    if (attempt.reading && isSameProvider(attempt.source, this.source)) this.#last.inherit(attempt.reading);
    const { failure } = attempt;
    if (failure?.kind === "rateLimited" && isSameOrigin(attempt.source, this.source)) {
      this.#retryHold.extend(failure.retryAtMs);
    }
  }

  dueMs(nowMs: number, pace: PollPace): number | undefined {
    this.#adjustClock(nowMs);
    const dueMs = this.#ownDueMs(nowMs, pace);
    const isLeft = this.#deferredUntilMs <= nowMs + leaseMs;
    return dueMs !== undefined && isLeft ? Math.max(dueMs, this.#deferredUntilMs) : dueMs;
  }

  #ownDueMs(nowMs: number, pace: PollPace): number | undefined {
    const retryAtMs = this.retryAtMs(nowMs);
    if (this.#isUnblocked) return isRetryPending(retryAtMs, nowMs) ? retryAtMs : nowMs;
    const { attempt } = this;
    if (!attempt && !this.#isRestored) return undefined;
    const failure = attempt?.failure;
    const dueMs = nextDueMs({
      nowMs,
      ...pace,
      ...(attempt ? { attemptedAtMs: attempt.attemptedAtMs } : {}),
      failures: attempt?.failures ?? 0,
      ...(failure ? { failure: failure.kind } : {}),
      ...(retryAtMs === undefined ? {} : { retryAtMs }),
      jitter: this.#jitter,
    });
    return dueMs !== undefined && this.#isKeyRejected ? dueMs + rejectedKeyDelayMs : dueMs;
  }

  /** The provider asked not to be called before, in epoch milliseconds. */
  retryAtMs(nowMs: number): number | undefined {
    this.#adjustClock(nowMs);
    const failure = this.attempt?.failure;
    const asked = failure?.kind === "rateLimited" ? failure.retryAtMs : undefined;
    const { untilMs } = this.#retryHold;
    return untilMs === undefined ? asked : Math.max(asked ?? 0, untilMs);
  }

  /** Why nobody but a person may have it asked now: it waits for one, or for the time the provider named. */
  suspension(nowMs: number): Failure | undefined {
    const retryAtMs = this.retryAtMs(nowMs);
    if (isRetryPending(retryAtMs, nowMs)) return { kind: "rateLimited", status: 429, retryAtMs };
    const failure = this.attempt?.failure;
    return failure && needsUserAction(failure.kind) && !this.#isUnblocked ? failure : undefined;
  }

  /** It asked so when something else of the account was read, such as its ledger. */
  holdUntil(atMs: number): void {
    this.#retryHold.extend(atMs);
  }

  /** Takes in how an attempt ended. A failure never takes away the last good reading. */
  recordOutcome(outcome: Outcome<Snapshot>, nowMs: number, jitter: number): Attempt {
    this.#adjustClock(nowMs);
    const { source } = this;
    const { reading } = this.#last;
    const kept = reading ? { reading } : {};
    this.#isUnblocked = false;
    this.#isKeyRejected = !outcome.ok && needsUserAction(outcome.failure.kind);
    const attemptFields = { source, attemptedAtMs: nowMs, jitter };
    return this.#setAttempt(
      outcome.ok
        ? { ...attemptFields, reading: { snapshot: outcome.value, readAtMs: nowMs }, failures: 0 }
        : {
            ...attemptFields,
            ...kept,
            failure: outcome.failure,
            failures: (this.attempt?.failures ?? 0) + 1,
          },
    );
  }

  status(intervalMs: number): AccountStatus {
    const { account, attempt } = this;
    const { reading } = this.#last;
    return {
      account,
      intervalMs,
      ...(reading ? { reading } : {}),
      ...(attempt?.failure ? { failure: attempt.failure } : {}),
      isReading: this.activeRead !== undefined,
    };
  }

  /** Cancels what is under way. */
  cancel(): void {
    this.#cancel.abort();
  }

  #adjustClock(nowMs: number): void {
    this.#retryHold.shiftBack(this.#last.adjustClock(nowMs));
  }

  #setAttempt(attempt: Attempt): Attempt {
    this.#last.set(attempt);
    this.#jitter = attempt.jitter ?? this.#jitter;
    return attempt;
  }
}
