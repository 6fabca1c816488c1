import { toScaledBigInt } from "../money/bigIntAmounts.ts";
import { dayMs, minuteMs, secondMs } from "../time/durations.ts";
import type { BookedEntry } from "./reconcile.ts";

/** A read balance, as a scaled integer. */
export interface ScaledBalance {
  readonly atMs: number;
  readonly units: bigint;
}

const maxClockOffsetMs = 10 * minuteMs;
/** The provider's clock minus ours that is tried, smallest first. */
const clockOffsetsMs = [
  30 * secondMs,
  minuteMs,
  2 * minuteMs,
  3 * minuteMs,
  5 * minuteMs,
  maxClockOffsetMs,
].flatMap((ms) => [ms, -ms]);
/** Newer readings show the clock of today, and estimating it must not take long. */
const maxEstimateReadings = 4000;
/** Fewer matches more than without an offset may be chance. */
const minMatchesGained = 5;
/** Time zones differ by quarters of an hour, so a day begins at a quarter of an hour. */
const quarterMs = 15 * minuteMs;
const minEntriesOfDays = 3;
/** Summer time moves the beginning of the days. */
const maxDayStarts = 2;

/** The sums of the booked entries up to any time. The entries are in the order of time, those of one time in the provider's. */
export class BookedSums {
  /** The entries are dated by their day: their times say nothing about the order within it. */
  readonly areDays: boolean;
  readonly #times: readonly number[];
  /** One more than entries: the sum before each of them, and of all. */
  readonly #sums: readonly bigint[];
  readonly #clockOffsetMs: number;

  /** Amounts are scaled by 10^`decimalPlaces`. `readings`: they show how far the provider's clock is off. */
  constructor(entries: readonly BookedEntry[], decimalPlaces: number, readings: readonly ScaledBalance[]) {
    this.#times = entries.map(({ atMs }) => atMs);
    const sums = [0n];
    let sum = 0n;
    for (const { amount } of entries) {
      sum += toScaledBigInt(amount, decimalPlaces);
      sums.push(sum);
    }
    this.#sums = sums;
    this.areDays = areDays(this.#times);
    this.#clockOffsetMs = this.areDays ? 0 : this.#estimateClockOffset(readings.slice(-maxEstimateReadings));
  }

  get total(): bigint {
    return this.#sums.at(-1) ?? 0n;
  }

  /** The sum of all entries that were booked at this time or before. */
  until(atMs: number): bigint {
    return this.#sumUntil(atMs, this.#clockOffsetMs);
  }

  /** How many entries were booked after the first time and not after the second. */
  count(afterMs: number, untilMs: number): number {
    const offsetMs = this.#clockOffsetMs;
    return this.#countUntil(untilMs + offsetMs) - this.#countUntil(afterMs + offsetMs);
  }

  /**
   * Whether the ledger explains a balance although the sums at its time do not: of entries dated by their day, only
   * some had happened by then. `difference`: the balance minus the booked sum while the ledger explains all.
   */
  explains({ atMs, units }: ScaledBalance, difference: bigint): boolean {
    if (!this.areDays) return false;
    const last = this.#countUntil(atMs + dayMs);
    for (let count = this.#countUntil(atMs - 2 * dayMs); count <= last; count += 1) {
      if (units - (this.#sums[count] ?? 0n) === difference) return true;
    }
    return false;
  }

  /** Whether a difference is that of a balance, if entries that are dated minutes before it happened after it. */
  mayBe(difference: bigint, { atMs, units }: ScaledBalance): boolean {
    const last = this.#countUntil(atMs);
    for (let count = this.#countUntil(atMs - maxClockOffsetMs); count <= last; count += 1) {
      if (units - (this.#sums[count] ?? 0n) === difference) return true;
    }
    return false;
  }

  #sumUntil(atMs: number, clockOffsetMs: number): bigint {
    return this.#sums[this.#countUntil(atMs + clockOffsetMs)] ?? 0n;
  }

  /** How many entries have this time or an earlier one. */
  #countUntil(atMs: number): number {
    let [low, high] = [0, this.#times.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#times[middle] ?? 0) <= atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The offset with which the entries explain clearly more changes between two readings than without one. */
  #estimateClockOffset(readings: readonly ScaledBalance[]): number {
    if (this.#times.length === 0) return 0;
    const matches = (offsetMs: number) =>
      readings.reduce((count, { atMs, units }, index) => {
        const before = readings[index - 1];
        if (!before || before.units === units) return count;
        const booked = this.#sumUntil(atMs, offsetMs) - this.#sumUntil(before.atMs, offsetMs);
        return booked === units - before.units ? count + 1 : count;
      }, 0);
    let best = { offsetMs: 0, count: matches(0) + minMatchesGained };
    for (const offsetMs of clockOffsetsMs) {
      const count = matches(offsetMs);
      if (count > best.count) best = { offsetMs, count };
    }
    return best.offsetMs;
  }
}

function areDays(times: readonly number[]): boolean {
  if (times.length < minEntriesOfDays && !times.every((atMs) => atMs % dayMs === 0)) return false;
  const starts = new Set<number>();
  for (const atMs of times) {
    if (atMs % quarterMs !== 0) return false;
    starts.add(atMs % dayMs);
    if (starts.size > maxDayStarts) return false;
  }
  return starts.size === 1 || times.length > 2 * minEntriesOfDays;
}
