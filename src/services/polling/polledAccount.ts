import type { Account } from "../../core/accounts/account.ts";
import type { AccountStatus } from "../../core/accounts/accountStatus.ts";
import { withFullAmounts } from "../../core/accounts/fullAmount.ts";
import { defined } from "../../core/common/defined.ts";
import {
  type Failure,
  failurePolicy,
  isRetriedHourly,
  needsUserAction,
  requestedRetryMs,
} from "../../core/readings/failure.ts";
import type { Outcome } from "../../core/readings/outcome.ts";
import { isRetryPending, nextDueMs, type ScheduleInput } from "../../core/readings/schedule.ts";
import type { Snapshot } from "../../core/readings/snapshot.ts";
import type { Attempt } from "../../store/attempt.ts";
import { isSameOrigin, isSameProvider } from "../accounts/accountSource.ts";
import type { QueuedRequest } from "../common/requestQueue.ts";
import { leaseMs } from "../coordination/leases.ts";
import { LastAttempt } from "./lastAttempt.ts";
import { ProviderReach } from "./providerReach.ts";
import { RetryHold } from "./retryHold.ts";

/** A window whose key was rejected or is missing waits, so that a window with a valid key reads the account first. */
const rejectedKeyDelayMs = 10_000;

/** How often the account is to be read, and whether the user is away. */
type PollPace = Pick<ScheduleInput, "intervalMs" | "minIntervalMs" | "isAway" | "unreached">;

/** The polling state of one account: its last attempt, whether it is being read, and when it is due. */
export class PolledAccount {
  readonly source: string;
  readonly #cancel = new AbortController();
  readonly #retryHold = new RetryHold();
  #deferredUntilMs = 0;
  #isWaitingForUser = false;
  readonly signal = this.#cancel.signal;
  #account: Account;
  readonly #last = new LastAttempt();
  /** Whether the last attempt was loaded: without it, it is not known when the account is due. */
  #isRestored = false;
  /** 0…1: a new random number with each attempt. */
  #jitter: number;
  /** The user has acted, for example with a new key: the failure that stopped the account does not count any more. */
  #isUnblocked = false;
  readonly reach = new ProviderReach();
  /** The read that is running now, which resolves to whether it made an attempt, and how its request is queued. */
  activeRead: Promise<boolean> | undefined;
  activeRequest: QueuedRequest | undefined;

  constructor(account: Account, source: string, jitter: number) {
    this.#account = account;
    this.source = source;
    this.#jitter = jitter;
  }

  get account(): Account {
    return this.#account;
  }

  /** The last attempt of any window. */
  get attempt(): Attempt | undefined {
    return this.#last.value;
  }

  /** The settings changed, but not the account's source. */
  updateAccount(account: Account): void {
    this.#account = account;
  }

  /** The last request was refused by the host, or by something on the way. */
  get isRefused(): boolean {
    const failure = this.attempt?.failure;
    return failure?.kind === "unreachable" && failure.reason === "refused";
  }

  /** The user changed what stopped the account, such as its key: it is due now. */
  unblock(): void {
    this.#isUnblocked = true;
  }

  /** Restores the attempt of an earlier session, unless it is of another source. */
  restore(attempt: Attempt | undefined): void {
    this.#isRestored = true;
    if (!attempt || this.attempt) return;
    if (attempt.source !== this.source) {
      this.inherit(attempt);
      return;
    }
    this.#setAttempt(attempt);
    const { failure } = attempt;
    // A keyring that was locked may be open now, and reading a key sends no request. A rejected key may be valid again.
    this.#isUnblocked =
      failure !== undefined && (failurePolicy(failure.kind).isLocal === true || isRetriedHourly(failure));
  }

  /**
   * Adopts a newer attempt of another window; false when it is not newer. Ignores an attempt that failed because of its
   * key, unless this window's key was rejected too: this window may have another key.
   */
  adopt(attempt: Attempt, nowMs: number): boolean {
    if (attempt.source !== this.source || this.#failedByOtherKey(attempt)) return false;
    // An own attempt in the future was made before the clock was set back, so it is the older one.
    const ownMs = this.attempt?.attemptedAtMs ?? Number.NEGATIVE_INFINITY;
    const isAhead = ownMs > nowMs && attempt.attemptedAtMs <= nowMs;
    if (attempt.attemptedAtMs <= ownMs && !isAhead) return false;
    this.#setAttempt(attempt);
    this.#isUnblocked = false;
    this.#deferredUntilMs = 0;
    return true;
  }

  #failedByOtherKey({ failure }: Attempt): boolean {
    if (!failure || !needsUserAction(failure.kind)) return false;
    const own = this.attempt?.failure;
    return !(own && isRetriedHourly(own) && isRetriedHourly(failure));
  }

  /** Another window reads the account and should have finished at this time. */
  deferUntil(atMs: number): void {
    this.#deferredUntilMs = atMs;
  }

  /**
   * The account's source changed, for example its base URL. The last good reading stays until the new source has one,
   * and a pause that the same origin asked for stays in effect.
   */
  inherit(attempt: Attempt | undefined): void {
    if (!attempt) return;
    if (attempt.reading && isSameProvider(attempt.source, this.source)) this.#last.inherit(attempt.reading);
    const retryAtMs = requestedRetryMs(attempt.failure);
    if (retryAtMs !== undefined && isSameOrigin(attempt.source, this.source)) {
      this.#retryHold.extend(retryAtMs);
    }
  }

  /** When the account is due, in epoch milliseconds; `undefined` while it waits for the user or is not restored. */
  dueMs(nowMs: number, pace: PollPace): number | undefined {
    this.#adjustClock(nowMs);
    const dueMs = this.#ownDueMs(nowMs, pace);
    // A deferral that is longer than a lease is from before the clock was set back.
    const isDeferred = this.#deferredUntilMs <= nowMs + leaseMs;
    return dueMs !== undefined && isDeferred ? Math.max(dueMs, this.#deferredUntilMs) : dueMs;
  }

  #ownDueMs(nowMs: number, pace: PollPace): number | undefined {
    const retryAtMs = this.retryAtMs(nowMs);
    if (this.#isUnblocked) return isRetryPending(retryAtMs, nowMs) ? retryAtMs : nowMs;
    const { attempt } = this;
    if (!attempt && !this.#isRestored) return undefined;
    const failure = attempt?.failure;
    const dueMs = nextDueMs({
      nowMs,
      isSignedOut: failure?.kind === "keyRejected" && failure.isSignedOut === true,
      ...pace,
      ...defined({
        attemptedAtMs: attempt?.attemptedAtMs,
        failure: failure?.kind,
        retryAtMs,
        periodEndMs: periodEndMs(attempt),
      }),
      failures: attempt?.failures ?? 0,
      jitter: this.#jitter,
    });
    if (dueMs === undefined) return undefined;
    if (this.#isWaitingForUser) return dueMs + rejectedKeyDelayMs;
    // Never before the time that the provider named, which `dueMs` includes.
    return isRetryPending(retryAtMs, nowMs) ? dueMs : (this.reach.retryDueMs(nowMs) ?? dueMs);
  }

  /** The provider asked not to be called before this time, in epoch milliseconds. */
  retryAtMs(nowMs: number): number | undefined {
    this.#adjustClock(nowMs);
    const retryAtMs = requestedRetryMs(this.attempt?.failure);
    const { untilMs } = this.#retryHold;
    return untilMs === undefined ? retryAtMs : Math.max(retryAtMs ?? 0, untilMs);
  }

  mayRequest(nowMs: number): boolean {
    return !isRetryPending(this.retryAtMs(nowMs), nowMs);
  }

  /** Why only the user may cause a request now: the account waits for the user or for the time the provider named. */
  suspension(nowMs: number): Failure | undefined {
    const retryAtMs = this.retryAtMs(nowMs);
    if (isRetryPending(retryAtMs, nowMs)) return { kind: "rateLimited", status: 429, retryAtMs };
    const failure = this.attempt?.failure;
    return failure && needsUserAction(failure.kind) && !this.#isUnblocked ? failure : undefined;
  }

  /** The provider asked for this when other data of the account was read, such as its ledger. */
  holdUntil(atMs: number): void {
    this.#retryHold.extend(atMs);
  }

  /** Records how an attempt ended. The last good reading stays after a failure. */
  recordOutcome(outcome: Outcome<Snapshot>, nowMs: number, jitter: number): Attempt {
    this.#adjustClock(nowMs);
    this.#isUnblocked = false;
    this.#isWaitingForUser = !outcome.ok && needsUserAction(outcome.failure.kind);
    const attempt = { source: this.source, attemptedAtMs: nowMs, jitter };
    if (outcome.ok) {
      const snapshot = withFullAmounts(outcome.value, this.attempt?.reading, nowMs);
      const reading = { snapshot, readAtMs: nowMs };
      return this.#setAttempt({ ...attempt, reading, failures: 0 });
    }
    const { failure } = outcome;
    const failures = (this.attempt?.failures ?? 0) + 1;
    return this.#setAttempt({ ...attempt, ...defined({ reading: this.#last.reading }), failure, failures });
  }

  status(intervalMs: number): AccountStatus {
    const { account, attempt } = this;
    return {
      account,
      intervalMs,
      ...defined({ reading: this.#last.reading, failure: attempt?.failure }),
      isReading: this.activeRead !== undefined,
    };
  }

  /** Cancels the read that is running. */
  cancel(): void {
    this.#cancel.abort();
  }

  #adjustClock(nowMs: number): void {
    const rollbackMs = this.#last.adjustClock(nowMs);
    this.#retryHold.shiftBack(rollbackMs);
    this.reach.shiftBack(rollbackMs);
  }

  #setAttempt(attempt: Attempt): Attempt {
    this.#last.set(attempt);
    this.reach.record(attempt);
    this.#jitter = attempt.jitter ?? this.#jitter;
    return attempt;
  }
}

/** When the first period of a reading ends; a date that was past when it was read ends none. */
function periodEndMs(attempt: Attempt | undefined): number | undefined {
  const { reading } = attempt ?? {};
  if (!reading) return undefined;
  const ends = reading.snapshot.meters.flatMap(({ resetsAt, role }) =>
    resetsAt === undefined || role === "info" ? [] : [Date.parse(resetsAt)],
  );
  const ahead = ends.filter((endMs) => endMs > reading.readAtMs);
  return ahead.length === 0 ? undefined : Math.min(...ahead);
}
