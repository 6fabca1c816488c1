import { hourMs } from "../time/durations.ts";
import { type FailureKind, needsUserAction } from "./failure.ts";

/** All that decides when an account is read next. Instants are epoch milliseconds of the wall clock. */
export interface ScheduleInput {
  readonly nowMs: number;
  readonly intervalMs: number;
  /** The provider wants no more than one scheduled reading in this time, whatever comes of it. */
  readonly minIntervalMs?: number;
  /** When the last attempt ended; absent when there was none. */
  readonly attemptedAtMs?: number;
  /** How many attempts in a row failed; 0 after a good one. */
  readonly failures: number;
  readonly failure?: FailureKind;
  /** The provider asked not to be called before. */
  readonly retryAtMs?: number;
  /** This window has not been focused for a while. */
  readonly isAway: boolean;
  /** 0…1, drawn once per attempt so that installs do not march in step. */
  readonly jitter: number;
}

/** Nobody is asked to wait longer; the hour forgives small corrections of the clock. */
const maxRetryWaitMs = 25 * hourMs;
const jitterShare = 0.1;
const awayIntervalFactor = 4;
/** Full jitter may draw zero; even then a provider in trouble gets a pause. */
const minBackoffMs = 15_000;
const maxRetryJitterMs = hourMs;

/**
 * When the account is due: epoch milliseconds, in the past when it is due already, `undefined` while it
 * waits for a person. A provider's `retryAt` is never undercut.
 */
export function nextDueMs(input: ScheduleInput): number | undefined {
  if (input.failure !== undefined && needsUserAction(input.failure)) return undefined;
  const scheduledMs = scheduledDueMs(input);
  const { retryAtMs, nowMs } = input;
  // Also once it has passed: the spread after it still counts.
  return isPlausibleRetry(retryAtMs, nowMs)
    ? Math.max(scheduledMs, retryAtMs + retryJitterMs(input))
    : scheduledMs;
}

/**
 * Whether a provider's `retryAt` lies ahead. One further ahead than any that is honoured comes from before
 * the clock went back, and counts no more.
 */
export function isRetryPending(retryAtMs: number | undefined, nowMs: number): retryAtMs is number {
  return isPlausibleRetry(retryAtMs, nowMs) && retryAtMs > nowMs;
}

function isPlausibleRetry(retryAtMs: number | undefined, nowMs: number): retryAtMs is number {
  return retryAtMs !== undefined && retryAtMs <= nowMs + maxRetryWaitMs;
}

function scheduledDueMs(input: ScheduleInput): number {
  const { attemptedAtMs, nowMs } = input;
  if (attemptedAtMs === undefined) return nowMs;
  const waitMs = input.failures > 0 ? backoffMs(input) : regularWaitMs(input);
  // The clock went back behind the last attempt: waiting for it to catch up could take days.
  if (attemptedAtMs > nowMs + waitMs) return nowMs;
  return attemptedAtMs + waitMs;
}

function regularWaitMs(input: ScheduleInput): number {
  return effectiveIntervalMs(input) * (1 - jitterShare + 2 * jitterShare * input.jitter);
}

/** The interval, longer while nobody is there. */
function effectiveIntervalMs({ intervalMs, isAway }: Pick<ScheduleInput, "intervalMs" | "isAway">): number {
  return isAway ? Math.max(intervalMs, Math.min(awayIntervalFactor * intervalMs, hourMs)) : intervalMs;
}

/** Doubles with each failure up to an hour, or to the interval where that is longer; with full jitter. */
export function backoffMs(
  input: Pick<ScheduleInput, "intervalMs" | "minIntervalMs" | "failures" | "isAway" | "jitter">,
): number {
  const regularMs = effectiveIntervalMs(input);
  const ceilingMs = Math.min(
    Math.max(hourMs, regularMs),
    Math.min(hourMs, regularMs) * 2 ** Math.min(input.failures, 16),
  );
  return Math.max(minBackoffMs, input.minIntervalMs ?? 0, ceilingMs * input.jitter);
}

/** One instant told to everybody must not bring everybody back at once: over an interval, as they came before. */
export function retryJitterMs({ intervalMs, jitter }: Pick<ScheduleInput, "intervalMs" | "jitter">): number {
  return jitter * Math.min(intervalMs, maxRetryJitterMs);
}

/** A pause between two readings that the schedule does not account for: nobody was reading. */
export function readingGapMs(intervalMs: number): number {
  return 3 * effectiveIntervalMs({ intervalMs, isAway: true });
}

/** A reading is stale once two intervals have passed without a newer one. */
export function isStale(readAtMs: number | undefined, intervalMs: number, nowMs: number): boolean {
  return readAtMs !== undefined && nowMs - readAtMs > 2 * intervalMs;
}
