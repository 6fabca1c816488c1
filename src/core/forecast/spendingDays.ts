import { sum } from "../common/sum.ts";
import { dayMs, hourMs } from "../time/durations.ts";
import { type TimeZone, utcOffsetMs } from "../time/timeZone.ts";
import type { Spending, TimeRange } from "./spending.ts";

export const hoursPerDay = 24;
export const daysPerWeek = 7;

/** The 24 hours that end a whole number of days before the last reading. Not a calendar day. */
export interface SpendingDay {
  /** 1 for the day that ended with the last reading. Days that are whole weeks apart count as the same weekday. */
  readonly daysAgo: number;
  /** The consumption of each hour, in order of time. */
  readonly hours: readonly number[];
  readonly total: number;
  /** The weekday of its middle; 0 is Sunday. */
  readonly weekday: number;
  readonly isWeekend: boolean;
}

/** An hour or day of which a smaller share is known counts as unknown. */
const minKnownShare = 0.5;

/**
 * Splits consumption into days, the newest first. Consumption that was seen only after a pause is spread evenly
 * over the pause. An unknown hour gets the average of that hour on other days. A day with too many unknown hours
 * is left out.
 */
export function spendingDays(spending: Spending, maxDays: number, timeZone: TimeZone = "UTC"): SpendingDay[] {
  const hourly = hourlySpending(spending, maxDays * hoursPerDay);
  const averageByHour = averageHours(hourly);
  const localMs = spending.toMs + utcOffsetMs(spending.toMs, timeZone);
  const days: SpendingDay[] = [];
  for (let daysAgo = 1; daysAgo <= maxDays; daysAgo += 1) {
    const dayHours = hourly.slice((daysAgo - 1) * hoursPerDay, daysAgo * hoursPerDay).reverse();
    if (dayHours.filter((spent) => spent !== undefined).length < minKnownShare * hoursPerDay) continue;
    const hours = dayHours.map((spent, hour) => spent ?? averageByHour[hoursPerDay - 1 - hour] ?? 0);
    const total = hours.reduce((sum, spent) => sum + spent, 0);
    const weekday = new Date(localMs - (daysAgo - 0.5) * dayMs).getUTCDay();
    days.push({ daysAgo, hours, total, weekday, isWeekend: isWeekendDay(weekday) });
  }
  return days;
}

/** `weekday`: 0 is Sunday. */
export function isWeekendDay(weekday: number): boolean {
  return weekday === 0 || weekday === 6;
}

/** The consumption of each hour before the last reading, the latest first; `undefined` for an unknown hour. */
function hourlySpending(spending: Spending, maxHours: number): readonly (number | undefined)[] {
  const { fromMs, toMs, decreases, unknownRanges } = spending;
  const [spent, knownShares] = [new Float64Array(maxHours), new Float64Array(maxHours)];
  const addEvenly = (into: Float64Array, range: TimeRange, perMs: number) => {
    const first = Math.floor((toMs - range.toMs) / hourMs);
    for (let hour = first; hour < maxHours; hour += 1) {
      const endMs = toMs - hour * hourMs;
      if (endMs <= range.fromMs) return;
      const overlapMs = Math.min(endMs, range.toMs) - Math.max(endMs - hourMs, range.fromMs);
      into[hour] = (into[hour] ?? 0) + overlapMs * perMs;
    }
  };
  addEvenly(knownShares, { fromMs, toMs }, 1 / hourMs);
  for (const range of unknownRanges) addEvenly(knownShares, range, -1 / hourMs);
  for (const decrease of decreases) {
    addEvenly(spent, decrease, decrease.amount / Math.max(1, decrease.toMs - decrease.fromMs));
  }
  return Array.from(knownShares, (share, hour) =>
    share < minKnownShare ? undefined : (spent[hour] ?? 0) / share,
  );
}

/** The average of each hour of the day, the latest first. An hour that is always unknown gets the overall average. */
function averageHours(hourly: readonly (number | undefined)[]): readonly number[] {
  const mean = (values: readonly (number | undefined)[]) => {
    const known = values.filter((value) => value !== undefined);
    return known.length === 0 ? undefined : sum(known) / known.length;
  };
  const overallMean = mean(hourly) ?? 0;
  return Array.from(
    { length: hoursPerDay },
    (_, hourOfDay) => mean(hourly.filter((_hour, index) => index % hoursPerDay === hourOfDay)) ?? overallMean,
  );
}
