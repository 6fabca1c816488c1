import { defined } from "../common/defined.ts";
import { hourMs } from "../time/durations.ts";
import type { Spending } from "./spending.ts";
import { hoursPerDay, spendingDays } from "./spendingDays.ts";
import { spendingPaths } from "./spendingPaths.ts";
import { findShift } from "./spendingShift.ts";

export interface RunwayInput {
  readonly spending: Spending;
  /** The last reading; positive. */
  readonly remaining: number;
  /** When the meter is reset, in epoch milliseconds. */
  readonly resetsAtMs?: number;
}

/**
 * How long the remaining amount will last, as a range that is right about nine times in ten. Instants are epoch
 * milliseconds. Remaining amounts are rounded numbers, not exact amounts. docs/runway.md describes the method.
 */
export type Runway =
  | { readonly kind: "notEnoughData"; readonly reason: "tooShort" | "tooFewChanges" | "nothingSpent" }
  | RunsOut
  | LastsUntilReset
  /** Lasts longer than the horizon. */
  | { readonly kind: "lasts" };

/** How long an account lasts, and the meters that decide it: one, or pools of one unit that pay together. */
export type AccountRunway = Runway & { readonly meterIds: readonly string[] };

export interface RunsOut {
  readonly kind: "runsOut";
  readonly fromMs: number;
  /** Absent when the end of the range is beyond the horizon. */
  readonly toMs?: number;
  /** The next reset, if it is within the horizon. */
  readonly resetsAtMs?: number;
  /** Whether the whole range lies before that reset. */
  readonly isBeforeReset: boolean;
}

export interface LastsUntilReset {
  readonly kind: "lastsUntilReset";
  readonly resetsAtMs: number;
  /** The remaining amount at the reset. */
  readonly remainingFrom: number;
  readonly remainingTo: number;
}

/** How far a forecast looks ahead. A meter that lasts longer is shown as "more than three months". */
export const horizonDays = 92;
/** Older spending is ignored: it says nothing about today. */
export const lookbackDays = 56;
const minDays = 3;
const minChanges = 5;
const pathCount = 400;
/** The share of paths that is cut off on either side of the range. */
const tailShare = 0.07;
/** When spending has fallen, it is not certain when it returns. */
const fallenTailShare = 0.045;

/** Forecasts from the last reading onwards. */
export function estimateRunway({ spending, remaining, resetsAtMs }: RunwayInput): Runway {
  const days = spendingDays(spending, lookbackDays);
  if (days.length < minDays) return { kind: "notEnoughData", reason: "tooShort" };
  if (days.every(({ total }) => total === 0)) return { kind: "notEnoughData", reason: "nothingSpent" };
  const changes = spending.decreases.reduce((sum, { count }) => sum + count, 0);
  if (changes < minChanges) return { kind: "notEnoughData", reason: "tooFewChanges" };

  const nowMs = spending.toMs;
  const horizonHours = horizonDays * hoursPerDay;
  const resetHours = resetsAtMs === undefined ? Number.POSITIVE_INFINITY : (resetsAtMs - nowMs) / hourMs;
  const hasReset = resetHours > 0 && resetHours <= horizonHours;
  const checkpointHours = hasReset ? resetHours : 0;
  const shift = findShift(days);
  const tail = shift && shift.factor < 1 ? fallenTailShare : tailShare;
  const paths = spendingPaths({
    days,
    remaining,
    horizonHours,
    checkpointHours,
    pathCount,
    ...defined({ shift }),
  });
  const [soonest, latest] = percentileRange(
    paths.map(({ hoursUntilEmpty }) => hoursUntilEmpty),
    tail,
  );
  if (hasReset && resetsAtMs !== undefined && soonest >= resetHours) {
    const [remainingFrom, remainingTo] = percentileRange(
      paths.map(({ leftAtCheckpoint }) => leftAtCheckpoint),
      tail,
    );
    return { kind: "lastsUntilReset", resetsAtMs, remainingFrom: Math.max(0, remainingFrom), remainingTo };
  }
  if (soonest === Number.POSITIVE_INFINITY) return { kind: "lasts" };
  return {
    kind: "runsOut",
    fromMs: nowMs + soonest * hourMs,
    ...defined({
      toMs: latest === Number.POSITIVE_INFINITY ? undefined : nowMs + latest * hourMs,
      resetsAtMs: hasReset ? resetsAtMs : undefined,
    }),
    isBeforeReset: hasReset && latest <= resetHours,
  };
}

function percentileRange(values: readonly number[], tail: number): readonly [number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round((sorted.length - 1) * share)] ?? 0;
  return [at(tail), at(1 - tail)];
}
