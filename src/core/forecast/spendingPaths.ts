import { seededRandom } from "../common/seededRandom.ts";
import { hoursPerDay, type SpendingDay } from "./spendingDays.ts";
import type { SpendingShift } from "./spendingShift.ts";
import { type SpendingTrend, spendingTrend } from "./spendingTrend.ts";

export interface SpendingPathsInput {
  /** Past days, the newest first; not all without spending. */
  readonly days: readonly SpendingDay[];
  readonly remaining: number;
  /** Paths end here. */
  readonly horizonHours: number;
  /** The hour for `leftAtCheckpoint`; not after the horizon. */
  readonly checkpointHours: number;
  readonly pathCount: number;
  /** A change of level in the last days. */
  readonly shift?: SpendingShift;
}

/** One possible future of spending. */
export interface SpendingPath {
  /** Hours until nothing is left; infinite when something is left at the horizon. */
  readonly hoursUntilEmpty: number;
  /** What is left at the checkpoint; negative after the meter has run out. */
  readonly leftAtCheckpoint: number;
}

const daysPerWeek = 7;
/** In days. The paths take turns, so that recent and older spending both have weight. */
const halfLives = [7, 14, 28, 112] as const;
/** The daily random drift of the level, as a share of the weekly noise. */
const dailyDriftShare = 0.3;
/** A trend shrinks by this factor each day: growth does not continue for ever. */
const trendDamping = 0.97;
/** Standard deviation of the level without any known day; each day of the first week removes a seventh of it. */
const shortHistoryDeviation = 0.6;

/**
 * Draws possible futures of spending. Each future day is a past day, scaled to today's level; the more weeks are
 * known, the more often it is a day of the same weekday. Each path draws new weights for the past days (Rubin's
 * Bayesian bootstrap, 1981), its own half-life and its own trend (damped as in Gardner and McKenzie, 1985), so that
 * few or irregular data give a wide range. The random numbers are seeded: the same history gives the same paths.
 */
export function spendingPaths(input: SpendingPathsInput): SpendingPath[] {
  const random = seededRandom(1);
  const trend = spendingTrend(input.days);
  const { shift } = input;
  return Array.from({ length: input.pathCount }, (_, path) => {
    const halfLife = halfLives[path % halfLives.length] ?? 14;
    const days =
      shift && path % 4 !== 3
        ? simulateShift(input.days, shift, trend, halfLife, random)
        : simulateDays(input.days, trend, halfLife, random);
    return simulatePath(input, days);
  });
}

/**
 * A future after a change of level: the new level lasts for a time that is as uncertain as it is old (of a level that is
 * `d` days old a half lasts `d` more), then the old one returns. Where spending goes on, it stays in half of the futures.
 */
function* simulateShift(
  days: readonly SpendingDay[],
  { days: age, factor }: SpendingShift,
  trend: SpendingTrend,
  halfLife: number,
  random: () => number,
): Generator<SimulatedDay, never> {
  const isKept = factor > minKeptFactor && random() < keptShare;
  const share = random();
  const isPause = factor <= minKeptFactor;
  const lastsDays = isKept
    ? Number.POSITIVE_INFINITY
    : isPause
      ? maxPauseAges * age * share
      : (age * share) / (1 - share);
  const older = days.slice(age);
  const flat = { ...trend, growthPerWeek: 0 };
  const future = simulateDays(older, flat, halfLife, random);
  for (let daysAhead = 0; ; daysAhead += 1) {
    const { day, level } = future.next().value;
    yield { day, level: daysAhead < lastsDays ? level * factor : level };
  }
}

/** A level below this share of the old one is a pause, which ends. */
const minKeptFactor = 0.15;
const keptShare = 0.5;
/** How often its own age a pause lasts on at most. */
const maxPauseAges = 2.5;

/** A future day: the past day that it repeats, and the factor for its amounts. */
interface SimulatedDay {
  readonly day: SpendingDay;
  readonly level: number;
}

/** One random future, day by day. Endless. */
function* simulateDays(
  days: readonly SpendingDay[],
  trend: SpendingTrend,
  halfLife: number,
  random: () => number,
): Generator<SimulatedDay, never> {
  const growthPerDay = (trend.growthPerWeek + trend.growthDeviation * standardNormal(random)) / daysPerWeek;
  const choices = days.map((day) => ({
    day,
    weight: -Math.log(1 - random()) * 2 ** (-day.daysAgo / halfLife),
    growth: Math.exp(growthPerDay * day.daysAgo),
  }));
  const allDays = weightedChoice(choices);
  const byWeekday = Array.from({ length: daysPerWeek }, (_, weekday) =>
    weightedChoice(choices.filter(({ day }) => day.daysAgo % daysPerWeek === weekday)),
  );
  const weeks = days.length / daysPerWeek;
  const sameWeekdayShare = weeks < 2 ? 0 : weeks / (weeks + 1);
  let level = Math.exp(shortHistoryDeviation * Math.max(0, 1 - weeks) * standardNormal(random));
  for (let daysAhead = 0; ; daysAhead += 1) {
    level *= Math.exp(
      growthPerDay * trendDamping ** (daysAhead + 1) +
        dailyDriftShare * trend.weeklyNoise * standardNormal(random),
    );
    const weekday = byWeekday[(daysPerWeek - (daysAhead % daysPerWeek)) % daysPerWeek] ?? allDays;
    const { day, growth } = pickWeighted(
      weekday.total > 0 && random() < sameWeekdayShare ? weekday : allDays,
      random(),
    );
    yield { day, level: level * growth };
  }
}

/** Follows one future until both the empty hour and the amount at the checkpoint are known. */
function simulatePath(input: SpendingPathsInput, future: Iterable<SimulatedDay>): SpendingPath {
  const { horizonHours, checkpointHours } = input;
  let remaining = input.remaining;
  let emptyHours = Number.POSITIVE_INFINITY;
  let leftAtCheckpoint = remaining;
  let startHours = 0;
  for (const { day, level } of future) {
    if (emptyHours === Number.POSITIVE_INFINITY && day.total * level >= remaining) {
      emptyHours = startHours + hoursUntilSpent(day.hours, remaining / level);
    }
    if (checkpointHours >= startHours)
      leftAtCheckpoint = remaining - level * spentUntil(day.hours, checkpointHours - startHours);
    remaining -= day.total * level;
    startHours += hoursPerDay;
    if (startHours >= horizonHours || (remaining <= 0 && startHours > checkpointHours)) break;
  }
  return {
    hoursUntilEmpty: emptyHours <= horizonHours ? emptyHours : Number.POSITIVE_INFINITY,
    leftAtCheckpoint,
  };
}

interface WeightedChoices<T> {
  readonly choices: readonly T[];
  readonly total: number;
}

function weightedChoice<T extends { readonly weight: number }>(choices: readonly T[]): WeightedChoices<T> {
  return { choices, total: choices.reduce((sum, { weight }) => sum + weight, 0) };
}

/** Picks a choice by weight. `share`: a random number 0…1. */
function pickWeighted<T extends { readonly weight: number }>(
  { choices, total }: WeightedChoices<T>,
  share: number,
): T {
  let remainder = share * total;
  const picked = choices.find(({ weight }) => {
    remainder -= weight;
    return remainder < 0;
  });
  const choice = picked ?? choices.at(-1);
  if (!choice) throw new Error("nothing to draw from");
  return choice;
}

function spentUntil(hours: readonly number[], hour: number): number {
  return hours.reduce((sum, spent, index) => sum + spent * Math.min(1, Math.max(0, hour - index)), 0);
}

/** Hours into the day until the amount is spent. */
function hoursUntilSpent(hours: readonly number[], amount: number): number {
  let remainder = Math.max(0, amount);
  for (const [hour, spent] of hours.entries()) {
    if (spent > 0 && spent >= remainder) return hour + remainder / spent;
    remainder -= spent;
  }
  return hours.length;
}

/** A random number of the standard normal distribution (Box and Muller). */
function standardNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
