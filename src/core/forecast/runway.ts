import { hourMs } from "../time/durations.ts";
import type { Spending } from "./spending.ts";
import { hoursPerDay, spendingDays } from "./spendingDays.ts";
import { spendingPaths } from "./spendingPaths.ts";

export interface RunwayInput {
  readonly spending: Spending;
  /** As last read, and more than nothing. */
  readonly remaining: number;
  /** When the meter is filled again, in epoch milliseconds. */
  readonly resetsAtMs?: number;
}

/**
 * How long what is left will last: a range in which the truth lies about nine times in ten. Instants are epoch
 * milliseconds; what is left is a number, to be rounded, and no amount. docs/runway.md tells the method.
 */
export type Runway =
  | { readonly kind: "notEnoughData"; readonly why: "tooShort" | "tooFewChanges" | "nothingSpent" }
  | RunsOut
  | LastsUntilReset
  /** Longer than is looked ahead. */
  | { readonly kind: "lasts" };

export interface RunsOut {
  readonly kind: "runsOut";
  readonly fromMs: number;
  /** Absent when it may be later than is looked ahead. */
  readonly toMs?: number;
  /** The next reset, where one is near enough. */
  readonly resetsAtMs?: number;
  /** Whether all of the range lies before that reset, which else may come first. */
  readonly isBeforeReset: boolean;
}

export interface LastsUntilReset {
  readonly kind: "lastsUntilReset";
  readonly resetsAtMs: number;
  /** What is left at the reset. */
  readonly remainingFrom: number;
  readonly remainingTo: number;
}

/** "More than three months". */
export const horizonDays = 92;
/** Spending from before tells nothing of today. */
export const lookbackDays = 56;
const minDays = 3;
const minChanges = 5;
const pathCount = 400;
/** Left out on either side of the range. */
const tailShare = 0.07;

/** Forecasts from the last reading on. */
export function estimateRunway({ spending, remaining, resetsAtMs }: RunwayInput): Runway {
  const days = spendingDays(spending, lookbackDays);
  if (days.length < minDays) return { kind: "notEnoughData", why: "tooShort" };
  if (days.every(({ total }) => total === 0)) return { kind: "notEnoughData", why: "nothingSpent" };
  const changes = spending.decreases.reduce((sum, { count }) => sum + count, 0);
  if (changes < minChanges) return { kind: "notEnoughData", why: "tooFewChanges" };

  const nowMs = spending.toMs;
  const horizonHours = horizonDays * hoursPerDay;
  const resetHours = resetsAtMs === undefined ? Number.POSITIVE_INFINITY : (resetsAtMs - nowMs) / hourMs;
  const hasReset = resetHours > 0 && resetHours <= horizonHours;
  const checkpointHours = hasReset ? resetHours : 0;
  const paths = spendingPaths({ days, remaining, horizonHours, checkpointHours, pathCount });
  const [soonest, latest] = percentileRange(paths.map(({ hoursUntilEmpty }) => hoursUntilEmpty));
  if (hasReset && resetsAtMs !== undefined && soonest >= resetHours) {
    const [remainingFrom, remainingTo] = percentileRange(
      paths.map(({ leftAtCheckpoint }) => leftAtCheckpoint),
    );
    return { kind: "lastsUntilReset", resetsAtMs, remainingFrom: Math.max(0, remainingFrom), remainingTo };
  }
  if (soonest === Number.POSITIVE_INFINITY) return { kind: "lasts" };
  return {
    kind: "runsOut",
    fromMs: nowMs + soonest * hourMs,
    ...(latest === Number.POSITIVE_INFINITY ? {} : { toMs: nowMs + latest * hourMs }),
    ...(hasReset && resetsAtMs !== undefined ? { resetsAtMs } : {}),
    isBeforeReset: hasReset && latest <= resetHours,
  };
}

function percentileRange(values: readonly number[]): readonly [number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round((sorted.length - 1) * share)] ?? 0;
  return [at(tailShare), at(1 - tailShare)];
}
