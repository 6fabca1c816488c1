import { dayMs, hourMs } from "../time/durations.ts";
import { type BookingDates, maxClockOffsetMs, type ScaledEntry } from "./bookingDates.ts";

/** A day begins up to 14 hours earlier than in UTC, in Kiribati: no entry has happened longer before its date. */
const maxZoneAheadMs = 14 * hourMs;
/** A day ends up to 36 hours after it began in UTC, and bookings come late. */
const maxDayMs = 2 * dayMs;

/** More entries of a day add up to almost any balance. */
const maxEntriesInAnyOrder = 12;

/** A read balance, as a scaled integer. */
export interface ScaledBalance {
  readonly atMs: number;
  readonly units: bigint;
}

/** The sums of the booked entries up to any time. The entries are in the order of time, those of one time in the provider's. */
export class BookedSums {
  readonly dates: BookingDates;
  readonly #times: readonly number[];
  /** One more than entries: the sum before each of them, and of all. */
  readonly #sums: readonly bigint[];

  constructor(entries: readonly ScaledEntry[], dates: BookingDates) {
    this.dates = dates;
    this.#times = entries.map(({ atMs }) => atMs);
    const sums = [0n];
    let sum = 0n;
    for (const { units } of entries) {
      sum += units;
      sums.push(sum);
    }
    this.#sums = sums;
  }

  get total(): bigint {
    return this.#sums.at(-1) ?? 0n;
  }

  /** The sum of all entries that were booked at this time or before. */
  until(atMs: number): bigint {
    return this.#sums[this.#countUntil(atMs + this.dates.clockOffsetMs)] ?? 0n;
  }

  /** How many entries were booked after the first time and not after the second. */
  count(afterMs: number, untilMs: number): number {
    const { clockOffsetMs } = this.dates;
    return this.#countUntil(untilMs + clockOffsetMs) - this.#countUntil(afterMs + clockOffsetMs);
  }

  /**
   * Whether the ledger explains a balance although the sums at its time do not: of entries dated by their day, only
   * some had happened by then. `difference`: the balance minus the booked sum while the ledger explains all.
   * `happenedMs`: all entries up to this time had happened.
   */
  explains(balance: ScaledBalance, difference: bigint, happenedMs = Number.NEGATIVE_INFINITY): boolean {
    const beforeMs = Math.min(maxDayMs, balance.atMs - happenedMs);
    return this.dates.areDays && this.#explainsWithin(balance, difference, beforeMs, maxZoneAheadMs);
  }

  /** The same where ids say nothing about the order of a day: any of its entries had happened by then. */
  explainsInAnyOrder(balance: ScaledBalance, difference: bigint): boolean {
    if (!this.dates.areDays) return false;
    const booked = balance.units - difference;
    const last = this.#countUntil(balance.atMs + maxZoneAheadMs);
    let index = this.#countUntil(balance.atMs - maxDayMs);
    while (index < last) {
      const endIndex = this.#countUntil(this.#times[index] ?? 0);
      if (this.#reaches(booked, index, endIndex)) return true;
      index = endIndex;
    }
    return this.explains(balance, difference);
  }

  /** Whether all entries before `first` and any of those from there to `end` add up to a sum. */
  #reaches(sum: bigint, first: number, end: number): boolean {
    const before = this.#sums[first] ?? 0n;
    const isAny = end - first > maxEntriesInAnyOrder;
    let [reached, lowest, highest] = [[before], before, before];
    for (let index = first; index < end; index += 1) {
      const units = (this.#sums[index + 1] ?? 0n) - (this.#sums[index] ?? 0n);
      if (units < 0n) lowest += units;
      else highest += units;
      if (!isAny) reached = [...reached, ...reached.map((each) => each + units)];
    }
    return isAny ? sum >= lowest && sum <= highest : reached.includes(sum);
  }

  /** All differences with which the ledger explains a balance where days are the dates, the latest entries first. */
  explainingDifferences({ atMs, units }: ScaledBalance): readonly bigint[] {
    const first = this.#countUntil(atMs - maxDayMs);
    return this.#sums
      .slice(first, this.#countUntil(atMs + maxZoneAheadMs) + 1)
      .map((sum) => units - sum)
      .reverse();
  }

  /** The differences with which the ledger explains a balance at the end of a day: all its entries had happened, no later ones. */
  dayEndDifferences({ atMs, units }: ScaledBalance): readonly bigint[] {
    const found: bigint[] = [];
    const last = this.#countUntil(atMs + maxZoneAheadMs);
    for (let count = this.#countUntil(atMs - maxDayMs); ; count = this.#countUntil(this.#times[count] ?? 0)) {
      found.push(units - (this.#sums[count] ?? 0n));
      if (count >= last) return found;
    }
  }

  /** The same where the clocks are off: of the entries dated minutes before or around it, only some had happened by then. */
  explainsByClock(balance: ScaledBalance, difference: bigint, dated: "before" | "around"): boolean {
    const afterMs = dated === "before" ? 0 : maxClockOffsetMs;
    return this.#explainsWithin(balance, difference, maxClockOffsetMs, afterMs);
  }

  #explainsWithin(
    { atMs, units }: ScaledBalance,
    difference: bigint,
    beforeMs: number,
    afterMs: number,
  ): boolean {
    const bookedMs = atMs + this.dates.clockOffsetMs;
    const last = this.#countUntil(bookedMs + afterMs);
    for (let count = this.#countUntil(bookedMs - beforeMs); count <= last; count += 1) {
      if (units - (this.#sums[count] ?? 0n) === difference) return true;
    }
    return false;
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
}
