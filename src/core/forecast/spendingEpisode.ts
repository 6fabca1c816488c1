import { sum } from "../common/sum.ts";
import { daysPerWeek, hoursPerDay, type SpendingDay } from "./spendingDays.ts";
import { findSuddenFall } from "./suddenFall.ts";

/** Days in a row, lately, on which spending was at another level than before: a pause, a busy time, or a new level. */
export interface SpendingEpisode {
  /** When it began and ended; it goes on when it ended 0 days ago. Whole days, except the start of a pause or a sudden fall. */
  readonly startDaysAgo: number;
  readonly endDaysAgo: number;
  /** Its level as a multiple of the one before. */
  readonly factor: number;
}

const maxEpisodeDays = 10;
const maxEndDaysAgo = 14;
const minOlderDays = 2;
const maxOlderDays = 28;
/** Standard errors of the difference; a smaller one may be chance. */
const minSignificance = 3.5;
const minNoise = 0.25;
const minPauseHours = 20;
/** From Friday evening to Monday morning. */
const weekendHours = 60;
const minTimesLonger = 2;

/**
 * The latest time in which spending left its level: the days whose difference from the same weekdays of the other days
 * is clearest. `undefined` when no difference is clear.
 */
export function findEpisode(days: readonly SpendingDay[]): SpendingEpisode | undefined {
  const pause = findPause(days);
  if (pause) return pause;
  const fall = findSuddenFall(days);
  if (fall) return { startDaysAgo: fall.sinceHours / hoursPerDay, endDaysAgo: 0, factor: fall.factor };
  let best: (SpendingEpisode & { readonly excess: number }) | undefined;
  const maxEnd = Math.min(maxEndDaysAgo, days.length - minOlderDays - 1);
  for (let end = 0; end <= maxEnd; end += 1) {
    const maxCount = Math.min(maxEpisodeDays, days.length - minOlderDays - end);
    for (let count = 1; count <= maxCount; count += 1) {
      const inside = days.slice(end, end + count);
      const others = [...days.slice(0, end), ...days.slice(end + count, end + count + maxOlderDays)];
      const difference = compareLevels(inside, others);
      if (!difference || difference.excess <= (best?.excess ?? 1)) continue;
      const [newest, oldest] = [inside[0], inside.at(-1)];
      if (!newest || !oldest) continue;
      best = { startDaysAgo: oldest.daysAgo, endDaysAgo: newest.daysAgo - 1, ...difference };
    }
  }
  return best && { startDaysAgo: best.startDaysAgo, endDaysAgo: best.endDaysAgo, factor: best.factor };
}

/**
 * A pause that is known to the hour: nothing was spent until now for much longer than ever before. Before a weekend was
 * seen, its quiet is no pause.
 */
function findPause(days: readonly SpendingDay[]): SpendingEpisode | undefined {
  const [quietHours, longestBefore] = quietRuns(days);
  const before = days.filter(({ daysAgo }) => daysAgo - 1 >= quietHours / hoursPerDay);
  const mayBeWeekend = days[0]?.isWeekend === true && !before.some(({ isWeekend }) => isWeekend);
  const minHours = Math.max(mayBeWeekend ? weekendHours : minPauseHours, minTimesLonger * longestBefore);
  return before.length > 0 && quietHours >= minHours
    ? { startDaysAgo: quietHours / hoursPerDay, endDaysAgo: 0, factor: 0 }
    : undefined;
}

/** The hours without spending until now, and the longest time without spending before. */
function quietRuns(days: readonly SpendingDay[]): readonly [number, number] {
  const hours = days.flatMap((day) => day.hours.toReversed());
  const quietHours = Math.max(
    0,
    hours.findIndex((spent) => spent > 0),
  );
  let [longest, run] = [0, 0];
  for (const spent of hours.slice(quietHours)) {
    run = spent > 0 ? 0 : run + 1;
    longest = Math.max(longest, run);
  }
  return [quietHours, longest];
}

/** The level of days as a multiple of the level of others, and how clear the difference is: above 1 it is no chance. */
function compareLevels(
  inside: readonly SpendingDay[],
  others: readonly SpendingDay[],
): { readonly factor: number; readonly excess: number } | undefined {
  const usual = usualDay(others);
  const compared = inside.filter((day) => usual(day) !== undefined);
  const expected = sum(compared.map((day) => usual(day) ?? 0));
  if (expected === 0) return undefined;
  const errors = others.map((day) => day.total - (usual(day) ?? 0));
  const spread = Math.sqrt(sum(errors.map((error) => error ** 2)) / Math.max(1, others.length - 1));
  const noise = Math.max(minNoise, (spread * compared.length) / expected);
  const factor = sum(compared.map(({ total }) => total)) / expected;
  const significance = Math.abs(factor - 1) / (noise * Math.sqrt(1 / compared.length + 1 / others.length));
  return { factor, excess: significance / minSignificance };
}

/**
 * What is spent on a weekday; with less than two weeks, on a day of the working week or of the weekend. `undefined` for a
 * day with which none can be compared.
 */
function usualDay(days: readonly SpendingDay[]): (day: SpendingDay) => number | undefined {
  const hasWeeks = days.length >= 2 * daysPerWeek;
  const kindOf = ({ daysAgo, isWeekend }: SpendingDay) =>
    hasWeeks ? daysAgo % daysPerWeek : Number(isWeekend);
  const sums = Array.from({ length: daysPerWeek }, () => ({ total: 0, count: 0 }));
  for (const day of days) {
    const kind = sums[kindOf(day)];
    if (!kind) continue;
    kind.total += day.total;
    kind.count += 1;
  }
  return (day) => {
    const kind = sums[kindOf(day)];
    return kind && kind.count > 0 ? kind.total / kind.count : undefined;
  };
}
