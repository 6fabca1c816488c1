import assert from "node:assert/strict";
import fc from "fast-check";
import {
  compare,
  isAmount,
  isBelowPercent,
  minus,
  parseAmount,
  plus,
  shift,
} from "../../src/core/money/amount.ts";
import { formatExact, formatShort, formatSigned } from "../../src/core/money/formatAmount.ts";
import { credits, currency } from "../../src/core/money/unit.ts";
import { anyAmount, anyJsonNumeral } from "./helpers/numerals.ts";
import { property } from "./helpers/property.ts";
import { addRationals, compareRationals, digitsOf, negateRational, rationalOf } from "./helpers/rational.ts";

const zero = "0";
const units = fc.constantFrom(credits, currency("EUR"), currency("JPY"));

export const amountProperties = [
  property(
    "amounts: a JSON number is parsed to its exact digits, or refused when it is too long",
    anyJsonNumeral,
    (text) => {
      const amount = parseAmount(text);
      if (amount === undefined) {
        const [whole = "", fraction = ""] = digitsOf(rationalOf(text)).replace("-", "").split(".");
        assert.ok(text.length > 110 || whole.length > 50 || fraction.length > 50, text);
        return;
      }
      assert.equal(amount, digitsOf(rationalOf(text)));
      assert.equal(parseAmount(amount), amount);
      assert.ok(isAmount(amount));
    },
  ),

  property(
    "amounts: a text that is no decimal is refused",
    fc.string({ unit: "grapheme", maxLength: 12 }),
    (text) => {
      const amount = parseAmount(text);
      if (amount !== undefined) assert.equal(amount, digitsOf(rationalOf(text)));
      assert.equal(isAmount(text), amount === text);
    },
  ),

  property(
    "amounts: sums and differences equal those of integers",
    fc.tuple(anyAmount, anyAmount, anyAmount),
    ([a, b, c]) => {
      const sum = digitsOf(addRationals(rationalOf(a), rationalOf(b)));
      assert.equal(plus(a, b), sum);
      assert.equal(minus(a, b), digitsOf(addRationals(rationalOf(a), negateRational(rationalOf(b)))));
      assert.equal(plus(b, a), sum);
      assert.equal(plus(plus(a, b), c), plus(a, plus(b, c)));
      assert.equal(minus(plus(a, b), b), a);
      assert.equal(minus(a, a), zero);
      for (const result of [plus(a, b), minus(a, b)]) assert.ok(isAmount(result), result);
    },
  ),

  property("amounts: amounts are ordered as numbers are", fc.tuple(anyAmount, anyAmount), ([a, b]) => {
    assert.equal(compare(a, b), compareRationals(rationalOf(a), rationalOf(b)));
    assert.equal(compare(a, b), -compare(b, a) + 0);
    assert.equal(compare(a, b) === 0, a === b);
  }),

  property(
    "amounts: a shifted decimal point and a percentage are exact",
    fc.tuple(anyAmount, anyAmount, fc.integer({ min: -8, max: 8 }), fc.integer({ min: 0, max: 100 })),
    ([a, b, digits, percent]) => {
      assert.equal(shift(shift(a, digits), -digits), a);
      assert.equal(shift(a, digits), digitsOf(rationalOf(`${a}e${digits}`)));
      const timesHundred = rationalOf(`${a}e2`);
      const { units: integer, decimals } = rationalOf(b);
      const limit = { units: integer * BigInt(percent), decimals };
      assert.equal(isBelowPercent(a, b, percent), compareRationals(timesHundred, limit) < 0);
    },
  ),

  property(
    "amounts: the exact text has every digit and no other",
    fc.tuple(anyAmount, units),
    ([amount, unit]) => {
      const shown = formatExact(amount, unit, "en-US").replaceAll(/[^\d.-]/g, "");
      assert.equal(parseAmount(shown), amount);
      assert.equal(
        parseAmount(
          formatSigned(amount, unit, "en-US")
            .replace("\u2212", "-")
            .replaceAll(/[^\d.-]/g, ""),
        ),
        amount,
      );
      const short = formatShort(amount, unit, "en-US");
      assert.equal(/[1-9]/.test(short), amount !== "0", short);
      assert.equal(short.includes("-"), amount.startsWith("-"), short);
    },
  ),
];
