import { instantOfLocalMs, type TimeZone, utcMs, utcOffsetMs } from "./timeZone.ts";

/** A calendar day in the reader's time zone: `2026-11-20`. */
export type LocalDay = string;

/** A range of time in epoch milliseconds, the end exclusive, and the zone that has its days. */
export interface LocalTimeRange {
  readonly fromMs: number;
  readonly toMs: number;
  readonly timeZone: TimeZone;
}

export function toLocalDay(atMs: number, timeZone: TimeZone): LocalDay {
  return new Date(atMs + utcOffsetMs(atMs, timeZone)).toISOString().slice(0, 10);
}

/** The first millisecond of a day, or of the day `daysLater` days after it. Correct across daylight saving changes. */
export function startOfDay(day: LocalDay, timeZone: TimeZone, daysLater = 0): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return instantOfLocalMs(utcMs(year, month, date + daysLater), timeZone);
}

/** A calendar month: `2026-11`. */
export type LocalMonth = string;

export function isLocalMonth(text: string): boolean {
  return /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])$/.test(text);
}

/** The month of a zone: from its first millisecond to that of the next month. Correct across daylight saving changes. */
export function rangeOfMonth(month: LocalMonth, timeZone: TimeZone): { fromMs: number; toMs: number } {
  const [year = 0, index = 1] = month.split("-").map(Number);
  const startOf = (monthIndex: number) => instantOfLocalMs(utcMs(year, monthIndex, 1), timeZone);
  return { fromMs: startOf(index), toMs: startOf(index + 1) };
}

/** A local time of day: `07:05`. */
export function toHourAndMinute(atMs: number, timeZone: TimeZone): string {
  return new Date(atMs + utcOffsetMs(atMs, timeZone)).toISOString().slice(11, 16);
}

/** A time of day: `07:05`. */
export function hourAndMinute(hour: number, minute: number): string {
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
