import { defined } from "../common/defined.ts";
import { hourMs } from "../time/durations.ts";
import type { TimeZone } from "../time/timeZone.ts";
import type { Spending } from "./spending.ts";
import { hoursPerDay, spendingDays } from "./spendingDays.ts";
import { findEpisode, type SpendingEpisode } from "./spendingEpisode.ts";
import { type SimulatedPool, type SpendingPath, spendingPaths } from "./spendingPaths.ts";

export interface RunwayInput {
  readonly spending: Spending;
  /** The last reading; positive. */
  readonly remaining: number;
  /** When the meter is reset, in epoch milliseconds. */
  readonly resetsAtMs?: number;
  /** When what remains expires, in epoch milliseconds. */
  readonly expiresAtMs?: number;
  /** Several pools of one unit that have `remaining` together, in the order in which they are spent. */
  readonly pools?: readonly RunwayPool[];
  /** Of the reader, for weekends; UTC when absent. */
  readonly timeZone?: TimeZone;
}

export interface RunwayPool {
  readonly remaining: number;
  /** With both, its next reset fills it. */
  readonly resetsAtMs?: number;
  readonly limit?: number;
}

/**
 * How long the remaining amount will last, as a range that is right more than four times in five. Instants are epoch
 * milliseconds. Remaining amounts are rounded numbers, not exact amounts. docs/runway.md describes the method.
 */
export type Runway =
  | { readonly kind: "notEnoughData"; readonly reason: "tooShort" | "tooFewChanges" | "nothingSpent" }
  | RunsOut
  | LastsUntilReset
  | LastsUntilExpiry
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
  /** The range ends here because what remains expires then. */
  readonly expiresAtMs?: number;
  /** Of several pools: when the first one is used up. */
  readonly firstPool?: { readonly fromMs: number; readonly toMs?: number };
}

export interface LastsUntilReset {
  readonly kind: "lastsUntilReset";
  readonly resetsAtMs: number;
  /** The remaining amount at the reset. */
  readonly remainingFrom: number;
  readonly remainingTo: number;
}

/** What remains expires before it is used up. */
export interface LastsUntilExpiry {
  readonly kind: "lastsUntilExpiry";
  readonly expiresAtMs: number;
  /** The amount that expires. */
  readonly remainingFrom: number;
  readonly remainingTo: number;
}

/** How far a forecast looks ahead. A meter that lasts longer is shown as "more than three months". */
export const horizonDays = 92;
/** Older spending is ignored: it says nothing about today. */
export const lookbackDays = 56;
const horizonHours = horizonDays * hoursPerDay;
const minDays = 3;
const minChanges = 5;
const pathCount = 400;
/** Which one is shortest is partly chance. */
const nearlyAsShort = 1.05;

/** The range is the shortest one that holds nine of ten paths. */
const defaultOutsideShare = 0.1;
/** With less than a week or two of days, what is usual is hardly known, and the range holds more of the paths. */
const shortHistoryShares = [
  { belowDays: 7, outsideShare: 0.05 },
  { belowDays: 14, outsideShare: 0.08 },
] as const;

/** Forecasts from the last reading onwards. `outsideShare`: of the paths, that the range leaves out. */
export function estimateRunway(input: RunwayInput, outsideShare?: number): Runway {
  const { spending, remaining, resetsAtMs, expiresAtMs, timeZone } = input;
  const days = spendingDays(spending, lookbackDays, timeZone);
  if (days.length < minDays) return { kind: "notEnoughData", reason: "tooShort" };
  if (days.every(({ total }) => total === 0)) return { kind: "notEnoughData", reason: "nothingSpent" };
  const changes = spending.decreases.reduce((sum, { count }) => sum + count, 0);
  if (changes < minChanges) return { kind: "notEnoughData", reason: "tooFewChanges" };

  const nowMs = spending.toMs;
  const hoursUntil = (atMs: number | undefined) => {
    const hours = atMs === undefined ? -1 : (atMs - nowMs) / hourMs;
    return hours > 0 && hours <= horizonHours ? hours : Number.POSITIVE_INFINITY;
  };
  const resetHours = hoursUntil(resetsAtMs);
  const expiryHours = hoursUntil(expiresAtMs);
  const endHours = Math.min(resetHours, expiryHours);
  const episode = findEpisode(days);
  const paths = spendingPaths({
    days,
    pools: (input.pools ?? [{ remaining }]).map((pool) => simulatedPool(pool, nowMs)),
    horizonHours,
    checkpointHours: Number.isFinite(endHours) ? endHours : 0,
    pathCount,
    ...defined({ episode }),
  });
  const outside = outsideShare ?? usualOutsideShare(days.length, episode);
  const rangeOf = (value: (path: SpendingPath) => number) => shortestRange(paths.map(value), outside);
  const [soonest, latest] = rangeOf(({ hoursUntilEmpty }) => hoursUntilEmpty);
  if (soonest >= endHours && Number.isFinite(endHours)) {
    const [from, remainingTo] = rangeOf(({ leftAtCheckpoint }) => leftAtCheckpoint);
    const left = { remainingFrom: Math.max(0, from), remainingTo };
    const endsAtMs = nowMs + endHours * hourMs;
    return expiryHours < resetHours
      ? { kind: "lastsUntilExpiry", expiresAtMs: endsAtMs, ...left }
      : { kind: "lastsUntilReset", resetsAtMs: endsAtMs, ...left };
  }
  if (soonest === Number.POSITIVE_INFINITY) return { kind: "lasts" };
  const hasReset = Number.isFinite(resetHours) && resetHours <= expiryHours;
  const at = (hours: number) => (Number.isFinite(hours) ? nowMs + hours * hourMs : undefined);
  const [firstSoonest, firstLatest] = rangeOf(({ hoursUntilFirstEmpty }) => hoursUntilFirstEmpty);
  const isFirstEarlier = Number.isFinite(firstSoonest) && firstLatest < latest;
  return {
    kind: "runsOut",
    fromMs: nowMs + soonest * hourMs,
    isBeforeReset: hasReset && latest <= resetHours,
    ...defined({
      toMs: at(Math.min(latest, expiryHours)),
      resetsAtMs: hasReset ? resetsAtMs : undefined,
      expiresAtMs: expiryHours < latest ? expiresAtMs : undefined,
      firstPool: isFirstEarlier
        ? { fromMs: nowMs + firstSoonest * hourMs, ...defined({ toMs: at(firstLatest) }) }
        : undefined,
    }),
  };
}

/** An episode that goes on makes the range wide by itself. */
function usualOutsideShare(dayCount: number, episode: SpendingEpisode | undefined): number {
  const short = shortHistoryShares.find(({ belowDays }) => dayCount < belowDays);
  return short && episode?.endDaysAgo !== 0 ? short.outsideShare : defaultOutsideShare;
}

function simulatedPool({ remaining, resetsAtMs, limit }: RunwayPool, nowMs: number): SimulatedPool {
  return resetsAtMs === undefined || limit === undefined || resetsAtMs <= nowMs
    ? { remaining }
    : { remaining, refill: { atHours: (resetsAtMs - nowMs) / hourMs, limit } };
}

/**
 * The shortest range that holds all but a share of the values; of several that are nearly as short, the middle one. Where
 * it has no end, the share is left out evenly on both sides.
 */
function shortestRange(values: readonly number[], outside: number): readonly [number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? 0;
  const count = Math.round((sorted.length - 1) * outside);
  const last = sorted.length - 1 - count;
  const widths = Array.from({ length: count + 1 }, (_, first) => at(first + last) - at(first));
  const maxWidth = nearlyAsShort * Math.min(...widths.filter((width) => !Number.isNaN(width)));
  const short = widths.flatMap((width, first) => (width <= maxWidth ? first : []));
  const first = Number.isFinite(maxWidth) ? (short[short.length >> 1] ?? 0) : Math.round(count / 2);
  return [at(first), at(first + last)];
}
