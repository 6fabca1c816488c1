import type { Amount } from "../money/amount.ts";
import type { Instant } from "../time/instant.ts";

export const usagePeriods = ["daily", "monthly", "yearly"] as const;

export type UsagePeriod = (typeof usagePeriods)[number];

/** What was consumed in a period, as the provider counts it. */
export interface Usage {
  readonly period: UsagePeriod;
  readonly from: Instant;
  readonly to: Instant;
  readonly totalRequests: Amount;
  readonly successfulRequests: Amount;
  readonly failedRequests: Amount;
  readonly creditsConsumed: Amount;
  /** Most requests first. */
  readonly requestsByEndpoint: readonly { readonly endpoint: string; readonly requests: Amount }[];
}

/** What was consumed on one local day: the sum of the observed debits, as a positive amount. */
export interface DailyUsage {
  /** `2026-11-20`, in local time. */
  readonly day: string;
  readonly consumed: Amount;
}

/** When the running day, month or year began in local time, in epoch milliseconds. */
export function startOfPeriod(period: UsagePeriod, nowMs: number): number {
  const now = new Date(nowMs);
  const month = period === "yearly" ? 0 : now.getMonth();
  const day = period === "daily" ? now.getDate() : 1;
  return new Date(now.getFullYear(), month, day).getTime();
}
