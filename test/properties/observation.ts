import assert from "node:assert/strict";
import fc from "fast-check";
import { balanceOf } from "../../src/core/ledger/balanceOf.ts";
import { isSameReading, type MeterValues, observe } from "../../src/core/ledger/observation.ts";
import { type Amount, amountOf, minus, plus } from "../../src/core/money/amount.ts";
import { anyAmount } from "./helpers/numerals.ts";
import { property } from "./helpers/property.ts";

const zero = amountOf("0");
const at = { sinceMs: Date.UTC(2026, 10, 13, 23), nowMs: Date.UTC(2026, 10, 14) };
const resets = fc.constantFrom("2026-11-13T00:00:00.000Z", "2026-12-01T00:00:00.000Z");

/** Few different amounts, so that some readings are equal. */
const few = fc.oneof(fc.constantFrom("0", "5", "-5", "0.1", "100").map(amountOf), anyAmount);

const reading: fc.Arbitrary<MeterValues> = fc.record(
  {
    remaining: fc.oneof({ arbitrary: few, weight: 9 }, fc.constant(null)),
    used: few,
    limit: fc.oneof({ arbitrary: few, weight: 4 }, fc.constant(null)),
    held: few,
    resetsAt: resets,
  },
  { requiredKeys: ["remaining"] },
);

const readings = fc.array(reading, { minLength: 1, maxLength: 12 });

function sum(amounts: readonly Amount[]): Amount {
  return amounts.reduce(plus, zero);
}

/** The entries that are observed between neighbouring readings, in order. */
function entriesOf(values: readonly MeterValues[]) {
  return values.slice(1).flatMap((after, index) => {
    const before = values[index];
    return (before && observe(before, after, at)) ?? [];
  });
}

export const observationProperties = [
  property("observed ledger: the entries add up to the change of the balance", readings, (values) => {
    // An unlimited reading has no balance: the ranges before and after it are counted separately.
    const ranges: MeterValues[][] = [[]];
    for (const value of values) {
      if (value.remaining === null) ranges.push([]);
      else ranges.at(-1)?.push(value);
    }
    const changes = ranges.flatMap((range) => {
      const [first, last] = [range[0], range.at(-1)].map((value) => value && balanceOf(value));
      return first !== undefined && last !== undefined ? [minus(last, first)] : [];
    });
    assert.equal(sum(entriesOf(values).map(({ amount }) => amount)), sum(changes));
  }),

  property("observed ledger: no entry is zero, and its type matches its sign", readings, (values) => {
    for (const { type, amount, cause } of entriesOf(values)) {
      assert.notEqual(amount, zero);
      if (type === "debit") assert.ok(amount.startsWith("-"));
      if (type === "credit") assert.ok(!amount.startsWith("-"));
      // Only an adjustment has another cause than that used amounts came back.
      assert.equal(cause !== undefined && cause !== "returned", type === "adjustment");
      if (cause === "returned") assert.equal(type, "credit");
    }
  }),

  property(
    "observed ledger: a hold or a release makes no entry",
    fc.tuple(reading, anyAmount),
    ([before, amount]) => {
      if (before.remaining === null) return;
      const held = plus(before.held ?? zero, amount);
      const after = { ...before, remaining: minus(before.remaining, amount), held };
      assert.equal(observe(before, after, at), undefined);
    },
  ),

  property(
    "observed ledger: an unchanged reading makes no entry",
    fc.tuple(reading, resets),
    ([before, resetsAt]) => {
      const after = { ...before, resetsAt };
      assert.ok(isSameReading(before, after));
      assert.equal(observe(before, after, at), undefined);
    },
  ),
];
