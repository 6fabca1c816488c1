import { compare, isBelowPercent } from "../money/amount.ts";
import type { MeterReading } from "../readings/snapshot.ts";
import { hourMs } from "../time/durations.ts";
import type { Instant } from "../time/instant.ts";

/** The fields of a meter that show its periods. */
export type PeriodValues = Pick<MeterReading, "used" | "resetsAt">;

/** The times of two consecutive readings, in epoch milliseconds. */
export interface ReadingSpan {
  readonly sinceMs: number;
  readonly nowMs: number;
}

/** Clocks differ, a provider may be late, and its month may begin in its own time zone. */
const resetToleranceMs = 3 * hourMs;
/** In a shorter period, the next reset is too close to wait for the previous one. */
const minPeriodMs = 24 * hourMs;

/**
 * Whether a new period began: less is used than before, and the reset date, if there is one, lies between the
 * readings. A few hours around that date, only a drop below ten per cent is a reset; any other drop is a refund.
 */
export function isPeriodReset(
  before: PeriodValues,
  after: PeriodValues,
  { sinceMs, nowMs }: ReadingSpan,
): boolean {
  if (before.used === undefined || after.used === undefined || !hasUsedDropped(after, before)) return false;
  if (before.resetsAt === undefined) return true;
  const atMs = Date.parse(before.resetsAt);
  const isBetween = sinceMs < atMs && atMs <= nowMs;
  if (isBetween || Math.abs(nowMs - atMs) > resetToleranceMs) return atMs <= nowMs;
  return isBelowPercent(after.used, before.used, 10);
}

/**
 * The reset date to store with a reading. A date that has just passed is kept until the reset is seen, at most for
 * the tolerance.
 */
export function expectedReset(before: PeriodValues, after: PeriodValues, nowMs: number): Instant | undefined {
  if (before.resetsAt === undefined || after.resetsAt === undefined) return after.resetsAt;
  const atMs = Date.parse(before.resetsAt);
  const isDue = atMs <= nowMs && nowMs - atMs <= resetToleranceMs;
  const isLong = Date.parse(after.resetsAt) - atMs > minPeriodMs;
  return isDue && isLong && !hasUsedDropped(after, before) ? before.resetsAt : after.resetsAt;
}

function hasUsedDropped({ used }: PeriodValues, { used: before }: PeriodValues): boolean {
  return used !== undefined && before !== undefined && compare(used, before) < 0;
}
