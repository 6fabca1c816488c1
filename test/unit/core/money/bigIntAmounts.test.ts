import assert from "node:assert/strict";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { fromUnits, placesOf, toUnits } from "../../../../src/core/money/bigIntAmounts.ts";

describe("amounts in units", () => {
  it("are whole numbers of the finest decimal among them, and come back as they were", () => {
    const amounts = ["0", "-3", "12.345678", "-0.5", "0.000001", "999999999999999999999.25"].map(amountOf);
    assert.equal(placesOf(amounts), 6);
    assert.deepEqual(
      amounts.map((amount) => toUnits(amount, 6)),
      [0n, -3_000_000n, 12_345_678n, -500_000n, 1n, 999_999_999_999_999_999_999_250_000n],
    );
    for (const amount of amounts) assert.equal(fromUnits(toUnits(amount, 6), 6), amount);
  });

  it("are the amounts themselves where none has decimals", () => {
    assert.equal(placesOf([amountOf("5")]), 0);
    assert.equal(fromUnits(toUnits(amountOf("-5"), 0), 0), "-5");
  });
});
