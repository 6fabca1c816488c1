import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { formatRelativeTime } from "../../../../src/core/time/relativeTime.ts";

const nowMs = Date.UTC(2026, 10, 14, 10, 5);

describe("formatRelativeTime", () => {
  const ages: readonly (readonly [secondsAgo: number, age: string])[] = [
    [0, "now"],
    [59.999, "now"],
    [60, "1 minute ago"],
    [119, "1 minute ago"],
    [3599, "59 minutes ago"],
    [3600, "1 hour ago"],
    [86_399, "23 hours ago"],
    [86_400, "yesterday"],
    [9 * 86_400, "9 days ago"],
    [-59, "now"],
    [-7200, "in 2 hours"],
    [-3 * 86_400, "in 3 days"],
  ];
  for (const [secondsAgo, age] of ages) {
    it(`formatRelativeTime shows ${secondsAgo} s before now as "${age}"`, () => {
      assert.equal(formatRelativeTime(nowMs - secondsAgo * 1000, nowMs, "en"), age);
    });
  }

  it("formatRelativeTime writes in the given language", () => {
    assert.equal(formatRelativeTime(nowMs - 120_000, nowMs, "de"), "vor 2 Minuten");
    assert.equal(formatRelativeTime(nowMs, nowMs, "de"), "jetzt");
  });
});
