import { dateTimeFormat, relativeTimeFormat } from "../../core/common/intlFormats.ts";
import { dayMs, hourMs, minuteMs } from "../../core/time/durations.ts";
import { formatCalendarTime } from "../../core/time/relativeTime.ts";
import { l10n } from "./l10n.ts";
import type { TextContext } from "./textContext.ts";

const steps = [
  { unit: "day", ms: dayMs },
  { unit: "hour", ms: hourMs },
  { unit: "minute", ms: minuteMs },
] as const;

/** "5 min. ago", "2h ago"; "now" in the first minute. */
export function shortAgeText(atMs: number, { locale, nowMs }: TextContext): string {
  const ageMs = Math.max(0, nowMs - atMs);
  const step = steps.find(({ ms }) => ageMs >= ms);
  if (!step) return l10n.t("now");
  return relativeTimeFormat(locale, { style: "narrow" }).format(-Math.floor(ageMs / step.ms), step.unit);
}

/** An instant ahead for a narrow column: "in 5h" within a day, then "tomorrow", a weekday or a date. */
export function shortTimeText(atMs: number, textContext: TextContext): string {
  const { locale, nowMs } = textContext;
  const aheadMs = atMs - nowMs;
  const step = steps.find(({ ms }) => aheadMs >= ms);
  if (!step || step.unit === "day") return formatCalendarTime(atMs, textContext);
  return relativeTimeFormat(locale, { style: "narrow" }).format(Math.floor(aheadMs / step.ms), step.unit);
}

/** An instant to the minute: "Dec 1, 2026, 11:05 AM". */
export function exactTimeText(atMs: number, { locale, timeZone }: TextContext): string {
  return dateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone }).format(atMs);
}
