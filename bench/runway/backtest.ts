import { defined } from "../../src/core/common/defined.ts";
import {
  estimateRunway,
  horizonDays,
  type Runway,
  type RunwayInput,
} from "../../src/core/forecast/runway.ts";
import type { Decrease, Spending, TimeRange } from "../../src/core/forecast/spending.ts";
import { type MeterValues, observe } from "../../src/core/ledger/observation.ts";
import { dayMs, hourMs } from "../../src/core/time/durations.ts";

export interface TimedReading {
  readonly atMs: number;
  readonly values: MeterValues;
}

/** A moment in a history whose continuation is known. */
export interface ForecastCase {
  /** Up to the moment, in order. */
  readonly past: readonly TimedReading[];
  readonly remaining: number;
  readonly resetsAtMs?: number;
  /** When all of it was spent, without later top-ups. */
  readonly emptyAtMs: number;
  /** The amount that was left at the reset. */
  readonly leftAtReset?: number;
}

export interface BacktestResult {
  readonly isRight: boolean;
  /** The width of the range, as a share of the truth. */
  readonly width: number;
  /** The error of the middle of the range, as a share of the truth. */
  readonly error: number;
  /** The same for a straight line through the spending, with a range of the same width around its point. */
  readonly isLineRight: boolean;
  readonly lineError: number;
}

/** A build's method. */
export type Estimate = (input: RunwayInput) => Runway;

/** Forecasts from the past readings and compares with what happened; `undefined` when there is no forecast. */
export function backtest(
  forecastCase: ForecastCase,
  estimate: Estimate = estimateRunway,
): BacktestResult | undefined {
  const spending = spendingOf(forecastCase.past);
  const { remaining, resetsAtMs } = forecastCase;
  const forecast = estimate({ spending, remaining, ...defined({ resetsAtMs }) });
  if (forecast.kind === "notEnoughData" || forecast.kind === "lastsUntilExpiry") return undefined;
  const spent = spending.decreases.reduce((sum, { amount }) => sum + amount, 0);
  const perMs = spent / (spending.toMs - spending.fromMs);
  if (forecast.kind === "lastsUntilReset") {
    const truth = forecastCase.leftAtReset ?? 0;
    const line = remaining - perMs * (forecast.resetsAtMs - spending.toMs);
    return compare([forecast.remainingFrom, forecast.remainingTo], truth, line, {
      scale: remaining,
      tolerance: 0,
    });
  }
  const [fromMs, toMs] = rangeOf(forecast, spending.toMs);
  const truth = forecastCase.emptyAtMs - spending.toMs;
  // Whether the forecast includes the reset, and the reset came first.
  const isResetFirst = resetsAtMs !== undefined && forecastCase.emptyAtMs > resetsAtMs && toMs > resetsAtMs;
  const range = [fromMs - spending.toMs, toMs - spending.toMs] as const;
  const result = compare(range, truth, remaining / perMs, { scale: truth, tolerance: stepMs });
  return isResetFirst ? { ...result, isRight: true } : result;
}

function rangeOf(forecast: Extract<Runway, { kind: "runsOut" | "lasts" }>, nowMs: number) {
  const lastMs = nowMs + horizonDays * dayMs;
  return forecast.kind === "lasts"
    ? ([lastMs, 9e15] as const)
    : ([forecast.fromMs, forecast.toMs ?? lastMs] as const);
}

/** The interval between the readings of the histories. */
const stepMs = hourMs;

function compare(
  [from, to]: readonly [number, number],
  truth: number,
  line: number,
  { scale, tolerance }: { readonly scale: number; readonly tolerance: number },
): BacktestResult {
  return {
    isRight: truth >= from - tolerance && truth <= to + tolerance,
    width: (to - from) / scale,
    error: Math.abs((from + to) / 2 - truth) / scale,
    isLineRight: Math.abs(line - truth) <= (to - from) / 2 + tolerance,
    lineError: Math.abs(line - truth) / scale,
  };
}

/** The spending that the product derives from readings. */
export function spendingOf(past: readonly TimedReading[]): Spending {
  const decreases: Decrease[] = [];
  const unknownRanges: TimeRange[] = [];
  for (const [index, { atMs, values }] of past.entries()) {
    const before = past[index - 1];
    const observed = before && observe(before.values, values, { sinceMs: before.atMs, nowMs: atMs });
    if (!observed || !before) continue;
    const range = { fromMs: before.atMs, toMs: atMs };
    if (observed.type === "debit") decreases.push({ ...range, amount: -Number(observed.amount), count: 1 });
    else unknownRanges.push(range);
  }
  return { fromMs: past[0]?.atMs ?? 0, toMs: past.at(-1)?.atMs ?? 0, decreases, unknownRanges };
}
