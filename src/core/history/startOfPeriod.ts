import type { UsagePeriod } from "./usage.ts";

/** When the running day, month or year began in local time, in epoch milliseconds. */
export function startOfPeriod(period: UsagePeriod, nowMs: number): number {
  const now = new Date(nowMs);
  const month = period === "yearly" ? 0 : now.getMonth();
  const day = period === "daily" ? now.getDate() : 1;
  return new Date(now.getFullYear(), month, day).getTime();
}
