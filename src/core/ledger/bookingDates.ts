import { dayMs, minuteMs, secondMs } from "../time/durations.ts";
import type { ScaledBalance } from "./bookedSums.ts";

/** How a provider dates what it books. */
export interface BookingDates {
  /** The entries are dated by their day: their times say nothing about the order within it. */
  readonly areDays: boolean;
  /** The provider's clock minus ours. */
  readonly clockOffsetMs: number;
}

/** A booked entry, its amount as a scaled integer. */
export interface ScaledEntry {
  readonly atMs: number;
  readonly units: bigint;
}

export const maxClockOffsetMs = 10 * minuteMs;
/** The offsets that are tried, smallest first. */
const clockOffsetsMs = [
  30 * secondMs,
  minuteMs,
  2 * minuteMs,
  3 * minuteMs,
  5 * minuteMs,
  maxClockOffsetMs,
].flatMap((ms) => [ms, -ms]);
/** So many of the newest readings and entries show how they are dated today. */
export const maxDatedReadings = 1000;
export const maxDatedEntries = 1000;
/** Fewer matches more than without an offset may be chance. */
const minMatchesGained = 5;
/** Time zones differ by quarters of an hour, so a day begins at a quarter of an hour. */
const quarterMs = 15 * minuteMs;
const minEntriesOfDays = 3;
/** Summer time moves the beginning of the days. */
const maxDayStarts = 2;

/** How the newest entries are dated. Both lists are in order of time; the readings end with the newest. */
export function findBookingDates(
  entries: readonly ScaledEntry[],
  readings: readonly ScaledBalance[],
): BookingDates {
  const newest = entries.slice(-maxDatedEntries);
  const areDays = areDatedByDay(newest.map(({ atMs }) => atMs));
  return {
    areDays,
    clockOffsetMs: areDays ? 0 : estimateClockOffset(newest, readings.slice(-maxDatedReadings)),
  };
}

function areDatedByDay(times: readonly number[]): boolean {
  if (times.length < minEntriesOfDays && !times.every((atMs) => atMs % dayMs === 0)) return false;
  const starts = new Set<number>();
  for (const atMs of times) {
    if (atMs % quarterMs !== 0) return false;
    starts.add(atMs % dayMs);
    if (starts.size > maxDayStarts) return false;
  }
  return starts.size === 1 || times.length > 2 * minEntriesOfDays;
}

/** The offset with which the entries explain clearly more changes between two readings than without one. */
function estimateClockOffset(entries: readonly ScaledEntry[], readings: readonly ScaledBalance[]): number {
  if (entries.length === 0) return 0;
  let best = { offsetMs: 0, count: countMatches(entries, readings, 0) + minMatchesGained };
  for (const offsetMs of clockOffsetsMs) {
    const count = countMatches(entries, readings, offsetMs);
    if (count > best.count) best = { offsetMs, count };
  }
  return best.offsetMs;
}

/** How many changes between two readings are the sum of the entries in between. */
function countMatches(
  entries: readonly ScaledEntry[],
  readings: readonly ScaledBalance[],
  offsetMs: number,
): number {
  let [count, index] = [0, 0];
  let before: ScaledBalance | undefined;
  for (const reading of readings) {
    let booked = 0n;
    for (let entry = entries[index]; entry && entry.atMs <= reading.atMs + offsetMs; entry = entries[index]) {
      booked += entry.units;
      index += 1;
    }
    if (before && before.units !== reading.units && booked === reading.units - before.units) count += 1;
    before = reading;
  }
  return count;
}
