import assert from "node:assert/strict";
import {
  formatFloors,
  formatThreshold,
  parseFloorsText,
  parseThresholdText,
} from "../../../../src/core/accounts/thresholdText.ts";
import { amountStyleOf } from "../../../../src/core/money/typedAmount.ts";

describe("a threshold as text", () => {
  const readable = [
    ["", {}],
    ["  ", {}],
    ["100", { below: "100" }],
    ["2.50", { below: "2.50" }],
    ["0", { below: "0" }],
    ["10 %", { percent: 10 }],
    ["12.5%", { percent: 12.5 }],
    ["100 %", { percent: 100 }],
    ["100, 10 %", { below: "100", percent: 10 }],
    ["10%,100", { below: "100", percent: 10 }],
  ] as const;
  for (const [text, bounds] of readable) {
    it(`parseThresholdText reads “${text}”`, () => assert.deepEqual(parseThresholdText(text), bounds));
  }

  for (const text of [
    "2,50",
    "10 %, 20 %",
    "101 %",
    "-5",
    "+5",
    "1e3",
    "1 000",
    "5 credits",
    "%",
    ",",
    "100,",
    "NaN",
  ]) {
    it(`parseThresholdText rejects “${text}”`, () => assert.equal(parseThresholdText(text), undefined));
  }

  const german = amountStyleOf("de", ["usd", "$"]);
  const germanTexts = [
    ["5,50", { below: "5.50" }],
    ["5,50 $", { below: "5.50" }],
    ["12,5 %", { percent: 12.5 }],
    ["5,50, 10 %", { below: "5.50", percent: 10 }],
    ["10 %, 1.000", { below: "1000", percent: 10 }],
  ] as const;
  for (const [text, bounds] of germanTexts) {
    it(`parseThresholdText reads “${text}” in German`, () =>
      assert.deepEqual(parseThresholdText(text, german), bounds));
  }

  it("floors are written as they are read in German", () => {
    const text = "50 %; 12,5 %; 5,50";
    assert.equal(formatFloors(parseFloorsText(text, german) ?? [], german), text);
    assert.equal(parseFloorsText("10 %; $", german), undefined);
  });

  for (const text of ["", "100", "2.50", "10 %", "100, 10 %"]) {
    it(`formatThreshold writes “${text}” as it was read`, () => {
      const bounds = parseThresholdText(text);
      assert.ok(bounds);
      assert.equal(formatThreshold(bounds), text);
    });
  }
});
