import type { Amount } from "../money/amount.ts";
import type { Instant } from "../time/instant.ts";
import type { LocalDay } from "../time/localDay.ts";

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

/** The start of the current day, month or year in local time, in epoch milliseconds. */
export function startOfPeriod(period: UsagePeriod, nowMs: number): number {
  const now = new Date(nowMs);
  const month = period === "yearly" ? 0 : now.getMonth();
  const day = period === "daily" ? now.getDate() : 1;
  return new Date(now.getFullYear(), month, day).getTime();
}
