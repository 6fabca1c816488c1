import { reconcile } from "../../../../../src/core/ledger/reconcile.ts";
import { amountOf } from "../../../../../src/core/money/amount.ts";
import { minuteMs, secondMs } from "../../../../../src/core/time/durations.ts";

export type Pair = readonly [atMs: number, amount: string];

export function reconciled(balances: readonly Pair[], entries: readonly Pair[]) {
  return reconcile(
    balances.map(([atMs, balance]) => ({ atMs, balance: amountOf(balance) })),
    entries.map(([atMs, amount]) => ({ atMs, amount: amountOf(amount) })),
  );
}

export function unexplained(balances: readonly Pair[], entries: readonly Pair[]) {
  return reconciled(balances, entries).changes;
}

/** Those that the provider should have booked before the last reading. */
export function settled(balances: readonly Pair[], entries: readonly Pair[]) {
  const lastMs = balances.at(-1)?.[0] ?? 0;
  return unexplained(balances, entries).filter(({ settlesAtMs }) => settlesAtMs <= lastMs);
}

export function readings(lengthMs: number, intervalMs: number, spent: readonly Pair[]): Pair[] {
  const list: Pair[] = [];
  for (let atMs = 0; atMs <= lengthMs; atMs += intervalMs) {
    const total = spent.filter(([spentMs]) => spentMs <= atMs).reduce((sum, [, one]) => sum + Number(one), 0);
    list.push([atMs, String(1000 + total)]);
  }
  return list;
}

/** Something is spent each 7 minutes for three days, another amount each time. */
export const steady: readonly Pair[] = Array.from({ length: 617 }, (_, index) => [
  (index + 1) * 7 * minuteMs + 12 * secondMs,
  String(-1 - (index % 5)),
]);
export const start = Date.UTC(2026, 4, 1);
export const atDay = (list: readonly Pair[]): Pair[] => list.map(([atMs, one]) => [atMs + start, one]);
