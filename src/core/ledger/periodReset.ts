import { compare, isBelowPercent } from "../money/amount.ts";
import type { MeterReading } from "../readings/snapshot.ts";
import { hourMs } from "../time/durations.ts";
import type { Instant } from "../time/instant.ts";

/** The part of a meter that tells of its periods. */
export type PeriodValues = Pick<MeterReading, "used" | "resetsAt">;

/** When two readings in a row were made: epoch milliseconds. */
export interface ReadingSpan {
  readonly sinceMs: number;
  readonly nowMs: number;
}

/** Clocks disagree, a provider may be late, and its month may begin by its own time zone. */
const resetToleranceMs = 3 * hourMs;
/** In shorter periods the next date is too near to wait for the last one. */
const minPeriodMs = 24 * hourMs;

/**
 * Whether a new period began: less is used, and the reset date, where there is one, came between the readings. Some
 * hours before or after it, only a fall to nearly nothing is a reset; any other was a refund.
 */
export function isPeriodReset(
  before: PeriodValues,
  after: PeriodValues,
  { sinceMs, nowMs }: ReadingSpan,
): boolean {
  if (before.used === undefined || after.used === undefined || !isUsedLess(after, before)) return false;
  if (before.resetsAt === undefined) return true;
  const atMs = Date.parse(before.resetsAt);
  const isBetween = sinceMs < atMs && atMs <= nowMs;
  if (isBetween || Math.abs(nowMs - atMs) > resetToleranceMs) return atMs <= nowMs;
  return isBelowPercent(after.used, before.used, 10);
}

/** The reset to go on with after a reading: one whose date just came is waited for, as long as nothing was reset. */
export function expectedReset(before: PeriodValues, after: PeriodValues, nowMs: number): Instant | undefined {
  if (before.resetsAt === undefined || after.resetsAt === undefined) return after.resetsAt;
  const atMs = Date.parse(before.resetsAt);
  const isDue = atMs <= nowMs && nowMs - atMs <= resetToleranceMs;
  const isLong = Date.parse(after.resetsAt) - atMs > minPeriodMs;
  return isDue && isLong && !isUsedLess(after, before) ? before.resetsAt : after.resetsAt;
}

function isUsedLess({ used }: PeriodValues, { used: before }: PeriodValues): boolean {
  return used !== undefined && before !== undefined && compare(used, before) < 0;
}
