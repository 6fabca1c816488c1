import { seededRandom } from "../../src/core/common/seededRandom.ts";
import type { MeterValues } from "../../src/core/ledger/observation.ts";
import { amountOf } from "../../src/core/money/amount.ts";
import { hourMs } from "../../src/core/time/durations.ts";
import { instantOf } from "../../src/core/time/instant.ts";
import type { ForecastCase, TimedReading } from "./backtest.ts";
import { type Consume, heldOutChanges, hoursPerDay, shapes, startMs, tuningChanges } from "./shapes.ts";

/** When the account is topped up: never, irregularly by hand, or by a monthly reset. */
export type TopUpPattern = "prepaid" | "topped up" | "monthly";

export interface GeneratedCase {
  readonly shape: keyof typeof allShapes;
  readonly topUps: TopUpPattern;
  readonly seed: number;
  /** For how long the account has been read. */
  readonly historyDays: number;
}

const allShapes = { ...shapes, ...tuningChanges, ...heldOutChanges };
const monthHours = 30 * hoursPerDay;

/** A case with a history of one of the shapes; the remaining amount lasts between half a day and 45 days. */
export function generateCase({ shape, topUps, seed, historyDays }: GeneratedCase): ForecastCase {
  const random = seededRandom(seed);
  let now = 0;
  const consume = allShapes[shape](random, () => now);
  const first = Math.floor(7 * hoursPerDay * random());
  const lastsHours = 0.5 * 90 ** random() * hoursPerDay;
  now = first + Math.round(historyDays * hoursPerDay);
  const past = Array.from({ length: now - first }, (_, index) => consume(first + index));
  const future = futureOf(consume, now, lastsHours, random());
  const base = {
    remaining: future.total,
    emptyAtMs: startMs + future.emptyHour * hourMs,
  };
  if (topUps !== "monthly")
    return {
      ...base,
      past: prepaidReadings(past, future.total, first, topUps === "topped up" ? random : undefined),
    };
  const sinceReset = Math.floor(Math.min(past.length, monthHours) * random());
  const resetHour = now - sinceReset + monthHours;
  const left = future.total - sum(future.hours.slice(0, resetHour - now));
  return {
    ...base,
    past: monthlyReadings(past, future.total, first, sinceReset),
    resetsAtMs: startMs + resetHour * hourMs,
    leftAtReset: left,
  };
}

interface Future {
  readonly hours: readonly number[];
  readonly total: number;
  readonly emptyHour: number;
}

/** The consumption of an amount that lasts for `lastsHours` and ends within the following consumption. */
function futureOf(consume: Consume, now: number, lastsHours: number, share: number): Future {
  const hours: number[] = [];
  const next = () => {
    const spent = consume(now + hours.length);
    hours.push(spent);
    return spent;
  };
  while (hours.length < lastsHours) next();
  const before = sum(hours);
  let last = next();
  while (last === 0) last = next();
  const emptyHour = now + hours.length;
  while (hours.length < monthHours) next();
  return { hours, total: before + last * share, emptyHour };
}

/** Balances that end with `left`; with `random`, topped up by the amount of ten days about every nine days. */
function prepaidReadings(
  past: readonly number[],
  left: number,
  first: number,
  random?: () => number,
): TimedReading[] {
  const worth = sum(past.slice(-10 * hoursPerDay));
  let balance = left;
  const values = [...past, 0].toReversed().map((spent): MeterValues => {
    balance += spent;
    // This goes back in time: before a top-up, the balance was lower.
    if (random && random() < 1 / (9 * hoursPerDay)) balance -= worth;
    return { remaining: hundredths(balance) };
  });
  return toReadings(values.toReversed(), first);
}

/** A limit that is reset each month: an unused amount is lost. */
function monthlyReadings(
  past: readonly number[],
  left: number,
  first: number,
  sinceReset: number,
): TimedReading[] {
  const limit = left + sum(past.slice(past.length - sinceReset));
  let used = 0;
  const values = [0, ...past].map((spent, hour): MeterValues => {
    const ago = past.length - hour;
    used = ago % monthHours === sinceReset % monthHours ? 0 : used + spent;
    const resetHour =
      first + hour + monthHours - ((monthHours + sinceReset - (ago % monthHours)) % monthHours);
    return {
      remaining: hundredths(limit - used),
      used: hundredths(used),
      limit: hundredths(limit),
      resetsAt: instantOf(startMs + resetHour * hourMs),
    };
  });
  return toReadings(values, first);
}

function toReadings(values: readonly MeterValues[], first: number): TimedReading[] {
  return values.map((one, hour) => ({ atMs: startMs + (first + hour) * hourMs, values: one }));
}

function hundredths(value: number) {
  return amountOf(value.toFixed(2));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
