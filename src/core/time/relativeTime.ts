import { dateTimeFormat, relativeTimeFormat } from "../common/intlFormats.ts";
import { dayMs, hourMs, minuteMs } from "./durations.ts";
import { startOfDay, toLocalDay } from "./localDay.ts";
import type { TimeZone } from "./timeZone.ts";

const steps = [
  { unit: "day", ms: dayMs },
  { unit: "hour", ms: hourMs },
  { unit: "minute", ms: minuteMs },
] as const;

/**
 * The distance of an instant from now, in whole units of time: "2 minutes ago", "in 3 days", "now". With `always`, a day
 * is "in 1 day": a day of 24 hours is not always tomorrow.
 */
export function formatRelativeTime(
  atMs: number,
  nowMs: number,
  locale: string,
  numeric: "auto" | "always" = "auto",
): string {
  const differenceMs = atMs - nowMs;
  for (const { unit, ms } of steps) {
    if (Math.abs(differenceMs) < ms) continue;
    return relativeTimeFormat(locale, { numeric }).format(Math.trunc(differenceMs / ms), unit);
  }
  return relativeTimeFormat(locale, { numeric: "auto" }).format(0, "second");
}

/**
 * The same in English with "always", and without `Intl`, whose data takes eight megabytes of memory: the command line
 * answers in a process of its own each time.
 */
export function englishRelativeTime(atMs: number, nowMs: number): string {
  const differenceMs = atMs - nowMs;
  const step = steps.find(({ ms }) => Math.abs(differenceMs) >= ms);
  if (!step) return "now";
  const count = Math.trunc(Math.abs(differenceMs) / step.ms);
  const length = `${count} ${step.unit}${count === 1 ? "" : "s"}`;
  return differenceMs < 0 ? `${length} ago` : `in ${length}`;
}

/** For whom an instant is put into words. */
export interface ReaderTime {
  /** BCP 47. */
  readonly locale: string;
  readonly nowMs: number;
  readonly timeZone: TimeZone;
}

/** An instant of another calendar day that is as near is told in hours. */
const maxHoursOnlyMs = 6 * hourMs;
const maxWeekdays = 6;
const maxDaysAgo = 30;

/**
 * An instant as a person says it: a countdown of minutes and hours, "tomorrow" and "yesterday" by the calendar of the
 * reader's zone, then a weekday or a date ahead, and days or a date back.
 */
export function formatCalendarTime(atMs: number, { locale, nowMs, timeZone }: ReaderTime): string {
  const distanceMs = Math.abs(atMs - nowMs);
  const days = calendarDays(atMs, timeZone) - calendarDays(nowMs, timeZone);
  if (distanceMs < maxHoursOnlyMs || days === 0) return formatRelativeTime(atMs, nowMs, locale);
  if (Math.abs(days) === 1) return relativeTimeFormat(locale, { numeric: "auto" }).format(days, "day");
  if (days < 0 && days >= -maxDaysAgo) return relativeTimeFormat(locale).format(days, "day");
  if (days > 0 && days <= maxWeekdays)
    return dateTimeFormat(locale, { timeZone, weekday: "long" }).format(atMs);
  const isThisYear = toLocalDay(atMs, timeZone).slice(0, 4) === toLocalDay(nowMs, timeZone).slice(0, 4);
  return dateTimeFormat(locale, {
    timeZone,
    month: "short",
    day: "numeric",
    ...(isThisYear ? {} : { year: "numeric" }),
  }).format(atMs);
}

/** Whether two instants are on one calendar day of a zone. */
export function isSameDay(aMs: number, bMs: number, timeZone: TimeZone): boolean {
  return toLocalDay(aMs, timeZone) === toLocalDay(bMs, timeZone);
}

/** The number of a calendar day, counted from any day. */
function calendarDays(atMs: number, timeZone: TimeZone): number {
  return Math.round(startOfDay(toLocalDay(atMs, timeZone), "UTC") / dayMs);
}
