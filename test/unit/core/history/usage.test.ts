import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { startOfPeriod, todaySoFar } from "../../../../src/core/history/usage.ts";
import { hourMs } from "../../../../src/core/time/durations.ts";

const starts = (nowMs: number, timeZone: string) =>
  (["daily", "monthly", "yearly"] as const).map((period) =>
    new Date(startOfPeriod(period, nowMs, timeZone)).toISOString(),
  );

describe("startOfPeriod", () => {
  it("a period starts at midnight, on the first of the month or at New Year in local time", () => {
    const timeZone = "America/New_York";
    assert.deepEqual(starts(Date.UTC(2026, 10, 20, 3), timeZone), [
      "2026-11-19T05:00:00.000Z",
      "2026-11-01T04:00:00.000Z",
      "2026-01-01T05:00:00.000Z",
    ]);
  });

  it("a period may start in another month or year than in UTC", () => {
    const timeZone = "Asia/Tokyo";
    assert.deepEqual(starts(Date.UTC(2026, 11, 31, 20), timeZone), [
      "2026-12-31T15:00:00.000Z",
      "2026-12-31T15:00:00.000Z",
      "2026-12-31T15:00:00.000Z",
    ]);
  });

  it("a day starts at midnight itself, also on days of 23 or 25 hours", () => {
    const timeZone = "Europe/Berlin";
    const midnightMs = Date.UTC(2026, 2, 28, 23);
    assert.equal(startOfPeriod("daily", midnightMs, timeZone), midnightMs);
    assert.equal(startOfPeriod("daily", midnightMs + 23 * hourMs - 1, timeZone), midnightMs);
    const longMs = Date.UTC(2026, 9, 24, 22);
    assert.equal(startOfPeriod("daily", longMs + 25 * hourMs - 1, timeZone), longMs);
  });
});

describe("todaySoFar", () => {
  it("the day of the reader's zone counts, up to this millisecond", () => {
    const nowMs = Date.UTC(2026, 10, 30, 20, 30);
    const days = ["Pacific/Auckland", "America/Los_Angeles"].map((timeZone) => todaySoFar(nowMs, timeZone));
    assert.deepEqual(days, [
      { fromMs: Date.UTC(2026, 10, 30, 11), toMs: nowMs + 1, timeZone: "Pacific/Auckland" },
      { fromMs: Date.UTC(2026, 10, 30, 8), toMs: nowMs + 1, timeZone: "America/Los_Angeles" },
    ]);
  });
});
