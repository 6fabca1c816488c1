import { compare, isBelowPercent, minus, parseAmount } from "../money/amount.ts";
import type { MeterReading } from "../readings/snapshot.ts";
import { hourMs, minuteMs } from "../time/durations.ts";
import type { Instant } from "../time/instant.ts";

/** The fields of a meter that show its periods. */
export type PeriodValues = Partial<Pick<MeterReading, "remaining" | "limit" | "used" | "resetsAt">>;

/** The times of two consecutive readings, in epoch milliseconds. */
export interface ReadingSpan {
  readonly sinceMs: number;
  readonly nowMs: number;
}

/** A provider's month may begin in its own zone, UTC-8 to UTC+9; clocks differ, and it may be some hours late. */
const resetToleranceMs = 14 * hourMs;
/** A date that moves on by less is not that of a new period. A day has 23 hours where clocks are set forward. */
const minPeriodMs = 22 * hourMs;
/** In a shorter period, the next reset is too close to wait for the previous one. A day may have 25 hours. */
const minAwaitedPeriodMs = 26 * hourMs;
/** After a pause as long, some of the new period may have been used already. */
const pauseMs = hourMs;
/** After a pause as long, a new period has begun at its date, whatever was used in it since. */
const longPauseMs = 24 * hourMs;
/** A fall to less than this share of what was used is no refund. */
const resetFallPercent = 10;
/** Around the date, after a pause. */
const pausedFallPercent = 50;
/** A fall to more than this share is a refund, unless all is left again. */
const refundFallPercent = 90;
/** A rise by less than this share of the limit is a refund, also where it reaches the limit. */
const minRefillPercent = 10;
/** Far from any date, a fall by less than this share of the limit is a refund, also where nothing is used any more. */
const minUndatedPercent = 2;

/**
 * Whether a new period began. Several signals decide: how far `used` fell (where it is not given: what is missing from the
 * limit), whether all is left again, and whether the reset date passed or moved on by a period. Around the date a large
 * fall or a refill is a reset, after a pause or at the date also a smaller fall, and a small one is a refund. After a long
 * pause across the date it is a reset whatever was used since, because what was spent before and after it cannot be told
 * apart.
 */
export function isPeriodReset(before: PeriodValues, after: PeriodValues, span: ReadingSpan): boolean {
  const { sinceMs, nowMs } = span;
  const isFull = isRefilled(before, after);
  if (before.resetsAt === undefined) {
    const isLargeFall = hasUsedFallenTo(before, after, resetFallPercent) && !isSmallFall(before, after);
    return isLargeFall || (isFull && hasUsedFallenTo(before, after, 100));
  }
  const dateMs = Date.parse(before.resetsAt);
  const isPassed = sinceMs < dateMs && dateMs <= nowMs;
  const isAround = Math.abs(nowMs - dateMs) <= resetToleranceMs;
  if (isPassed) {
    if (hasUsedFallenTo(before, after, refundFallPercent) || isFull) return true;
    const isMoved = movedOnMs(before, after) >= minPeriodMs;
    if (isMoved && isUsedUnknown(before, after) && hasRisen(before, after)) return true;
    return isMoved && (nowMs - sinceMs > longPauseMs || !isAround);
  }
  if (isAround) {
    const percent = nowMs - sinceMs >= pauseMs ? pausedFallPercent : resetFallPercent;
    return hasFallenTo(before, after, percent) || (isFull && isFallPlausible(before, after));
  }
  return dateMs <= nowMs ? hasFallenTo(before, after, refundFallPercent) || isFull : false;
}

/**
 * Whether the meter counts a window that slides along: its reset date moves on with the clock. What falls out of the
 * window is neither a top-up nor a reset.
 */
export function isSlidingWindow(
  before: PeriodValues,
  after: PeriodValues,
  { sinceMs, nowMs }: ReadingSpan,
): boolean {
  const movedMs = movedOnMs(before, after);
  const elapsedMs = nowMs - sinceMs;
  return movedMs > 0 && Math.abs(movedMs - elapsedMs) <= Math.max(2 * minuteMs, elapsedMs / 10);
}

/**
 * Whether the date of a window passed and moved on by less than a day: it names when the oldest use leaves the window, and
 * that is what came back.
 */
export function isWindowStep(
  before: PeriodValues,
  after: PeriodValues,
  { sinceMs, nowMs }: ReadingSpan,
): boolean {
  if (before.resetsAt === undefined) return false;
  const dateMs = Date.parse(before.resetsAt);
  const movedMs = movedOnMs(before, after);
  return sinceMs < dateMs && dateMs <= nowMs && movedMs > 0 && movedMs < minPeriodMs;
}

/**
 * The reset date to store with a reading. A date that has just passed is kept until the reset is seen, at most for
 * the tolerance.
 */
export function expectedReset(before: PeriodValues, after: PeriodValues, nowMs: number): Instant | undefined {
  if (before.resetsAt === undefined || after.resetsAt === undefined) return after.resetsAt;
  const atMs = Date.parse(before.resetsAt);
  const isDue = atMs <= nowMs && nowMs - atMs <= resetToleranceMs;
  const isLong = Date.parse(after.resetsAt) - atMs > minAwaitedPeriodMs;
  const isSeen = hasUsedFallen(before, after) || isRefilled(before, after, resetFallPercent);
  return isDue && isLong && !isSeen ? before.resetsAt : after.resetsAt;
}

/** Whether less is used than before. A top-up leaves what was used. */
export function hasUsedFallen(before: PeriodValues, after: PeriodValues): boolean {
  return hasUsedFallenTo(before, after, 100);
}

/** Whether `used` is below a share of what it was. */
function hasUsedFallenTo(
  { used: before }: PeriodValues,
  { used: after }: PeriodValues,
  percent: number,
): boolean {
  return before !== undefined && after !== undefined && isBelowPercent(after, before, percent);
}

function isUsedUnknown({ used: before }: PeriodValues, { used: after }: PeriodValues): boolean {
  return before === undefined || after === undefined;
}

function hasRisen({ remaining: before }: PeriodValues, { remaining: after }: PeriodValues): boolean {
  return typeof before === "string" && typeof after === "string" && compare(after, before) > 0;
}

/** Whether `used`, or what is missing from the limit where it is not given, is below a share of what it was. */
function hasFallenTo(before: PeriodValues, after: PeriodValues, percent: number): boolean {
  return isUsedUnknown(before, after)
    ? isRefilled(before, after, percent)
    : hasUsedFallenTo(before, after, percent);
}

/** Whether less than a share is still missing from the limit, 0: nothing, and more came back than a refund gives back. */
function isRefilled(before: PeriodValues, after: PeriodValues, percent = 0): boolean {
  const { remaining, limit } = after;
  if (typeof remaining !== "string" || typeof limit !== "string" || typeof before.remaining !== "string")
    return false;
  const full = parseAmount(limit) ?? limit;
  if (compare(before.remaining, full) >= 0) return false;
  if (isBelowPercent(minus(remaining, before.remaining), full, minRefillPercent)) return false;
  const missing = minus(full, remaining);
  return compare(remaining, full) >= 0 || isBelowPercent(missing, minus(full, before.remaining), percent);
}

function isSmallFall({ used: before }: PeriodValues, { used: after, limit }: PeriodValues): boolean {
  if (before === undefined || after === undefined || typeof limit !== "string") return false;
  return isBelowPercent(minus(before, after), limit, minUndatedPercent);
}

/** A top-up lifts what remains and leaves what was used. */
function isFallPlausible(before: PeriodValues, after: PeriodValues): boolean {
  return isUsedUnknown(before, after) || hasUsedFallen(before, after);
}

/** By how much the reset date moved, in milliseconds; 0 where one is missing. */
function movedOnMs({ resetsAt: before }: PeriodValues, { resetsAt: after }: PeriodValues): number {
  return before === undefined || after === undefined ? 0 : Date.parse(after) - Date.parse(before);
}
