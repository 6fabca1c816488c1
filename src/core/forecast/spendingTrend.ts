import { sum } from "../common/sum.ts";
import type { SpendingDay } from "./spendingDays.ts";

/** How the level of spending changes, in natural logarithms. */
export interface SpendingTrend {
  /** The most likely change per week, and its standard deviation. */
  readonly growthPerWeek: number;
  readonly growthDeviation: number;
  /** Standard deviation of weekly totals around the trend. */
  readonly weeklyNoise: number;
}

const daysPerWeek = 7;
/** Prior: without data, the standard deviation of the weekly change is ten per cent. */
const priorGrowthDeviation = 0.1;
const minNoise = 0.1;
/** Prior: the noise estimated from days has the weight of this many weeks. */
const priorNoiseWeeks = 3;

/**
 * The trend of weekly totals: a Bayesian regression of their logarithms with a prior of no trend, so that two weeks
 * have little effect and eight weeks have much.
 */
export function spendingTrend(days: readonly SpendingDay[]): SpendingTrend {
  const weeks = weeklyLevels(days);
  const mean = sum(weeks) / weeks.length;
  // The newest week comes first, so time runs opposite to the index.
  const times = weeks.map((_, weeksAgo) => (weeks.length - 1) / 2 - weeksAgo);
  const sumOfSquaredTimes = sum(times.map((time) => time ** 2));
  const slope =
    sumOfSquaredTimes === 0
      ? 0
      : sum(weeks.map((week, weeksAgo) => (times[weeksAgo] ?? 0) * (week - mean))) / sumOfSquaredTimes;
  const sumOfSquaredErrors = sum(
    weeks.map((week, weeksAgo) => (week - mean - slope * (times[weeksAgo] ?? 0)) ** 2),
  );
  const priorNoise = Math.max(minNoise, coefficientOfVariation(days) / Math.sqrt(daysPerWeek));
  const variance =
    (sumOfSquaredErrors + priorNoiseWeeks * priorNoise ** 2) /
    (Math.max(0, weeks.length - 2) + priorNoiseWeeks);
  const precision = sumOfSquaredTimes / variance + 1 / priorGrowthDeviation ** 2;
  return {
    growthPerWeek: (slope * sumOfSquaredTimes) / variance / precision,
    growthDeviation: Math.sqrt(1 / precision),
    weeklyNoise: Math.sqrt(variance),
  };
}

/** The logarithm of the average day of each week, the newest week first. */
function weeklyLevels(days: readonly SpendingDay[]): readonly number[] {
  const averageDay = sum(days.map(({ total }) => total)) / days.length;
  const levels: number[] = [];
  const count = Math.floor((days.at(-1)?.daysAgo ?? 0) / daysPerWeek);
  for (let weeksAgo = 0; weeksAgo < count; weeksAgo += 1) {
    const week = days.filter(({ daysAgo }) => Math.ceil(daysAgo / daysPerWeek) === weeksAgo + 1);
    // A tenth of an average day keeps the logarithm of a week without spending finite.
    const level = (sum(week.map(({ total }) => total)) + 0.1 * averageDay) / (week.length + 0.1);
    if (week.length > 0) levels.push(Math.log(level));
  }
  return levels.length > 0 ? levels : [Math.log(averageDay)];
}

/** The standard deviation of the daily totals as a share of their mean. */
export function coefficientOfVariation(days: readonly SpendingDay[]): number {
  const mean = sum(days.map(({ total }) => total)) / days.length;
  const sumOfSquares = sum(days.map(({ total }) => (total - mean) ** 2));
  return Math.sqrt(sumOfSquares / Math.max(1, days.length - 1)) / mean;
}
