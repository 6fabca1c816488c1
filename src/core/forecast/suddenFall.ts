import { sum } from "../common/sum.ts";
import { daysPerWeek, hoursPerDay, type SpendingDay } from "./spendingDays.ts";

/** A fall that goes on: since when, and the level since then as a multiple of the one before. */
export interface SuddenFall {
  readonly sinceHours: number;
  readonly factor: number;
}

const minHours = 6;
/** A weekend and the working days around it. */
const maxDays = 4;
/** Where less than this share of an average day would be spent, little spending shows nothing. */
const minExpectedShare = 0.35;
/** The standard deviation of an amount, as a share of it, is taken for at least as much. */
const minNoise = 0.25;
/** Standard errors of the difference; a smaller one may be chance. */
const minSignificance = 3;
const minComparisons = 2;
const maxComparedDays = 28;

/**
 * A fall of the last four days, to the hour: since then much less was spent than in the same hours of the same weekdays;
 * before there are two weeks, than in those of other working days or weekends. `days`: the newest first.
 */
export function findSuddenFall(days: readonly SpendingDay[]): SuddenFall | undefined {
  const averageDay = sum(days.map(({ total }) => total)) / days.length;
  const spent = hourlySums(days);
  const shiftsByDays = Array.from({ length: maxDays }, (_, index) => comparableShifts(days, index + 1));
  let best: (SuddenFall & { readonly significance: number }) | undefined;
  for (let hours = minHours; hours <= maxDays * hoursPerDay; hours += 1) {
    const shifts = shiftsByDays[Math.ceil(hours / hoursPerDay) - 1] ?? [];
    if (shifts.length < minComparisons) continue;
    const before = shifts.map((shift) => spent(hours, shift));
    const expected = sum(before) / before.length;
    if (expected < minExpectedShare * averageDay) continue;
    const variance = sum(before.map((value) => (value - expected) ** 2)) / (before.length - 1);
    const noise = Math.max(minNoise * expected, Math.sqrt(variance));
    const actual = spent(hours, 0);
    const significance = (expected - actual) / (noise * Math.sqrt(1 + 1 / before.length));
    if (significance < Math.max(minSignificance, best?.significance ?? 0)) continue;
    best = { sinceHours: hours, factor: actual / expected, significance };
  }
  return best && { sinceHours: best.sinceHours, factor: best.factor };
}

/** By how many days the last `count` days may be moved back, so that they are compared with days like them. */
function comparableShifts(days: readonly SpendingDay[], count: number): readonly number[] {
  const isWeekend = new Map(days.map((day) => [day.daysAgo, day.isWeekend]));
  const daysAgo = Array.from({ length: count }, (_, index) => index + 1);
  if (!daysAgo.every((ago) => isWeekend.has(ago))) return [];
  const step = days.length >= 2 * daysPerWeek + count ? daysPerWeek : 1;
  const shifts = Array.from({ length: maxComparedDays / step }, (_, index) => (index + 1) * step);
  return shifts.filter(
    (shift) => shift >= count && daysAgo.every((ago) => isWeekend.get(ago + shift) === isWeekend.get(ago)),
  );
}

/** What was spent in a number of hours that ended `shift` days ago. */
function hourlySums(days: readonly SpendingDay[]): (hours: number, shift: number) => number {
  const byDaysAgo = new Map(days.map((day) => [day.daysAgo, day.hours]));
  return (hours, shift) =>
    sum(
      Array.from({ length: hours }, (_, hour) => {
        const day = byDaysAgo.get(shift + 1 + Math.floor(hour / hoursPerDay));
        return day?.[hoursPerDay - 1 - (hour % hoursPerDay)] ?? 0;
      }),
    );
}
