import type { Amount } from "../money/amount.ts";
import { fromScaledBigInt, maxDecimalPlaces, toScaledBigInt } from "../money/bigIntAmounts.ts";

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
}

/** As `UnexplainedChange`, with scaled integers: there are very many balances. */
interface ScaledChange {
  readonly fromMs: number;
  readonly toMs: number;
  readonly observed: bigint;
  readonly explained: bigint;
}

/**
 * Compares the read balances with the booked entries, exactly. Both are in order of time. Entries outside the first
 * and last balance are ignored. A difference that the following time range cancels out is not reported: the clocks
 * of provider and computer differ.
 */
export function reconcile(
  balances: readonly BalanceReading[],
  entries: readonly BookedEntry[],
): UnexplainedChange[] {
  const decimalPlaces = Math.max(
    maxDecimalPlaces(balances.map(({ balance }) => balance)),
    maxDecimalPlaces(entries.map(({ amount }) => amount)),
  );
  const changes: ScaledChange[] = [];
  let pending: ScaledChange | undefined;
  let nextIndex = entries.findIndex(({ atMs }) => atMs > (balances[0]?.atMs ?? Number.POSITIVE_INFINITY));
  if (nextIndex < 0) nextIndex = entries.length;
  let previous: { readonly atMs: number; readonly units: bigint } | undefined;
  for (const { atMs, balance } of balances) {
    const units = toScaledBigInt(balance, decimalPlaces);
    if (previous) {
      let explained = 0n;
      for (let entry = entries[nextIndex]; entry && entry.atMs <= atMs; entry = entries[nextIndex]) {
        explained += toScaledBigInt(entry.amount, decimalPlaces);
        nextIndex += 1;
      }
      const observed = units - previous.units;
      if (observed !== explained) {
        pending = mergeAdjacent(pending, { fromMs: previous.atMs, toMs: atMs, observed, explained });
      } else if (pending) {
        changes.push(pending);
        pending = undefined;
      }
    }
    previous = { atMs, units };
  }
  if (pending) changes.push(pending);
  return changes.map(({ fromMs, toMs, observed, explained }) => ({
    fromMs,
    toMs,
    observed: fromScaledBigInt(observed, decimalPlaces),
    explained: fromScaledBigInt(explained, decimalPlaces),
    amount: fromScaledBigInt(observed - explained, decimalPlaces),
  }));
}

/** Joins two adjacent time ranges. `undefined` when their differences cancel each other out. */
function mergeAdjacent(pending: ScaledChange | undefined, next: ScaledChange): ScaledChange | undefined {
  const fromMs = pending?.fromMs ?? next.fromMs;
  const observed = (pending?.observed ?? 0n) + next.observed;
  const explained = (pending?.explained ?? 0n) + next.explained;
  return observed === explained ? undefined : { fromMs, toMs: next.toMs, observed, explained };
}
