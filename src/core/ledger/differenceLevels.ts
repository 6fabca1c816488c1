import { hourMs } from "../time/durations.ts";
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

/** The difference that lasts longest. `next`: the reading after them. */
export function longestLevel(
  window: readonly Difference[],
  next: Difference | undefined,
  sums: BookedSums,
): Level | undefined {
  const level = longestEqual(window, next);
  if (!sums.dates.areDays || (level && level.share >= minShare)) return level;
  return explainingLevel(window, sums) ?? dayEndLevel(window, sums) ?? level;
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

/** So many balances are looked at. */
const maxSamples = 12;
/** More entries in a few days explain almost any balance, and comparing them takes too long. */
const maxVotesEach = 400;

/**
 * The difference with which the ledger explains nearly all readings, if ids tell the order of a day. Where days are the
 * dates, the own differences of readings change with each entry until its day is over.
 */
function explainingLevel(window: readonly Difference[], sums: BookedSums): Level | undefined {
  const balances = window.filter(({ units }, index) => units !== window[index - 1]?.units);
  const [start] = balances;
  if (!start || sums.explainingDifferences(start).length > maxVotesEach) return undefined;
  const step = Math.ceil(balances.length / maxSamples);
  const samples = balances.filter((_, index) => index % step === 0);
  const votes = new Map<bigint, number>();
  for (const sample of samples)
    for (const difference of new Set(sums.explainingDifferences(sample)))
      votes.set(difference, (votes.get(difference) ?? 0) + 1);
  let [best, bestVotes] = [start.difference, 0];
  for (const [difference, count] of votes) if (count > bestVotes) [best, bestVotes] = [difference, count];
  const share = bestVotes / samples.length;
  const first = share < minShareOfShift ? undefined : window.find((reading) => sums.explains(reading, best));
  return first && { first: { ...first, difference: best }, share };
}

/** Two readings that are further apart are not at the end of the same day. */
const minDayMs = 12 * hourMs;

/**
 * The difference with which the ledger explains the most ends of days, at least two: the order of a day does not matter.
 */
function dayEndLevel(window: readonly Difference[], sums: BookedSums): Level | undefined {
  const ends = new Map<bigint, { readonly first: Difference; lastMs: number; days: number }>();
  for (const reading of window) {
    for (const difference of sums.dayEndDifferences(reading)) {
      const end = ends.get(difference) ?? {
        first: { ...reading, difference },
        lastMs: reading.atMs,
        days: 1,
      };
      if (reading.atMs - end.lastMs >= minDayMs) [end.lastMs, end.days] = [reading.atMs, end.days + 1];
      ends.set(difference, end);
    }
  }
  const [best] = [...ends.values()].toSorted((a, b) => b.days - a.days);
  return best && best.days > 1 ? { first: best.first, share: 1 } : undefined;
}
