import type { BookedSums } from "./bookedSums.ts";
import type { Difference } from "./differenceShifts.ts";

/** A difference that lasts. */
export interface Level {
  /** The first reading that has this difference, or that it explains. */
  readonly first: Difference;
  /** Of the time, from 0 to 1. */
  readonly share: number;
}

/** A difference that lasts for this share of the settling time stays, although a late ledger could also explain it. */
export const minShareOfShift = 0.9;
/** A difference that lasts for a shorter share shows that bookings are still on their way. */
export const minShare = 0.5;
/** Of the balances at which a day ends, when the ids of entries say nothing about their order. */
const minShareOfFirst = 0.15;

/** The difference that lasts longest. `next`: the reading after them. */
export function longestLevel(
  window: readonly Difference[],
  next: Difference | undefined,
  sums: BookedSums,
): Level | undefined {
  return levelOf(window, next, sums, minShareOfShift);
}

/** The same for the first readings, of which it is known that the ledger explains them sooner or later. */
export function firstLevel(
  window: readonly Difference[],
  next: Difference | undefined,
  sums: BookedSums,
): Level | undefined {
  return levelOf(window, next, sums, minShareOfFirst);
}

function levelOf(
  window: readonly Difference[],
  next: Difference | undefined,
  sums: BookedSums,
  minShareByDay: number,
): Level | undefined {
  const level = longestEqual(window, next);
  if (!sums.dates.areDays || (level && level.share >= minShare)) return level;
  const byDay = longestExplained(window, sums);
  return byDay && byDay.share >= minShareByDay ? byDay : level;
}

function longestEqual(window: readonly Difference[], next: Difference | undefined): Level | undefined {
  const levels = new Map<bigint, { readonly first: Difference; lastedMs: number }>();
  for (const [index, reading] of window.entries()) {
    const level = levels.get(reading.difference) ?? { first: reading, lastedMs: 0 };
    level.lastedMs += ((window[index + 1] ?? next)?.atMs ?? reading.atMs + 1) - reading.atMs;
    levels.set(reading.difference, level);
  }
  const [longest] = [...levels.values()].toSorted((a, b) => b.lastedMs - a.lastedMs);
  const totalMs = ((next ?? window.at(-1))?.atMs ?? 0) - (window[0]?.atMs ?? 0);
  return longest && { first: longest.first, share: longest.lastedMs / Math.max(1, totalMs) };
}

/** So many readings of a window are looked at, fewer where each has very many differences: a few milliseconds. */
const maxSamples = 40;
const minSamples = 8;
const maxVotes = 8000;

/**
 * The difference that explains most readings. Where days are the dates, the own differences of readings change with each
 * entry until its day is over, and no one of them lasts.
 */
function longestExplained(window: readonly Difference[], sums: BookedSums): Level | undefined {
  const balances = window.filter(({ units }, index) => units !== window[index - 1]?.units);
  const [start] = balances;
  if (!start) return undefined;
  const votesEach = sums.explainingDifferences(start).length;
  const count = Math.max(minSamples, Math.min(maxSamples, Math.floor(maxVotes / votesEach)));
  const step = Math.max(1, Math.ceil(balances.length / count));
  const samples = balances.filter((_, index) => index % step === 0);
  const votes = new Map<bigint, number>();
  for (const sample of samples)
    for (const difference of new Set(sums.explainingDifferences(sample)))
      votes.set(difference, (votes.get(difference) ?? 0) + 1);
  let [best, bestVotes] = [start.difference, 0];
  for (const [difference, count] of votes) if (count > bestVotes) [best, bestVotes] = [difference, count];
  const first = window.find((reading) => sums.explains(reading, best));
  return first && { first: { ...first, difference: best }, share: bestVotes / samples.length };
}
