import assert from "node:assert/strict";
import fc from "fast-check";
import { type BalanceReading, type BookedEntry, reconcile } from "../../src/core/ledger/reconcile.ts";
import { amountOf, minus, plus } from "../../src/core/money/amount.ts";
import { dayMs, hourMs, minuteMs, secondMs } from "../../src/core/time/durations.ts";
import { anyAmount } from "./helpers/numerals.ts";
import { property } from "./helpers/property.ts";

const zero = amountOf("0");
const start = Date.UTC(2026, 4, 1, 3, 4, 5);
/** From 1: an entry at the beginning of a day may be dated by its day. */
const atMs = fc.integer({ min: 1, max: 60 });
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

/** The balances at instants when a ledger books everything at once. */
function balancesOf(entries: readonly BookedEntry[], instants: readonly number[]): BalanceReading[] {
  return instants.map((ms) => ({ atMs: ms, balance: sumWithin(entries, -1, ms) }));
}

export const reconciliationProperties = [
  property(
    "reconciliation: explained and unexplained changes add up to the observed ones",
    fc.tuple(balances, booked),
    ([seen, all]) => {
      // Entries that are dated just before the first reading may have happened after it.
      const entries = all.filter((entry) => entry.atMs > (seen[0]?.atMs ?? 0));
      const found = reconcile(seen, entries).changes;
      let endMs = Number.NEGATIVE_INFINITY;
      for (const change of found) {
        assert.notEqual(change.amount, zero);
        assert.equal(plus(change.explained, change.amount), change.observed);
        assert.equal(change.explained, sumWithin(entries, change.fromMs, change.toMs));
        const [before, after] = [change.fromMs, change.toMs].map((ms) => seen.find((one) => one.atMs === ms));
        assert.ok(before && after && change.fromMs < change.toMs && change.fromMs >= endMs);
        assert.equal(minus(after.balance, before.balance), change.observed);
        endMs = change.toMs;
      }
      const [first, last] = [seen[0], seen.at(-1)];
      if (!first || !last) return assert.deepEqual(found, []);
      const unexplained = found.reduce((sum, change) => plus(sum, change.amount), zero);
      const explained = sumWithin(entries, first.atMs, last.atMs);
      assert.equal(plus(explained, unexplained), minus(last.balance, first.balance));
    },
  ),

  property(
    "reconciliation: a complete ledger leaves nothing unexplained",
    fc.tuple(booked, fc.uniqueArray(atMs)),
    ([entries, instants]) => {
      assert.deepEqual(
        reconcile(
          balancesOf(
            entries,
            instants.toSorted((a, b) => a - b),
          ),
          entries,
        ).changes,
        [],
      );
    },
  ),

  property(
    "reconciliation: an entry that the ledger lacks is the only unexplained change",
    fc.tuple(
      booked,
      amount.filter((value) => value !== zero),
      fc.integer({ min: 1, max: 59 }),
    ),
    ([entries, missing, missedMs]) => {
      const all = inOrder([...entries, { atMs: missedMs, amount: missing }]);
      const [change, ...more] = reconcile(
        balancesOf(all, [0, missedMs - 0.5, missedMs, 60]),
        entries,
      ).changes;
      assert.deepEqual(more, []);
      assert.equal(change?.amount, missing);
      assert.ok(change.fromMs < missedMs && change.toMs >= missedMs);
    },
  ),

  property(
    "reconciliation: a provider's wrong clock and late bookings are no unexplained changes",
    fc.record({
      spent: fc.array(fc.record({ atMs: fc.nat(4 * dayMs), amount: fc.integer({ min: -9, max: -1 }) }), {
        maxLength: 60,
      }),
      intervalMs: fc.integer({ min: minuteMs, max: 40 * minuteMs }),
      clockOffsetMs: fc.constantFrom(0, 30 * secondMs, -30 * secondMs, 3 * minuteMs, -3 * minuteMs),
      lateMs: fc.constantFrom(0, minuteMs, hourMs, 8 * hourMs),
    }),
    ({ spent, intervalMs, clockOffsetMs, lateMs }) => {
      const all = inOrder(spent);
      const instants = Array.from(
        { length: Math.ceil((8 * dayMs) / intervalMs) },
        (_, index) => index * intervalMs,
      );
      const seen = instants.map((readMs) => ({
        atMs: start + readMs,
        balance: amountOf(
          String(all.filter((one) => one.atMs <= readMs).reduce((sum, one) => sum + one.amount, 0)),
        ),
      }));
      const entries = all
        // The first reading cannot tell what was spent before it and is booked after it.
        .filter((one) => one.atMs > 0)
        .map((one) => ({
          atMs: start + Math.max(1, one.atMs + clockOffsetMs + lateMs),
          amount: amountOf(String(one.amount)),
        }));
      assert.deepEqual(
        reconcile(seen, entries).changes.filter(
          (change) => change.settlesAtMs <= start + 8 * dayMs - intervalMs,
        ),
        [],
      );
    },
    300,
  ),
];
