import assert from "node:assert/strict";
import { amountOf } from "../../../../src/core/money/amount.ts";
import {
  fromScaledBigInt,
  maxDecimalPlaces,
  toScaledBigInt,
} from "../../../../src/core/money/bigIntAmounts.ts";

describe("amounts as scaled big integers", () => {
  it("amounts scale to whole numbers of their finest decimal place and back without loss", () => {
    const amounts = ["0", "-3", "12.345678", "-0.5", "0.000001", "999999999999999999999.25"].map(amountOf);
    assert.equal(maxDecimalPlaces(amounts), 6);
    assert.deepEqual(
      amounts.map((amount) => toScaledBigInt(amount, 6)),
      [0n, -3_000_000n, 12_345_678n, -500_000n, 1n, 999_999_999_999_999_999_999_250_000n],
    );
    for (const amount of amounts) assert.equal(fromScaledBigInt(toScaledBigInt(amount, 6), 6), amount);
  });

  it("amounts without decimals scale to themselves", () => {
    assert.equal(maxDecimalPlaces([amountOf("5")]), 0);
    assert.equal(fromScaledBigInt(toScaledBigInt(amountOf("-5"), 0), 0), "-5");
  });
});
