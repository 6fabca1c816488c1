import type { Amount } from "../money/amount.ts";
import { maxDecimalPlaces, toScaledBigInt } from "../money/bigIntAmounts.ts";
import type { BalanceReading, BookedEntry } from "./reconcile.ts";

/** A change of the balance between two readings. */
export interface ObservedChange {
  readonly amount: Amount;
  readonly sinceMs: number;
  readonly atMs: number;
}

/** What was observed of an entry: its time's changes of the balance are exactly what its time's entries add up to. */
export interface EntryObservation {
  /** Oldest first; only the first ones where there are very many. */
  readonly changes: readonly ObservedChange[];
  readonly changeCount: number;
  /** How many entries they stand for, this one among them. */
  readonly entries: number;
}

export interface ExplainedRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The shortest time around an entry, from one reading to another, in which the balance changed by exactly what was booked.
 * Both lists are in order of time. `undefined` where there is none.
 */
export function findExplainedRange(
  readings: readonly BalanceReading[],
  entries: readonly BookedEntry[],
  atMs: number,
): ExplainedRange | undefined {
  const decimalPlaces = Math.max(
    maxDecimalPlaces(readings.map(({ balance }) => balance)),
    maxDecimalPlaces(entries.map(({ amount }) => amount)),
  );
  /** The last reading before the entry with each difference between balance and booked sum. */
  const before = new Map<bigint, number>();
  let found: ExplainedRange | undefined;
  let booked = 0n;
  let next = 0;
  for (const reading of readings) {
    for (let entry = entries[next]; entry && entry.atMs <= reading.atMs; entry = entries[next]) {
      booked += toScaledBigInt(entry.amount, decimalPlaces);
      next += 1;
    }
    const difference = toScaledBigInt(reading.balance, decimalPlaces) - booked;
    if (reading.atMs < atMs) {
      before.set(difference, reading.atMs);
      continue;
    }
    const fromMs = before.get(difference);
    if (fromMs === undefined || (found && reading.atMs - fromMs >= found.toMs - found.fromMs)) continue;
    found = { fromMs, toMs: reading.atMs };
  }
  return found;
}
