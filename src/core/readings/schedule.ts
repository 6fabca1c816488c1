import { hourMs, minuteMs } from "../time/durations.ts";
import { type FailureKind, isRetriedHourly, needsUserAction } from "./failure.ts";

/** Everything that decides when an account is read next. Instants are epoch milliseconds of the wall clock. */
export interface ScheduleInput {
  readonly nowMs: number;
  readonly intervalMs: number;
  /** The provider allows only one scheduled reading in this time, good or failed. */
  readonly minIntervalMs?: number;
  /** When the last attempt ended; absent before the first one. */
  readonly attemptedAtMs?: number;
  /** The number of consecutive failed attempts; 0 after a good one. */
  readonly failures: number;
  readonly failure?: FailureKind;
  /** The failure is that a session has ended. */
  readonly isSignedOut?: boolean;
  /**
   * The last request found no way to its provider. `offline`: neither did any other, so the computer has no network as
   * far as is known. `host`: others are reached.
   */
  readonly unreached?: "offline" | "host";
  /** When a period that the last reading describes ends. After it, its amount is not the truth. */
  readonly periodEndMs?: number;
  /** The provider wants no request before this time. */
  readonly retryAtMs?: number;
  /** The window has not had focus for a while. */
  readonly isAway: boolean;
  /** A random number 0…1, drawn once per attempt, so that installations do not poll at the same times. */
  readonly jitter: number;
}

/** The longest wait that a provider can ask for (24 hours), plus an hour for small corrections of the clock. */
const maxRetryWaitMs = 25 * hourMs;
const jitterShare = 0.1;
const awayIntervalFactor = 4;
/** The shortest wait after a failure: the random wait could be zero. */
const minBackoffMs = 15_000;
const maxRetryJitterMs = hourMs;
const maxPeriodSpreadMs = 5 * minuteMs;
/** Requests without a network reach no provider, so they may be frequent: back within a minute. */
const minOfflineWaitMs = 20_000;
const offlineWaitSpreadMs = 25_000;

/**
 * When the account is read next, in epoch milliseconds: in the past when it is overdue, `undefined` while it waits
 * for a person. Never before the provider's `retryAt`.
 */
export function nextDueMs(input: ScheduleInput): number | undefined {
  if (input.failure !== undefined && needsUserAction(input.failure) && !isHourly(input)) return undefined;
  const scheduledMs = scheduledDueMs(input);
  const { retryAtMs, nowMs } = input;
  // Also when `retryAt` is past: the random delay after it may not be over.
  return isPlausibleRetry(retryAtMs, nowMs)
    ? Math.max(scheduledMs, retryAtMs + retryJitterMs(input))
    : scheduledMs;
}

/**
 * Whether a provider's `retryAt` is in the future. A time beyond the longest possible wait was stored before the
 * clock was set back and is ignored.
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
  const waitMs = waitAfterAttemptMs(input);
  // The clock was set back to before the last attempt. Waiting for it to catch up could take days.
  if (attemptedAtMs > nowMs + waitMs) return nowMs;
  return attemptedAtMs + waitMs;
}

function waitAfterAttemptMs(input: ScheduleInput): number {
  if (input.failures === 0) return regularWaitMs(input);
  if (input.unreached === "offline") return minOfflineWaitMs + offlineWaitSpreadMs * input.jitter;
  return isHourly(input) ? hourlyWaitMs(input) : backoffMs(input);
}

function isHourly({ failure: kind, isSignedOut = false }: ScheduleInput): boolean {
  return kind !== undefined && isRetriedHourly({ kind, isSignedOut });
}

/** An hour or a longer interval, and up to a tenth more. */
function hourlyWaitMs(input: ScheduleInput): number {
  const waitMs = Math.max(hourMs, effectiveIntervalMs(input), input.minIntervalMs ?? 0);
  return waitMs * (1 + jitterShare * input.jitter);
}

function regularWaitMs(input: ScheduleInput): number {
  const waitMs = effectiveIntervalMs(input) * (1 - jitterShare + 2 * jitterShare * input.jitter);
  const { periodEndMs, attemptedAtMs = 0, minIntervalMs = 0 } = input;
  // A period of a minute is not followed.
  const minPeriodMs = Math.min(input.intervalMs / 2, maxPeriodSpreadMs);
  if (periodEndMs === undefined || periodEndMs - attemptedAtMs < minPeriodMs) return waitMs;
  // Spread, because the period of many installations ends at the same instant.
  const spreadMs = Math.min(input.intervalMs, maxPeriodSpreadMs) * input.jitter;
  return Math.min(waitMs, Math.max(minIntervalMs, periodEndMs - attemptedAtMs + spreadMs));
}

/** The interval, which is longer while the window has no focus. */
function effectiveIntervalMs({ intervalMs, isAway }: Pick<ScheduleInput, "intervalMs" | "isAway">): number {
  return isAway ? Math.max(intervalMs, Math.min(awayIntervalFactor * intervalMs, hourMs)) : intervalMs;
}

/**
 * The delay after a failure. Doubles with each failure up to an hour, or up to a longer interval; where no provider was
 * reached, once only. Full jitter.
 */
export function backoffMs(
  input: Pick<ScheduleInput, "intervalMs" | "minIntervalMs" | "failures" | "isAway" | "jitter" | "unreached">,
): number {
  const regularMs = effectiveIntervalMs(input);
  const doublings = Math.min(input.failures, input.unreached ? 1 : 16);
  const ceilingMs = Math.min(Math.max(hourMs, regularMs), Math.min(hourMs, regularMs) * 2 ** doublings);
  return Math.max(minBackoffMs, input.minIntervalMs ?? 0, ceilingMs * input.jitter);
}

/** Spreads readings after a `retryAt` over an interval: a provider may name the same time to all installations. */
export function retryJitterMs({ intervalMs, jitter }: Pick<ScheduleInput, "intervalMs" | "jitter">): number {
  return jitter * Math.min(intervalMs, maxRetryJitterMs);
}

/** A longer pause between two readings is a gap: VS Code was closed or the computer was asleep. */
export function readingGapMs(intervalMs: number): number {
  return 3 * effectiveIntervalMs({ intervalMs, isAway: true });
}

/** After this time, in epoch milliseconds, a reading is stale: two intervals without a newer one. */
export function staleAfterMs(readAtMs: number, intervalMs: number): number {
  return readAtMs + 2 * intervalMs;
}

export function isStale(readAtMs: number | undefined, intervalMs: number, nowMs: number): boolean {
  return readAtMs !== undefined && nowMs > staleAfterMs(readAtMs, intervalMs);
}
