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
