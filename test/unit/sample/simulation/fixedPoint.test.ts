import assert from "node:assert/strict";
import { fromFixedPoint, toFixedPoint } from "../../../../src/sample/simulation/fixedPoint.ts";

describe("fixed-point amounts", () => {
  for (const text of ["0", "12.345678", "-0.0021", "-3", "90071992547409931.000000000001"]) {
    it(`the fixed-point amount ${text} is written as it was read`, () =>
      assert.equal(fromFixedPoint(toFixedPoint(text)), text));
  }

  it("a fixed-point amount is padded to the requested number of decimals", () => {
    assert.equal(fromFixedPoint(toFixedPoint("1.2"), 6), "1.200000");
    assert.equal(fromFixedPoint(0n, 2), "0.00");
  });

  for (const text of ["", "1e3", "1.", ".5", "+1", "1.0000000000001", "NaN"]) {
    it(`toFixedPoint rejects ${JSON.stringify(text)}`, () => assert.throws(() => toFixedPoint(text)));
  }
});
