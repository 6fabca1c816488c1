import { drawNormal, drawWeighted, type Random, weightedChoices } from "./randomDraws.ts";
import { daysPerWeek, isWeekendDay, type SpendingDay } from "./spendingDays.ts";
import type { SpendingTrend } from "./spendingTrend.ts";

/** A future day: the past day that it repeats, and the factor for its amounts. */
export interface SimulatedDay {
  readonly day: SpendingDay;
  readonly level: number;
}

interface DayChoice {
  readonly day: SpendingDay;
  readonly weight: number;
  readonly growth: number;
}

/** The daily random drift of the level, as a share of the weekly noise. */
const dailyDriftShare = 0.3;
/** A trend shrinks by this factor each day: growth does not continue for ever. */
const trendDamping = 0.97;
/** Standard deviation of the level without any known day; each day of the first week removes a seventh of it. */
const shortHistoryDeviation = 0.3;
/** From two weeks on, every weekday is known more than once. */
const minWeeks = 2;
/** How often a day of the working week repeats one, and a day of the weekend one of a weekend, before that. */
const sameKindShare = 0.8;
/** How often weekends that were not seen yet are quiet, and how much is spent on such a day at most. */
const quietWeekendShare = 0.5;
const maxQuietLevel = 0.4;
const minQuietLevel = 0.2;

/**
 * One random future without changes of level, day by day. Endless. Each day is a past day, scaled to today's level; the
 * more weeks are known, the more often it is a day of the same weekday. The past days are weighted anew for each future
 * (Rubin's Bayesian bootstrap, 1981), which has its own trend (damped as in Gardner and McKenzie, 1985), so that few or
 * irregular data give different futures. `halfLife`: in days.
 */
export function* simulateOrdinaryDays(
  days: readonly SpendingDay[],
  trend: SpendingTrend,
  halfLife: number,
  random: Random,
): Generator<SimulatedDay, never> {
  const growthPerDay = (trend.growthPerWeek + trend.growthDeviation * drawNormal(random)) / daysPerWeek;
  const choices = days.map(
    (day): DayChoice => ({
      day,
      weight: -Math.log(1 - random()) * 2 ** (-day.daysAgo / halfLife),
      growth: Math.exp(growthPerDay * day.daysAgo),
    }),
  );
  const weeks = days.length / daysPerWeek;
  const drawDay = weeks < minWeeks ? drawByKind(choices, random) : drawByWeekday(choices, weeks, random);
  let level = Math.exp(shortHistoryDeviation * Math.max(0, 1 - weeks) * drawNormal(random));
  let trendPerDay = growthPerDay;
  const drift = dailyDriftShare * trend.weeklyNoise;
  for (let daysAhead = 0; ; daysAhead += 1) {
    trendPerDay *= trendDamping;
    level *= Math.exp(trendPerDay + drift * drawNormal(random));
    const { choice, factor } = drawDay(daysAhead);
    yield { day: choice.day, level: level * choice.growth * factor };
  }
}

type DrawDay = (daysAhead: number) => { readonly choice: DayChoice; readonly factor: number };

function drawByWeekday(choices: readonly DayChoice[], weeks: number, random: Random): DrawDay {
  const all = weightedChoices(choices);
  const byWeekday = Array.from({ length: daysPerWeek }, (_, weekday) =>
    weightedChoices(choices.filter(({ day }) => day.daysAgo % daysPerWeek === weekday)),
  );
  const sameWeekdayShare = weeks / (weeks + 1);
  return (daysAhead) => {
    const same = byWeekday[(daysPerWeek - (daysAhead % daysPerWeek)) % daysPerWeek];
    const from = same && same.choices.length > 0 && random() < sameWeekdayShare ? same : all;
    return { choice: drawWeighted(from, random), factor: 1 };
  };
}

/** Tells weekends from the other days. Those that were not seen yet may be quiet, or like the others. */
function drawByKind(choices: readonly DayChoice[], random: Random): DrawDay {
  const all = weightedChoices(choices);
  const weekends = weightedChoices(choices.filter(({ day }) => day.isWeekend));
  const workdays = weightedChoices(choices.filter(({ day }) => !day.isWeekend));
  const newest = choices[0]?.day;
  const weekendLevel = random() < quietWeekendShare ? maxQuietLevel * random() : 1;
  return (daysAhead) => {
    const isWeekend = newest !== undefined && isWeekendAhead(newest, daysAhead);
    const same = isWeekend ? weekends : workdays;
    if (same.choices.length > 0) {
      return { choice: drawWeighted(random() < sameKindShare ? same : all, random), factor: 1 };
    }
    const factor = isWeekend ? weekendLevel : 1 / Math.max(minQuietLevel, weekendLevel);
    return { choice: drawWeighted(all, random), factor };
  };
}

/** `daysAhead`: 0 for the day that begins with the last reading. */
function isWeekendAhead({ weekday, daysAgo }: SpendingDay, daysAhead: number): boolean {
  return isWeekendDay((weekday + daysAgo + daysAhead) % daysPerWeek);
}
