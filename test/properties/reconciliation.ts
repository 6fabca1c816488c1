import assert from "node:assert/strict";
import fc from "fast-check";
import { type BalanceReading, type BookedEntry, reconcile } from "../../src/core/ledger/reconcile.ts";
import { amountOf, minus, plus } from "../../src/core/money/amount.ts";
import { anyAmount } from "./helpers/numerals.ts";
import { property } from "./helpers/property.ts";

const zero = amountOf("0");
const atMs = fc.nat(60);
const small = fc.constantFrom("-3", "-1", "0", "1", "3", "0.5").map(amountOf);
const amount = fc.oneof({ arbitrary: small, weight: 4 }, anyAmount);

const inOrder = <T extends { readonly atMs: number }>(list: readonly T[]) =>
  list.toSorted((a, b) => a.atMs - b.atMs);

const booked: fc.Arbitrary<readonly BookedEntry[]> = fc
  .array(fc.record({ atMs, amount }), { maxLength: 12 })
  .map(inOrder);

const balances: fc.Arbitrary<readonly BalanceReading[]> = fc
  .uniqueArray(fc.record({ atMs, balance: amount }), { maxLength: 12, selector: (value) => value.atMs })
  .map(inOrder);

function sumWithin(entries: readonly BookedEntry[], fromMs: number, toMs: number) {
  return entries
    .filter((entry) => entry.atMs > fromMs && entry.atMs <= toMs)
    .reduce((sum, entry) => plus(sum, entry.amount), zero);
}

/** Balances as a ledger makes them that books everything at once. */
function balancesOf(entries: readonly BookedEntry[], instants: readonly number[]): BalanceReading[] {
  return instants.map((ms) => ({ atMs: ms, balance: sumWithin(entries, -1, ms) }));
}

export const reconciliationProperties = [
  property(
    "reconciliation: explained and unexplained are what was observed",
    fc.tuple(balances, booked),
    ([seen, entries]) => {
      const found = reconcile(seen, entries);
      let endMs = Number.NEGATIVE_INFINITY;
      for (const stretch of found) {
        assert.notEqual(stretch.amount, zero);
        assert.equal(plus(stretch.explained, stretch.amount), stretch.observed);
        assert.equal(stretch.explained, sumWithin(entries, stretch.fromMs, stretch.toMs));
        const [before, after] = [stretch.fromMs, stretch.toMs].map((ms) =>
          seen.find((one) => one.atMs === ms),
        );
        assert.ok(before && after && stretch.fromMs < stretch.toMs && stretch.fromMs >= endMs);
        assert.equal(minus(after.balance, before.balance), stretch.observed);
        endMs = stretch.toMs;
      }
      const [first, last] = [seen[0], seen.at(-1)];
      if (!first || !last) return assert.deepEqual(found, []);
      const unexplained = found.reduce((sum, stretch) => plus(sum, stretch.amount), zero);
      const explained = sumWithin(entries, first.atMs, last.atMs);
      assert.equal(plus(explained, unexplained), minus(last.balance, first.balance));
    },
  ),

  property(
    "reconciliation: a ledger that books all leaves nothing",
    fc.tuple(booked, fc.uniqueArray(atMs)),
    ([entries, instants]) => {
      assert.deepEqual(
        reconcile(
          balancesOf(
            entries,
            instants.toSorted((a, b) => a - b),
          ),
          entries,
        ),
        [],
      );
    },
  ),

  property(
    "reconciliation: what a ledger leaves out is all that is found",
    fc.tuple(
      booked,
      amount.filter((value) => value !== zero),
      fc.integer({ min: 1, max: 59 }),
    ),
    ([entries, missing, missedMs]) => {
      const all = inOrder([...entries, { atMs: missedMs, amount: missing }]);
      const [stretch, ...more] = reconcile(balancesOf(all, [0, missedMs - 0.5, missedMs, 60]), entries);
      assert.deepEqual(more, []);
      assert.equal(stretch?.amount, missing);
      assert.ok(stretch.fromMs < missedMs && stretch.toMs >= missedMs);
    },
  ),
];
