import { dayMs } from "../time/durations.ts";
import type { BookedSums, ScaledBalance } from "./bookedSums.ts";
import { type Level, longestLevel, minShare, minShareOfShift } from "./differenceLevels.ts";

/** `difference`: the balance minus the booked sum. It is constant while the ledger explains every change. */
export interface Difference extends ScaledBalance {
  readonly difference: bigint;
}

/** A booking that is dated by its day can be up to two days away from its change. */
export const maxSettlingMs = 3 * dayMs;

/** The last reading with the old difference, and the first one with the new. */
type Shift = readonly [before: Difference, after: Difference];

/** The balance is read no more than about once in the settling time. */
const maxSparseReadings = 2;

export interface Shifts {
  readonly shifts: readonly Shift[];
  readonly finalAtMs: number | undefined;
  /** The one at the end, after all shifts. */
  readonly difference: bigint | undefined;
}

export function findShifts(
  differences: readonly Difference[],
  maxMs: number,
  sums: BookedSums,
  isContinued: boolean,
): Shifts {
  const shifts: Shift[] = [];
  let base = isContinued ? differences[0] : firstBase(differences, maxMs, sums);
  let index = 1;
  let finalAtMs: number | undefined;
  // A later difference takes a change back within the longest settling time, and shows itself within its own.
  const openFromMs = (differences.at(-1)?.atMs ?? 0) - maxSettlingMs - maxMs;
  // Later readings may still take the last shift back, and a base may stand for a difference that is not its own.
  const isFinal = (reading: Difference) =>
    reading.atMs <= openFromMs &&
    isOwnDifference(reading, sums) &&
    !shifts.some(([before]) => reading.atMs - before.atMs <= maxSettlingMs);
  for (let reading = differences[index]; base && reading; reading = differences[index]) {
    const { difference } = base;
    // What had happened stays so.
    const happenedMs = isOwnDifference(base, sums) ? base.atMs : undefined;
    const isExplained = (later: Difference) =>
      later.difference === difference || sums.explains(later, difference, happenedMs);
    if (isExplained(reading)) {
      if (reading.difference === difference) base = reading;
      if (isFinal(base)) finalAtMs = base.atMs;
      index += 1;
      continue;
    }
    const endIndex = indexAfter(differences, index, reading.atMs + maxMs);
    const window = differences.slice(index, endIndex);
    const back = window.findIndex(isExplained);
    const next = differences[endIndex];
    if (back < 0 && isClockOff(window, next, difference, sums)) {
      index = endIndex;
      continue;
    }
    const level = back < 0 ? lastingLevel(window, next, sums) : undefined;
    const isShift = level !== undefined && (!next || level.share >= minShareOfShift);
    const booked = back < 0 && !isShift ? lastBooked(window, difference) : undefined;
    const after = isShift || (!booked && level && level.share >= minShare) ? level?.first : undefined;
    if (after) addShift(shifts, [base, after]);
    if (back >= 0) index += back;
    else if (booked) [base, index] = [{ ...booked, difference }, differences.indexOf(booked, index) + 1];
    else if (after) [base, index] = [after, differences.findIndex(({ atMs }) => atMs === after.atMs) + 1];
    else {
      const last = next && lastUnbooked(window, base, maxMs, sums);
      if (last) addShift(shifts, [base, last]);
      base = last ?? base;
      if (last && isFinal(last)) finalAtMs = last.atMs;
      index = endIndex;
    }
  }
  return { shifts, finalAtMs, difference: base?.difference };
}

/**
 * The level of a window. While the last days are open and none lasts, the last difference stands for all that is still to
 * be booked.
 */
function lastingLevel(
  window: readonly Difference[],
  next: Difference | undefined,
  sums: BookedSums,
): Level | undefined {
  const level = longestLevel(window, next, sums);
  const last = window.at(-1);
  const isOpen =
    !next && last !== undefined && sums.dates.areDays && level !== undefined && level.share < minShare;
  return isOpen ? { first: last, share: level.share } : level;
}

/** Whether a reading stands for the difference of all entries up to it, not for another one that explains it. */
function isOwnDifference({ atMs, units, difference }: Difference, sums: BookedSums): boolean {
  return difference === units - sums.until(atMs);
}

/** Whether clocks explain a difference: entries that are dated minutes away make it up, and it is gone with the next reading. */
function isClockOff(
  window: readonly Difference[],
  next: Difference | undefined,
  difference: bigint,
  sums: BookedSums,
): boolean {
  const isAround = (reading: Difference) => sums.explainsByClock(reading, difference, "around");
  // Among many readings, entries of equal amounts are near each.
  const isSparse = window.length <= maxSparseReadings;
  const isPassing = next !== undefined && (next.difference === difference || (isSparse && isAround(next)));
  return isPassing && window.every(isAround);
}

/**
 * The last reading whose balance the ledger has reached at the end, `undefined` without one: a ledger that is always
 * late books every change, but never all of them.
 */
function lastBooked(window: readonly Difference[], difference: bigint): Difference | undefined {
  const last = window.at(-1);
  const reached = last && last.units - last.difference + difference;
  return window.findLast(({ units }) => units === reached);
}

/**
 * The last reading of a window in which no difference lasts, when nothing has explained the balance for longer than any
 * booking takes: a ledger that leaves out some kind of change, such as all use. Where days are the dates, the difference of
 * a reading within a day says nothing.
 */
function lastUnbooked(
  window: readonly Difference[],
  base: Difference,
  maxMs: number,
  sums: BookedSums,
): Difference | undefined {
  const last = window.at(-1);
  return last && !sums.dates.areDays && last.atMs - base.atMs > maxSettlingMs + maxMs ? last : undefined;
}

/** Where the difference comes back to what it was within the longest settling time, the changes were booked late. */
function addShift(shifts: Shift[], shift: Shift): void {
  const [base, after] = shift;
  const late = shifts.findIndex(
    ([before]) => before.difference === after.difference && base.atMs - before.atMs <= maxSettlingMs,
  );
  if (late < 0) shifts.push(shift);
  else shifts.length = late;
}

/**
 * The reading to begin with. Some entries that are dated before it may have happened after it: within its day where days are
 * the dates, and within minutes where the clocks are off. The difference is then the one that lasts.
 */
function firstBase(
  differences: readonly Difference[],
  maxMs: number,
  sums: BookedSums,
): Difference | undefined {
  const [base] = differences;
  if (!base) return undefined;
  const endIndex = indexAfter(differences, 0, base.atMs + maxMs);
  const { areDays } = sums.dates;
  const lasting = areDays
    ? longestLevel(differences.slice(0, endIndex), differences[endIndex], sums)?.first
    : differences[endIndex - 1];
  const isLasting =
    lasting &&
    (areDays
      ? sums.explainsInAnyOrder(base, lasting.difference)
      : sums.explainsByClock(base, lasting.difference, "before"));
  return isLasting ? { ...base, difference: lasting.difference } : base;
}

/** The index of the first reading later than this time. */
function indexAfter(differences: readonly Difference[], from: number, atMs: number): number {
  let index = from;
  for (let next = differences[index]; next && next.atMs <= atMs; next = differences[index]) index += 1;
  return index;
}
