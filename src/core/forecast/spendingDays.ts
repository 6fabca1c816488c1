import { hourMs } from "../time/durations.ts";
import type { Spending, TimeRange } from "./spending.ts";

export const hoursPerDay = 24;

/** A day is the 24 hours that end a whole number of days before the last reading: no calendar comes in. */
export interface SpendingDay {
  /** 1 ended with the last reading; days whole weeks apart are the same weekday. */
  readonly daysAgo: number;
  /** Consumed per hour, in order of time. */
  readonly hours: readonly number[];
  readonly total: number;
}

/** Of an hour, or a day, of which less is known, nothing is said. */
const minKnownShare = 0.5;

/**
 * Cuts what was consumed into days, the newest first. What was seen only after a pause is spread evenly over
 * the pause. An hour of which nothing is known gets what that hour usually has; a day with too many of them
 * is left out.
 */
export function spendingDays(spending: Spending, maxDays: number): SpendingDay[] {
  const hourly = hourlySpending(spending, maxDays * hoursPerDay);
  const averageByHour = averageHours(hourly);
  const days: SpendingDay[] = [];
  for (let daysAgo = 1; daysAgo <= maxDays; daysAgo += 1) {
    const dayHours = hourly.slice((daysAgo - 1) * hoursPerDay, daysAgo * hoursPerDay).reverse();
    if (dayHours.filter((spent) => spent !== undefined).length < minKnownShare * hoursPerDay) continue;
    const hours = dayHours.map((spent, hour) => spent ?? averageByHour[hoursPerDay - 1 - hour] ?? 0);
    days.push({ daysAgo, hours, total: hours.reduce((sum, spent) => sum + spent, 0) });
  }
  return days;
}

/** Consumed in each hour before the last reading, the latest first; `undefined` where nobody can tell. */
function hourlySpending(spending: Spending, maxHours: number): readonly (number | undefined)[] {
  const { fromMs, toMs, decreases, unknownRanges } = spending;
  const [spent, knownShares] = [new Float64Array(maxHours), new Float64Array(maxHours)];
  const addEvenly = (into: Float64Array, stretch: TimeRange, perMs: number) => {
    const first = Math.floor((toMs - stretch.toMs) / hourMs);
    for (let hour = first; hour < maxHours; hour += 1) {
      const endMs = toMs - hour * hourMs;
      if (endMs <= stretch.fromMs) return;
      const overlapMs = Math.min(endMs, stretch.toMs) - Math.max(endMs - hourMs, stretch.fromMs);
      into[hour] = (into[hour] ?? 0) + overlapMs * perMs;
    }
  };
  addEvenly(knownShares, { fromMs, toMs }, 1 / hourMs);
  for (const stretch of unknownRanges) addEvenly(knownShares, stretch, -1 / hourMs);
  for (const fall of decreases) addEvenly(spent, fall, fall.amount / Math.max(1, fall.toMs - fall.fromMs));
  return Array.from(knownShares, (share, hour) =>
    share < minKnownShare ? undefined : (spent[hour] ?? 0) / share,
  );
}

/** What each hour of the day has on average, the latest first; of one never seen, what any hour has. */
function averageHours(hourly: readonly (number | undefined)[]): readonly number[] {
  const mean = (values: readonly (number | undefined)[]) => {
    const known = values.filter((value) => value !== undefined);
    return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
  };
  const overallMean = mean(hourly) ?? 0;
  return Array.from(
    { length: hoursPerDay },
    (_, hourOfDay) => mean(hourly.filter((_hour, index) => index % hoursPerDay === hourOfDay)) ?? overallMean,
  );
}
