import { estimateRunway, horizonDays, type Runway } from "../../src/core/forecast/runway.ts";
import type { Decrease, Spending, TimeRange } from "../../src/core/forecast/spending.ts";
import { type MeterValues, observe } from "../../src/core/ledger/observation.ts";
import { dayMs, hourMs } from "../../src/core/time/durations.ts";

export interface TimedReading {
  readonly atMs: number;
  readonly values: MeterValues;
}

/** A moment in a history of which it is known how it went on. */
export interface ForecastCase {
  /** Up to the moment, in order. */
  readonly past: readonly TimedReading[];
  readonly remaining: number;
  readonly resetsAtMs?: number;
  /** When all of it was spent, had nobody topped up. */
  readonly emptyAtMs: number;
  /** What was left of it at the reset. */
  readonly leftAtReset?: number;
}

export interface BacktestResult {
  readonly isRight: boolean;
  /** Of the range, as a share of the truth. */
  readonly width: number;
  /** How far the middle of the range is off, as a share of the truth. */
  readonly error: number;
  /** The same for a straight line through what was spent, given a range as wide around its one point. */
  readonly isLineRight: boolean;
  readonly lineError: number;
}

/** Forecasts from what was read until the moment, and holds it against what came; `undefined` without an answer. */
export function backtest(moment: ForecastCase): BacktestResult | undefined {
  const spending = spendingOf(moment.past);
  const { remaining, resetsAtMs } = moment;
  const told = estimateRunway({ spending, remaining, ...(resetsAtMs === undefined ? {} : { resetsAtMs }) });
  if (told.kind === "notEnoughData") return undefined;
  const spent = spending.decreases.reduce((sum, { amount }) => sum + amount, 0);
  const perMs = spent / (spending.toMs - spending.fromMs);
  if (told.kind === "lastsUntilReset") {
    const truth = moment.leftAtReset ?? 0;
    const line = remaining - perMs * (told.resetsAtMs - spending.toMs);
    return judge([told.remainingFrom, told.remainingTo], truth, line, { whole: remaining, tolerance: 0 });
  }
  const [fromMs, toMs] = rangeOf(told, spending.toMs);
  const truth = moment.emptyAtMs - spending.toMs;
  // Whether it is said that the reset may come first, and it did.
  const isSaved = resetsAtMs !== undefined && moment.emptyAtMs > resetsAtMs && toMs > resetsAtMs;
  const range = [fromMs - spending.toMs, toMs - spending.toMs] as const;
  const judged = judge(range, truth, remaining / perMs, { whole: truth, tolerance: stepMs });
  return isSaved ? { ...judged, isRight: true } : judged;
}

function rangeOf(told: Exclude<Runway, { kind: "notEnoughData" | "lastsUntilReset" }>, nowMs: number) {
  const lastMs = nowMs + horizonDays * dayMs;
  return told.kind === "lasts" ? ([lastMs, 9e15] as const) : ([told.fromMs, told.toMs ?? lastMs] as const);
}

/** The histories are read hour by hour. */
const stepMs = hourMs;

function judge(
  [from, to]: readonly [number, number],
  truth: number,
  line: number,
  { whole, tolerance }: { readonly whole: number; readonly tolerance: number },
): BacktestResult {
  return {
    isRight: truth >= from - tolerance && truth <= to + tolerance,
    width: (to - from) / whole,
    error: Math.abs((from + to) / 2 - truth) / whole,
    isLineRight: Math.abs(line - truth) <= (to - from) / 2 + tolerance,
    lineError: Math.abs(line - truth) / whole,
  };
}

/** As the product concludes it from readings. */
export function spendingOf(past: readonly TimedReading[]): Spending {
  const decreases: Decrease[] = [];
  const unknownRanges: TimeRange[] = [];
  for (const [index, { atMs, values }] of past.entries()) {
    const before = past[index - 1];
    const told = before && observe(before.values, values, { sinceMs: before.atMs, nowMs: atMs });
    if (!told || !before) continue;
    const stretch = { fromMs: before.atMs, toMs: atMs };
    if (told.type === "debit") decreases.push({ ...stretch, amount: -Number(told.amount), count: 1 });
    else unknownRanges.push(stretch);
  }
  return { fromMs: past[0]?.atMs ?? 0, toMs: past.at(-1)?.atMs ?? 0, decreases, unknownRanges };
}
