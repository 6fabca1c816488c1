import assert from "node:assert/strict";
import { fromFixedPoint, toFixedPoint } from "../../../../src/sample/simulation/fixedPoint.ts";

describe("fixed point", () => {
  for (const text of ["0", "12.345678", "-0.0021", "-3", "90071992547409931.000000000001"]) {
    it(`brings ${text} back unchanged`, () => assert.equal(fromFixedPoint(toFixedPoint(text)), text));
  }

  it("pads to the decimals asked for", () => {
    assert.equal(fromFixedPoint(toFixedPoint("1.2"), 6), "1.200000");
    assert.equal(fromFixedPoint(0n, 2), "0.00");
  });

  for (const text of ["", "1e3", "1.", ".5", "+1", "1.0000000000001", "NaN"]) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.throws(() => toFixedPoint(text)));
  }
});
