import assert from "node:assert/strict";
import { formatThreshold, parseThresholdText } from "../../../../src/core/accounts/thresholdText.ts";

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

  for (const text of ["", "100", "2.50", "10 %", "100, 10 %"]) {
    it(`formatThreshold writes “${text}” as it was read`, () => {
      const bounds = parseThresholdText(text);
      assert.ok(bounds);
      assert.equal(formatThreshold(bounds), text);
    });
  }
});
