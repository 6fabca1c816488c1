import type { Amount } from "../money/amount.ts";
import type { Instant } from "../time/instant.ts";
import { type LocalDay, type LocalTimeRange, startOfDay, toLocalDay } from "../time/localDay.ts";
import type { TimeZone } from "../time/timeZone.ts";

export const usagePeriods = ["daily", "monthly", "yearly"] as const;

export type UsagePeriod = (typeof usagePeriods)[number];

/** The usage of a period, as the provider counts it. */
export interface Usage {
  readonly period: UsagePeriod;
  readonly from: Instant;
  readonly to: Instant;
  readonly totalRequests: Amount;
  readonly successfulRequests: Amount;
  readonly failedRequests: Amount;
  readonly creditsConsumed: Amount;
  /** The endpoint with the most requests first. */
  readonly requestsByEndpoint: readonly { readonly endpoint: string; readonly requests: Amount }[];
}

/** The consumption of one local day: the sum of the observed debits, as a positive amount. */
export interface DailyUsage {
  /** In local time. */
  readonly day: LocalDay;
  readonly consumed: Amount;
}

/** The consumption of one hour, which begins at `startMs` (epoch milliseconds). */
export interface HourlyUsage {
  readonly startMs: number;
  readonly consumed: Amount;
}

/** The start of the current day, month or year in local time, in epoch milliseconds. */
export function startOfPeriod(period: UsagePeriod, nowMs: number, timeZone: TimeZone): number {
  const today = toLocalDay(nowMs, timeZone);
  const first = { daily: today, monthly: `${today.slice(0, 7)}-01`, yearly: `${today.slice(0, 4)}-01-01` };
  return startOfDay(first[period], timeZone);
}

/** The current local day up to now, which is included. */
export function todaySoFar(nowMs: number, timeZone: TimeZone): LocalTimeRange {
  return { fromMs: startOfPeriod("daily", nowMs, timeZone), toMs: nowMs + 1, timeZone };
}
