import assert from "node:assert/strict";
import type { Meter } from "../../../../src/core/accounts/accountState.ts";
import type { Chart } from "../../../../src/core/history/chart.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { requests } from "../../../../src/core/money/unit.ts";
import { dayMs, hourMs } from "../../../../src/core/time/durations.ts";
import { evenPace } from "../../../../src/webview/chart/evenPace.ts";

const nowMs = Date.UTC(2026, 10, 20, 12);
const empty: Chart = { points: [], marks: [] };

function quota(remaining: string | null, daysLeft: number, change: Partial<Meter> = {}): Meter {
  const resetsAt = new Date(nowMs + daysLeft * dayMs).toISOString();
  return { id: "quota", label: "Quota", unit: requests, remaining, limit: "35000", resetsAt, ...change };
}

describe("the even pace of a quota", () => {
  it("what is left is divided by the days until the reset, and by the hours in the last two days", () => {
    const pace = evenPace(quota("17720", 10), empty, nowMs);
    assert.deepEqual([pace?.allowance, pace?.per], ["1772", "day"]);
    const last = evenPace(quota("36", 1.5), empty, nowMs);
    assert.deepEqual([last?.allowance, last?.per], ["1", "hour"]);
  });

  it("the line runs from the limit at the last reset to nothing at the next, or from now without one", () => {
    const marks = [20, 5].map((days) => ({
      atMs: nowMs - days * dayMs,
      amount: amountOf("35000"),
      type: "reset" as const,
    }));
    const pace = evenPace(quota("100", 10), { points: [], marks }, nowMs);
    assert.deepEqual(pace?.start, { atMs: nowMs - 5 * dayMs, remaining: 35_000 });
    assert.deepEqual(pace?.end, { atMs: nowMs + 10 * dayMs, remaining: 0 });
    assert.deepEqual(evenPace(quota("100", 10), empty, nowMs)?.start, { atMs: nowMs, remaining: 100 });
    const { limit: _limit, ...unlimited } = quota("100", 10);
    assert.deepEqual(evenPace(unlimited, { points: [], marks }, nowMs)?.start, {
      atMs: nowMs,
      remaining: 100,
    });
  });

  it("there is no pace without a reset ahead, without a limit on what is left, and when nothing is left", () => {
    const { resetsAt: _resetsAt, ...withoutReset } = quota("100", 10);
    for (const meter of [
      withoutReset,
      quota("100", -1),
      quota("100", 0),
      quota(null, 10),
      quota("0", 10),
      quota("-5", 10),
      quota("NaN", 10),
      quota("100", 10, { resetsAt: "soon" }),
    ]) {
      assert.equal(evenPace(meter, empty, nowMs), undefined, JSON.stringify(meter));
    }
  });

  it("a reset in less than a second allows what is left", () => {
    const pace = evenPace(quota("5", 1 / hourMs), empty, nowMs);
    assert.ok(pace && Number(pace.allowance) >= 5);
  });
});
