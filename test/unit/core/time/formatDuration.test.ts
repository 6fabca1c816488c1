import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { dayMs, hourMs } from "../../../../src/core/time/durations.ts";
import { formatDuration, roundDuration } from "../../../../src/core/time/formatDuration.ts";

describe("a rounded duration", () => {
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
  for (const [fromMs, toMs, text] of rows) {
    it(`the range from ${fromMs / hourMs} to ${toMs / hourMs} hours is shown as ${text}`, () => {
      assert.equal(formatDuration(roundDuration(fromMs, toMs), "en"), text);
    });
  }

  it("a rounded duration is written in the given language", () => {
    assert.equal(formatDuration(roundDuration(6 * dayMs, 9 * dayMs), "de"), "6–9 Tage");
    assert.equal(formatDuration(roundDuration(6 * dayMs, 9 * dayMs), "ja"), "6～9 日");
  });

  it("a rounded duration can be written in short form", () => {
    assert.equal(formatDuration(roundDuration(17 * dayMs, 30 * dayMs), "en", "short"), "2–5 wks");
  });

  it("a duration without an end is rounded to one without an end", () => {
    assert.deepEqual(roundDuration(40 * dayMs, undefined), { unit: "week", from: 5 });
  });
});
