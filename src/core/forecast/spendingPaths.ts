import { seededRandom } from "../common/seededRandom.ts";
import { hoursPerDay, type SpendingDay } from "./spendingDays.ts";
import { type SpendingTrend, spendingTrend } from "./spendingTrend.ts";

export interface PathOptions {
  /** Past days, the newest first; not all without spending. */
  readonly days: readonly SpendingDay[];
  readonly remaining: number;
  /** How far to look. */
  readonly horizonHours: number;
  /** The hour, no later than the horizon, at which it is noted what is left. */
  readonly noteHours: number;
  readonly paths: number;
}

/** One way in which spending may go on. */
export interface SpendingPath {
  /** Hours until nothing is left; infinite when that is beyond the horizon. */
  readonly hours: number;
  /** What is left at the noted hour; negative once it has run out. */
  readonly left: number;
}

const daysPerWeek = 7;
/** In days; paths take turns, so that both what is new and what was usual has a say. */
const halfLives = [7, 14, 28, 112] as const;
/** How much the level may wander in a day, as a share of a week's noise. */
const driftShare = 0.3;
/** A trend fades by this factor a day: growth does not go on for ever. */
const fading = 0.97;
/** Standard deviation of the level while no day of a week is known; less by a seventh with each. */
const unseenWeek = 0.6;

/**
 * Draws ways in which spending may go on. Each future day is a past day, brought to today's level; one of the
 * same weekday the more often, the more weeks there are. Each path weighs the past days anew (Rubin's Bayesian
 * bootstrap, 1981), forgets at a pace of its own and draws its own trend (damped as in Gardner and McKenzie,
 * 1985), so that little or restless data makes a wide range. The draws are seeded: the same history
 * always gives the same paths.
 */
export function spendingPaths(options: PathOptions): SpendingPath[] {
  const draw = seededRandom(1);
  const trend = spendingTrend(options.days);
  return Array.from({ length: options.paths }, (_, path) =>
    walk(options, nextDays(options.days, trend, halfLives[path % halfLives.length] ?? 14, draw)),
  );
}

/** A day to come: its pattern, and the level that stretches it. */
interface NextDay {
  readonly day: SpendingDay;
  readonly level: number;
}

/** One drawn future, day by day; endless. */
function* nextDays(
  days: readonly SpendingDay[],
  trend: SpendingTrend,
  halfLife: number,
  draw: () => number,
): Generator<NextDay, never> {
  const perDay = (trend.perWeek + trend.deviation * normal(draw)) / daysPerWeek;
  const choices = days.map((day) => ({
    day,
    weight: -Math.log(1 - draw()) * 2 ** (-day.daysAgo / halfLife),
    growth: Math.exp(perDay * day.daysAgo),
  }));
  const anyDay = lotOf(choices);
  const byWeekday = Array.from({ length: daysPerWeek }, (_, weekday) =>
    lotOf(choices.filter(({ day }) => day.daysAgo % daysPerWeek === weekday)),
  );
  const weeks = days.length / daysPerWeek;
  const sameWeekday = weeks < 2 ? 0 : weeks / (weeks + 1);
  let level = Math.exp(unseenWeek * Math.max(0, 1 - weeks) * normal(draw));
  for (let ahead = 0; ; ahead += 1) {
    level *= Math.exp(perDay * fading ** (ahead + 1) + driftShare * trend.noise * normal(draw));
    const weekday = byWeekday[(daysPerWeek - (ahead % daysPerWeek)) % daysPerWeek] ?? anyDay;
    const { day, growth } = pick(weekday.total > 0 && draw() < sameWeekday ? weekday : anyDay, draw());
    yield { day, level: level * growth };
  }
}

/** Follows one future until it is known when nothing is left, and what is left at the noted hour. */
function walk(options: PathOptions, future: Iterable<NextDay>): SpendingPath {
  const { horizonHours, noteHours } = options;
  let left = options.remaining;
  let emptyHours = Number.POSITIVE_INFINITY;
  let leftNoted = left;
  let startHours = 0;
  for (const { day, level } of future) {
    if (emptyHours === Number.POSITIVE_INFINITY && day.total * level >= left) {
      emptyHours = startHours + hoursUntil(day.hours, left / level);
    }
    if (noteHours >= startHours) leftNoted = left - level * spentBy(day.hours, noteHours - startHours);
    left -= day.total * level;
    startHours += hoursPerDay;
    if (startHours >= horizonHours || (left <= 0 && startHours > noteHours)) break;
  }
  return { hours: emptyHours <= horizonHours ? emptyHours : Number.POSITIVE_INFINITY, left: leftNoted };
}

interface Lot<T> {
  readonly choices: readonly T[];
  readonly total: number;
}

function lotOf<T extends { readonly weight: number }>(choices: readonly T[]): Lot<T> {
  return { choices, total: choices.reduce((sum, { weight }) => sum + weight, 0) };
}

/** By weight; `share` 0…1 is the draw. */
function pick<T extends { readonly weight: number }>({ choices, total }: Lot<T>, share: number): T {
  let rest = share * total;
  const found = choices.find(({ weight }) => {
    rest -= weight;
    return rest < 0;
  });
  const choice = found ?? choices.at(-1);
  if (!choice) throw new Error("nothing to draw from");
  return choice;
}

function spentBy(hours: readonly number[], hour: number): number {
  return hours.reduce((sum, spent, index) => sum + spent * Math.min(1, Math.max(0, hour - index)), 0);
}

/** Hours into the day at which so much is spent. */
function hoursUntil(hours: readonly number[], amount: number): number {
  let rest = Math.max(0, amount);
  for (const [hour, spent] of hours.entries()) {
    if (spent > 0 && spent >= rest) return hour + rest / spent;
    rest -= spent;
  }
  return hours.length;
}

/** A draw from the standard normal distribution (Box and Muller). */
function normal(draw: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
}
