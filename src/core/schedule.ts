import { type FailureKind, needsUser } from "./failure.ts";

/** All that decides when an account is read next. Instants are epoch milliseconds of the wall clock. */
export interface ScheduleInput {
  readonly nowMs: number;
  readonly intervalMs: number;
  /** When the last attempt ended; absent when there was none. */
  readonly attemptedAtMs?: number;
  /** How many attempts in a row failed; 0 after a good one. */
  readonly failures: number;
  readonly failure?: FailureKind;
  /** The provider asked not to be called before. */
  readonly retryAtMs?: number;
  /** No window of VS Code has been focused for a while. */
  readonly isAway: boolean;
  /** 0…1, drawn once per attempt so that installs do not march in step. */
  readonly jitter: number;
}

const hourMs = 3_600_000;
/** Nobody is asked to wait longer; the hour forgives small corrections of the clock. */
const longestWaitMs = 25 * hourMs;
const jitterShare = 0.1;
const awayFactor = 4;
/** Full jitter may draw zero; even then a provider in trouble gets a pause. */
const shortestBackOffMs = 15_000;

/**
 * When the account is due: epoch milliseconds, in the past when it is due already, `undefined` while it
 * waits for a person. A provider's `retryAt` is never undercut, unless the clock went back so far behind it
 * that nobody can have asked for such a wait.
 */
export function nextDueMs(input: ScheduleInput): number | undefined {
  if (input.failure !== undefined && needsUser(input.failure)) return undefined;
  const own = ownDueMs(input);
  const asked = input.retryAtMs;
  if (asked === undefined || asked > input.nowMs + longestWaitMs) return own;
  return Math.max(own, asked + spreadMs(input));
}

function ownDueMs(input: ScheduleInput): number {
  const { attemptedAtMs, nowMs } = input;
  if (attemptedAtMs === undefined) return nowMs;
  const waitMs = input.failures > 0 ? backOffMs(input) : regularWaitMs(input);
  // The clock went back behind the last attempt: waiting for it to catch up could take days.
  if (attemptedAtMs > nowMs + waitMs) return nowMs;
  return attemptedAtMs + waitMs;
}

function regularWaitMs(input: ScheduleInput): number {
  const { intervalMs, isAway, jitter } = input;
  const slowMs = Math.max(intervalMs, Math.min(awayFactor * intervalMs, hourMs));
  return (isAway ? slowMs : intervalMs) * (1 - jitterShare + 2 * jitterShare * jitter);
}

/** Doubles with each failure up to an hour, with full jitter. */
function backOffMs({ intervalMs, failures, jitter }: ScheduleInput): number {
  const ceilingMs = Math.min(hourMs, intervalMs * 2 ** Math.min(failures, 16));
  return Math.max(shortestBackOffMs, ceilingMs * jitter);
}

/** A `Retry-After` told to everyone at once must not bring everyone back at once. */
function spreadMs({ intervalMs, jitter }: ScheduleInput): number {
  return jitter * jitterShare * intervalMs;
}

/** A pause between two readings that the schedule does not account for: nobody was reading. */
export function gapMs(intervalMs: number): number {
  return 3 * Math.max(intervalMs, Math.min(awayFactor * intervalMs, hourMs));
}

/** A reading is stale once two intervals have passed without a newer one. */
export function isStale(readAtMs: number | undefined, intervalMs: number, nowMs: number): boolean {
  return readAtMs !== undefined && nowMs - readAtMs > 2 * intervalMs;
}
