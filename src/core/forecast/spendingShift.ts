import type { SpendingDay } from "./spendingDays.ts";

/** A change of the level of spending in the last days. */
export interface SpendingShift {
  /** For how many days spending has been at the new level. */
  readonly days: number;
  /** Today's level as a multiple of the one before. */
  readonly factor: number;
}

const daysPerWeek = 7;
const maxShiftDays = 10;
const minOlderDays = 2;
const maxOlderDays = 28;
/** Standard errors of the difference; a smaller one may be chance. Without two weeks, a weekday may be what differs. */
const minSignificance = { known: 3.5, unknown: 4 };
const minNoise = 0.25;

/**
 * Whether spending changed its level some days ago: the number of days for which the difference between the days since
 * and the same weekdays before is clearest. `undefined` when no difference is clear.
 */
export function findShift(days: readonly SpendingDay[]): SpendingShift | undefined {
  let best: (SpendingShift & { readonly excess: number }) | undefined;
  for (let count = 1; count <= Math.min(maxShiftDays, days.length - minOlderDays); count += 1) {
    const recent = days.slice(0, count);
    const older = days.slice(count, count + maxOlderDays);
    const usual = usualDay(older);
    const before = sum(recent.map(usual));
    if (before === 0) continue;
    const errors = older.map((day) => day.total - usual(day));
    const spread = Math.sqrt(sum(errors.map((error) => error ** 2)) / Math.max(1, older.length - 1));
    const noise = Math.max(minNoise, (spread * count) / before);
    const factor = sum(recent.map(({ total }) => total)) / before;
    const significance = Math.abs(factor - 1) / (noise * Math.sqrt(1 / count + 1 / older.length));
    const excess =
      significance / (older.length >= 2 * daysPerWeek ? minSignificance.known : minSignificance.unknown);
    if (excess > (best?.excess ?? 1)) best = { days: count, factor, excess };
  }
  return best && { days: best.days, factor: best.factor };
}

/** What is spent on a weekday, or on any day where the weekday is not known. */
function usualDay(days: readonly SpendingDay[]): (day: SpendingDay) => number {
  const mean = sum(days.map(({ total }) => total)) / days.length;
  const hasWeeks = days.length >= 2 * daysPerWeek;
  return ({ daysAgo }) => {
    const same = hasWeeks ? days.filter((day) => (day.daysAgo - daysAgo) % daysPerWeek === 0) : [];
    return same.length === 0 ? mean : sum(same.map(({ total }) => total)) / same.length;
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
