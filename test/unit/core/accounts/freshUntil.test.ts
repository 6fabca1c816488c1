import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { freshUntilMs } from "../../../../src/core/accounts/freshUntil.ts";
import { minuteMs } from "../../../../src/core/time/durations.ts";
import { meterOf, nowMs, snapshotOf, statusOf } from "../../../helpers/accountStatus.ts";

const intervalMs = 5 * minuteMs;
const read = (minutesAgo: number, resetsInMinutes?: number) => {
  const resetsAt = resetsInMinutes === undefined ? {} : { resetsAt: at(resetsInMinutes) };
  const status = statusOf({ snapshot: snapshotOf([meterOf("900", "1000", resetsAt)]) });
  const readAtMs = nowMs - minutesAgo * minuteMs;
  return { ...status, intervalMs, ...(status.reading ? { reading: { ...status.reading, readAtMs } } : {}) };
};
const at = (minutes: number) => new Date(nowMs + minutes * minuteMs).toISOString();

describe("freshUntilMs", () => {
  it("a reading is fresh for two intervals, and the oldest of several decides", () => {
    assert.equal(freshUntilMs([read(0)], nowMs), nowMs + 10 * minuteMs);
    assert.equal(freshUntilMs([read(0), read(4)], nowMs), nowMs + 6 * minuteMs);
  });

  it("a period that ends before that decides, and one that ended before the reading does not", () => {
    assert.equal(freshUntilMs([read(0, 3)], nowMs), nowMs + 3 * minuteMs);
    assert.equal(freshUntilMs([read(0, 30)], nowMs), nowMs + 10 * minuteMs);
    assert.equal(freshUntilMs([read(1, -2)], nowMs), nowMs + 9 * minuteMs);
  });

  it("what is not fresh now does not count, and nothing is fresh without a reading", () => {
    const failing = statusOf({ snapshot: snapshotOf([meterOf("900")]), failure: "timeout" });
    assert.equal(freshUntilMs([read(11), failing, statusOf({})], nowMs), undefined);
    assert.equal(freshUntilMs([read(3, -1)], nowMs), undefined);
    assert.equal(freshUntilMs([read(11), read(1)], nowMs), nowMs + 9 * minuteMs);
  });
});
