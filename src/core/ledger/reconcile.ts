import { defined } from "../common/defined.ts";
import type { Amount } from "../money/amount.ts";
import { fromScaledBigInt, maxDecimalPlaces, toScaledBigInt } from "../money/bigIntAmounts.ts";
import { dayMs } from "../time/durations.ts";
import { BookedSums, type ScaledBalance } from "./bookedSums.ts";
import { type BookingDates, findBookingDates, type ScaledEntry } from "./bookingDates.ts";
import { findShifts, maxSettlingMs } from "./differenceShifts.ts";

/** The total balance (remaining and held) when it was read. */
export interface BalanceReading {
  readonly atMs: number;
  readonly balance: Amount;
}

/** A booked change of that balance. */
export interface BookedEntry {
  readonly atMs: number;
  readonly amount: Amount;
}

/** A time range in which the change of the balance differs from the ledger. */
export interface UnexplainedChange {
  readonly fromMs: number;
  readonly toMs: number;
  /** The change of the balance between the readings. */
  readonly observed: Amount;
  /** The sum of the provider's entries in that time. */
  readonly explained: Amount;
  /** Observed minus explained; never zero. */
  readonly amount: Amount;
  /** The number of the provider's entries in that time. */
  readonly entries: number;
  /** Until a ledger of this time is known, an entry may still come. Providers take up to a day to book. */
  readonly settlesAtMs: number;
}

export interface Reconciliation {
  /** In order of time, without overlaps. */
  readonly changes: readonly UnexplainedChange[];
  /** A reading up to which later readings and entries change nothing any more. */
  readonly finalAtMs?: number;
  /** The balance after all of the entries and changes; absent without a reading. */
  readonly endBalance?: Amount;
}

/** Providers book minutes to a day after the change. */
const settlingMs = dayMs;
export interface ReconcileOptions {
  /** How the entries are dated, where more of them than these were looked at. */
  readonly dates?: BookingDates;
  /** The first reading is `finalAtMs` of an earlier comparison. */
  readonly isContinued?: boolean;
}

/**
 * Compares the read balances with the booked entries, exactly. Both are in order of time. Entries outside the first
 * and last balance are ignored. A difference that goes away within the settling time is not reported: clocks differ,
 * and providers book late. Where it stays, it is reported for the time in which it reached the level that lasts longest.
 */
export function reconcile(
  balances: readonly BalanceReading[],
  entries: readonly BookedEntry[],
  { dates, isContinued = false }: ReconcileOptions = {},
): Reconciliation {
  const decimalPlaces = maxPlaces(balances, entries);
  const readings = scaledBalances(balances, decimalPlaces);
  const booked = scaledEntries(entries, decimalPlaces);
  const sums = new BookedSums(booked, dates ?? findBookingDates(booked, readings));
  const differences = readings.map(({ atMs, units }) => ({
    atMs,
    units,
    difference: units - sums.until(atMs),
  }));
  const maxMs = sums.dates.areDays ? maxSettlingMs : settlingMs;
  const { shifts, finalAtMs, difference } = findShifts(differences, maxMs, sums, isContinued);
  const changes = shifts.map(([before, after]) => {
    const observed = after.units - before.units;
    const amount = after.difference - before.difference;
    return {
      fromMs: before.atMs,
      toMs: after.atMs,
      observed: fromScaledBigInt(observed, decimalPlaces),
      explained: fromScaledBigInt(observed - amount, decimalPlaces),
      amount: fromScaledBigInt(amount, decimalPlaces),
      entries: sums.count(before.atMs, after.atMs),
      settlesAtMs: after.atMs + maxMs,
    };
  });
  const endBalance =
    difference === undefined ? undefined : fromScaledBigInt(difference + sums.total, decimalPlaces);
  return { changes, ...defined({ finalAtMs, endBalance }) };
}

/** How the entries of a ledger are dated, by the newest of them and the newest readings. Both are in order of time. */
export function bookingDatesOf(
  balances: readonly BalanceReading[],
  entries: readonly BookedEntry[],
): BookingDates {
  const decimalPlaces = maxPlaces(balances, entries);
  return findBookingDates(scaledEntries(entries, decimalPlaces), scaledBalances(balances, decimalPlaces));
}

function maxPlaces(balances: readonly BalanceReading[], entries: readonly BookedEntry[]): number {
  return Math.max(
    maxDecimalPlaces(balances.map(({ balance }) => balance)),
    maxDecimalPlaces(entries.map(({ amount }) => amount)),
  );
}

function scaledBalances(
  balances: readonly BalanceReading[],
  decimalPlaces: number,
): readonly ScaledBalance[] {
  return balances.map(({ atMs, balance }) => ({ atMs, units: toScaledBigInt(balance, decimalPlaces) }));
}

function scaledEntries(entries: readonly BookedEntry[], decimalPlaces: number): readonly ScaledEntry[] {
  return entries.map(({ atMs, amount }) => ({ atMs, units: toScaledBigInt(amount, decimalPlaces) }));
}
