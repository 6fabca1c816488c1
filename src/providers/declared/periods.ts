import { dayMs, hourMs } from "../../core/time/durations.ts";
import { nextMonthStart } from "../../core/time/instant.ts";

const periods = ["hour", "day", "week", "month", "year"] as const;

export type Period = (typeof periods)[number];

export function isPeriod(text: string): text is Period {
  return periods.some((period) => period === text);
}

/** 1 January 1970 was a Thursday; weeks begin on Monday. */
const mondayMs = 4 * dayMs;

/** The beginning of the next period in UTC, in epoch milliseconds, strictly after `nowMs`. */
export function nextTurnMs(period: Period, nowMs: number): number {
  switch (period) {
    case "hour":
      return (Math.floor(nowMs / hourMs) + 1) * hourMs;
    case "day":
      return (Math.floor(nowMs / dayMs) + 1) * dayMs;
    case "week":
      return (Math.floor((nowMs - mondayMs) / (7 * dayMs)) + 1) * 7 * dayMs + mondayMs;
    case "month":
      return Date.parse(nextMonthStart(nowMs));
    case "year":
      return Date.UTC(new Date(nowMs).getUTCFullYear() + 1, 0);
  }
}
