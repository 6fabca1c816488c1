import type { SpendingDay } from "./spendingDays.ts";

/** How the level of spending moves, in natural logarithms. */
export interface SpendingTrend {
  /** Change per week: the likeliest one, and its standard deviation. */
  readonly perWeek: number;
  readonly deviation: number;
  /** Standard deviation of a week's total around the trend. */
  readonly noise: number;
}

const daysPerWeek = 7;
/** Before anything is seen, changes of up to ten per cent a week are as usual as not. */
const usualTrend = 0.1;
const leastNoise = 0.1;
/** The noise that days suggest counts as much as this many weeks. */
const noiseCount = 3;

/**
 * The trend of weekly totals: a Bayesian regression of their logarithms, shrunk towards no trend, so that
 * two weeks say little and eight say much.
 */
export function spendingTrend(days: readonly SpendingDay[]): SpendingTrend {
  const weeks = weeklyLevels(days);
  const mean = sum(weeks) / weeks.length;
  // The newest week comes first, so time runs against the index.
  const times = weeks.map((_, ago) => (weeks.length - 1) / 2 - ago);
  const spread = sum(times.map((time) => time ** 2));
  const slope = spread === 0 ? 0 : sum(weeks.map((week, ago) => (times[ago] ?? 0) * (week - mean))) / spread;
  const squares = sum(weeks.map((week, ago) => (week - mean - slope * (times[ago] ?? 0)) ** 2));
  const usualNoise = Math.max(leastNoise, variation(days) / Math.sqrt(daysPerWeek));
  const variance = (squares + noiseCount * usualNoise ** 2) / (Math.max(0, weeks.length - 2) + noiseCount);
  const precision = spread / variance + 1 / usualTrend ** 2;
  return {
    perWeek: (slope * spread) / variance / precision,
    deviation: Math.sqrt(1 / precision),
    noise: Math.sqrt(variance),
  };
}

/** The logarithm of what a day of each week has on average, the newest week first. */
function weeklyLevels(days: readonly SpendingDay[]): readonly number[] {
  const usual = sum(days.map(({ total }) => total)) / days.length;
  const levels: number[] = [];
  const count = Math.floor((days.at(-1)?.daysAgo ?? 0) / daysPerWeek);
  for (let ago = 0; ago < count; ago += 1) {
    const week = days.filter(({ daysAgo }) => Math.ceil(daysAgo / daysPerWeek) === ago + 1);
    // A tenth of a usual day keeps a week without spending from weighing infinitely much.
    const level = (sum(week.map(({ total }) => total)) + 0.1 * usual) / (week.length + 0.1);
    if (week.length > 0) levels.push(Math.log(level));
  }
  return levels.length > 0 ? levels : [Math.log(usual)];
}

/** Standard deviation of the days as a share of their mean. */
function variation(days: readonly SpendingDay[]): number {
  const mean = sum(days.map(({ total }) => total)) / days.length;
  const squares = sum(days.map(({ total }) => (total - mean) ** 2));
  return Math.sqrt(squares / Math.max(1, days.length - 1)) / mean;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
