import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { formatDuration, roundDuration } from "../../../../src/core/time/formatDuration.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe("a rounded span", () => {
  const rows = [
    [1.2 * hourMs, 5.5 * hourMs, "1–6 hours"],
    [0.2 * hourMs, 0.9 * hourMs, "0–1 hours"],
    [30 * hourMs, 47 * hourMs, "30–47 hours"],
    [6.3 * dayMs, 8.6 * dayMs, "6–9 days"],
    [7 * dayMs, 7 * dayMs, "7 days"],
    [17 * dayMs, 30 * dayMs, "2–5 weeks"],
    [40 * dayMs, 90 * dayMs, "1–3 months"],
    [-5 * dayMs, -2 * dayMs, "0–1 hours"],
  ] as const;
  for (const [fromMs, toMs, words] of rows) {
    it(`is ${words} from ${fromMs / hourMs} to ${toMs / hourMs} hours`, () => {
      assert.equal(formatDuration(roundDuration(fromMs, toMs), "en"), words);
    });
  }

  it("is in the reader's language", () => {
    assert.equal(formatDuration(roundDuration(6 * dayMs, 9 * dayMs), "de"), "6–9 Tage");
    assert.equal(formatDuration(roundDuration(6 * dayMs, 9 * dayMs), "ja"), "6～9 日");
  });

  it("can be short", () => {
    assert.equal(formatDuration(roundDuration(17 * dayMs, 30 * dayMs), "en", "short"), "2–5 wks");
  });

  it("has no end where there is none", () => {
    assert.deepEqual(roundDuration(40 * dayMs, undefined), { unit: "week", from: 5 });
  });
});
