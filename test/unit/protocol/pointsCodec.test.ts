import assert from "node:assert/strict";
import { amountOf } from "../../../src/core/money/amount.ts";
import { decodePoints, encodePoints, isEncodedPoints } from "../../../src/protocol/pointsCodec.ts";

describe("packed points", () => {
  it("packed points unpack to the same points", () => {
    const points = [
      {
        fromMs: 1_795_231_665_242,
        toMs: 1_795_231_965_242,
        remaining: amountOf("1001036.3"),
        isAfterGap: false,
      },
      {
        fromMs: 1_795_232_665_242,
        toMs: 1_795_232_665_242,
        remaining: amountOf("-0.000001"),
        isAfterGap: true,
      },
      { fromMs: -5, toMs: 0, remaining: amountOf("0"), isAfterGap: false },
    ];
    assert.deepEqual(decodePoints(encodePoints(points)), points);
    assert.deepEqual(decodePoints(encodePoints([])), []);
  });

  it("isEncodedPoints rejects text that encodePoints did not write", () => {
    assert.ok(isEncodedPoints(""));
    assert.ok(isEncodedPoints("1 0 2.5;3 4 -1 gap"));
    const wrong = [
      "1",
      "1 0",
      "1 0 2.50",
      "1 0 NaN",
      "1 0 1e3",
      "x 0 1",
      "1 x 1",
      "1 0 1 hole",
      "1 0 1 gap gap",
    ];
    for (const text of [...wrong, ";", "1 0 1;", "8640000000000001 0 1", "8640000000000000 1 1", 5, null]) {
      assert.ok(!isEncodedPoints(text), String(text));
    }
    assert.deepEqual(decodePoints("x 0 1;1 0 2"), [
      { fromMs: 1, toMs: 1, remaining: "2", isAfterGap: false },
    ]);
  });
});
