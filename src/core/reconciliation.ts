import { type Amount, amountOf, minus, plus } from "./amount.ts";

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

const zero = amountOf("0");

/**
 * Compares what was seen with what was booked, exactly. Both come in order of time; entries outside the
 * first and last balance are left out. Differences that the next stretch takes back, as clocks that
 * disagree make them, are none.
 */
export function reconcile(balances: readonly BalanceAt[], booked: readonly BookedAt[]): Unexplained[] {
  const found: Unexplained[] = [];
  let open: Unexplained | undefined;
  let next = booked.findIndex(({ atMs }) => atMs > (balances[0]?.atMs ?? Number.POSITIVE_INFINITY));
  if (next < 0) next = booked.length;
  for (const [index, before] of balances.entries()) {
    const after = balances[index + 1];
    if (!after) break;
    let explained = zero;
    for (let entry = booked[next]; entry && entry.atMs <= after.atMs; entry = booked[next]) {
      explained = plus(explained, entry.amount);
      next += 1;
    }
    const observed = minus(after.balance, before.balance);
    if (observed === explained) {
      if (open) found.push(open);
      open = undefined;
      continue;
    }
    open = merge(open, { fromMs: before.atMs, toMs: after.atMs, observed, explained });
  }
  if (open) found.push(open);
  return found;
}

/** A stretch joined to the one it touches; nothing when the two make up for each other. */
function merge(open: Unexplained | undefined, stretch: Omit<Unexplained, "amount">): Unexplained | undefined {
  const fromMs = open?.fromMs ?? stretch.fromMs;
  const observed = plus(open?.observed ?? zero, stretch.observed);
  const explained = plus(open?.explained ?? zero, stretch.explained);
  const amount = minus(observed, explained);
  return amount === "0" ? undefined : { fromMs, toMs: stretch.toMs, observed, explained, amount };
}
