import type { Amount } from "../money/amount.ts";
import { fromUnits, placesOf, toUnits } from "../money/bigIntAmounts.ts";

/** The total balance (remaining and held) at an instant at which it was read. */
export interface BalanceAt {
  readonly atMs: number;
  readonly balance: Amount;
}

/** A booked movement of that balance. */
export interface BookedAt {
  readonly atMs: number;
  readonly amount: Amount;
}

/** A stretch of time in which the balance moved otherwise than the ledger tells. */
export interface Unexplained {
  readonly fromMs: number;
  readonly toMs: number;
  /** How the balance was seen to change. */
  readonly observed: Amount;
  /** What the provider's entries of that time add up to. */
  readonly explained: Amount;
  /** Observed minus explained; never zero. */
  readonly amount: Amount;
}

/** As `Unexplained`, in whole numbers of the finest decimals: there are very many balances. */
interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly observed: bigint;
  readonly explained: bigint;
}

/**
 * Compares what was seen with what was booked, exactly. Both come in order of time; entries outside the
 * first and last balance are left out. Differences that the next stretch takes back, as clocks that
 * disagree make them, are none.
 */
export function reconcile(balances: readonly BalanceAt[], booked: readonly BookedAt[]): Unexplained[] {
  const places = Math.max(
    placesOf(balances.map(({ balance }) => balance)),
    placesOf(booked.map(({ amount }) => amount)),
  );
  const found: Stretch[] = [];
  let open: Stretch | undefined;
  let next = booked.findIndex(({ atMs }) => atMs > (balances[0]?.atMs ?? Number.POSITIVE_INFINITY));
  if (next < 0) next = booked.length;
  let before: { readonly atMs: number; readonly units: bigint } | undefined;
  for (const { atMs, balance } of balances) {
    const units = toUnits(balance, places);
    if (before) {
      let explained = 0n;
      for (let entry = booked[next]; entry && entry.atMs <= atMs; entry = booked[next]) {
        explained += toUnits(entry.amount, places);
        next += 1;
      }
      const observed = units - before.units;
      if (observed !== explained) {
        open = merge(open, { fromMs: before.atMs, toMs: atMs, observed, explained });
      } else if (open) {
        found.push(open);
        open = undefined;
      }
    }
    before = { atMs, units };
  }
  if (open) found.push(open);
  return found.map(({ fromMs, toMs, observed, explained }) => ({
    fromMs,
    toMs,
    observed: fromUnits(observed, places),
    explained: fromUnits(explained, places),
    amount: fromUnits(observed - explained, places),
  }));
}

/** A stretch joined to the one it touches; nothing when the two make up for each other. */
function merge(open: Stretch | undefined, stretch: Stretch): Stretch | undefined {
  const fromMs = open?.fromMs ?? stretch.fromMs;
  const observed = (open?.observed ?? 0n) + stretch.observed;
  const explained = (open?.explained ?? 0n) + stretch.explained;
  return observed === explained ? undefined : { fromMs, toMs: stretch.toMs, observed, explained };
}
