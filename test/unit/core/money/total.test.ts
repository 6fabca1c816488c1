import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { type Amount, amountOf, plus } from "../../../../src/core/money/amount.ts";
import { Total } from "../../../../src/core/money/total.ts";
import { anyAmount } from "../../../properties/helpers/numerals.ts";

function totalOf(parts: readonly Amount[]): Amount {
  const total = new Total();
  for (const part of parts) total.add(part);
  return total.amount;
}

describe("Total", () => {
  it("a total is the sum of its parts, whatever their signs and decimals", async () => {
    await fc.assert(
      fc.property(fc.array(anyAmount), (parts) => {
        assert.equal(totalOf(parts), parts.reduce(plus, amountOf("0")));
      }),
    );
  });

  it("a total has no negative zero, and zero decimals do not show", () => {
    assert.equal(totalOf([]), "0");
    assert.equal(totalOf([amountOf("-0.5"), amountOf("0.50")]), "0");
    assert.equal(totalOf([amountOf("0.25"), amountOf("0.75")]), "1");
    assert.equal(totalOf([amountOf("-0.001"), amountOf("0.0009")]), "-0.0001");
  });
});
