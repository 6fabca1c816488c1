import type { DailyUsage, Usage } from "../../../src/core/history/usage.ts";
import { amountOf } from "../../../src/core/money/amount.ts";
import { dayMs } from "../../../src/core/time/durations.ts";

export const providerUsage: Usage = {
  period: "monthly",
  from: "2026-11-01T00:00:00.000Z",
  to: "2026-11-30T23:59:59.000Z",
  totalRequests: amountOf("7563"),
  successfulRequests: amountOf("7511"),
  failedRequests: amountOf("52"),
  creditsConsumed: amountOf("12874.125"),
  requestsByEndpoint: [
    ["/companies/search", "4210"],
    ["/contacts/enrich", "2318"],
    ["/leads", "771"],
    ["/search", "264"],
    ["/reveal", "0"],
    ["/lists", "0"],
    ["/export", "0"],
  ].map(([endpoint = "", requests = "0"]) => ({ endpoint, requests: amountOf(requests) })),
};

/** Consumption of the days before an instant; every fourth day has none. */
export function dailyUsageOf(endMs: number, count: number): readonly DailyUsage[] {
  return Array.from({ length: count }, (_, index) => ({
    day: new Date(endMs - index * dayMs).toISOString().slice(0, 10),
    consumed: amountOf(String(((index * 37) % 97) + 3.5)),
  })).filter((_, index) => index % 4 !== 3);
}
