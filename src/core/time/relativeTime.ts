import { dayMs, hourMs, minuteMs } from "./durations.ts";

const steps = [
  { unit: "day", ms: dayMs },
  { unit: "hour", ms: hourMs },
  { unit: "minute", ms: minuteMs },
] as const;

/** The distance of an instant from now, in whole units: "2 minutes ago", "in 3 days", "now". */
export function formatRelativeTime(atMs: number, nowMs: number, locale: string): string {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const differenceMs = atMs - nowMs;
  for (const { unit, ms } of steps) {
    if (Math.abs(differenceMs) >= ms) return relative.format(Math.trunc(differenceMs / ms), unit);
  }
  return relative.format(0, "second");
}
