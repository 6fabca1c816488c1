import type { Meter } from "../../core/accounts/accountState.ts";
import type { Chart } from "../../core/history/chart.ts";
import { type Amount, amountOf, parseAmount, quotient } from "../../core/money/amount.ts";
import { dayMs, hourMs } from "../../core/time/durations.ts";
import type { ForecastPoint } from "../../protocol/panelState.ts";

/** Using a quota evenly until its reset. */
export interface EvenPace {
  /** The line of even use: from the last reset that the chart shows, else from now, down to nothing at the reset. */
  readonly start: ForecastPoint;
  readonly end: ForecastPoint;
  /** What can be used in each day or hour from now on, so that it lasts. */
  readonly allowance: Amount;
  readonly per: "day" | "hour";
}

/** With less time than this, an allowance for a day would say little. */
const minDays = 2;
/** Time is known to about a second. */
const decimals = 5;

/** `undefined` for a meter without a reset ahead, and for one of which nothing is left. */
export function evenPace(
  { remaining, limit, resetsAt }: Meter,
  { marks }: Chart,
  nowMs: number,
): EvenPace | undefined {
  const left = parseAmount(remaining ?? "");
  const resetsAtMs = Date.parse(resetsAt ?? "");
  if (left === undefined || left === "0" || left.startsWith("-") || !(resetsAtMs > nowMs)) return undefined;
  const per = resetsAtMs - nowMs < minDays * dayMs ? "hour" : "day";
  const count = Math.max((resetsAtMs - nowMs) / (per === "day" ? dayMs : hourMs), 10 ** -decimals);
  const lastReset = marks.findLast(({ type, atMs }) => type === "reset" && atMs <= nowMs);
  const full = parseAmount(limit ?? "");
  return {
    start:
      lastReset && full !== undefined
        ? { atMs: lastReset.atMs, remaining: Number(full) }
        : { atMs: nowMs, remaining: Number(left) },
    end: { atMs: resetsAtMs, remaining: 0 },
    allowance: quotient(left, amountOf(count.toFixed(decimals))),
    per,
  };
}
