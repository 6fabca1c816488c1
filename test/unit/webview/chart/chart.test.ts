import assert from "node:assert/strict";
import type { ChartPoint } from "../../../../src/core/history/chart.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { findReading } from "../../../../src/webview/chart/findReading.ts";
import { chartLine } from "../../../../src/webview/chart/line.ts";
import { valueTicks } from "../../../../src/webview/chart/ticks.ts";

function point(fromMs: number, toMs: number, remaining: string, isAfterGap = false): ChartPoint {
  return { fromMs, toMs, remaining: amountOf(remaining), isAfterGap };
}

describe("the line of the chart", () => {
  it("the line is level while a value was observed and slopes between readings", () => {
    const { xs, ys, isolated } = chartLine([point(0, 10, "5"), point(12, 12, "3"), point(14, 20, "3.5")]);
    assert.deepEqual(xs, [0, 10, 12, 14, 20]);
    assert.deepEqual(ys, [5, 5, 3, 3.5, 3.5]);
    assert.deepEqual(isolated, []);
  });

  it("the line breaks at a gap, and marks a single reading with a dot", () => {
    const { xs, ys, isolated } = chartLine([
      point(0, 10, "5"),
      point(20, 20, "4", true),
      point(30, 40, "3", true),
    ]);
    assert.deepEqual(xs, [0, 10, 15, 20, 25, 30, 40]);
    assert.deepEqual(ys, [5, 5, null, 4, null, 3, 3]);
    assert.deepEqual(isolated, [0, 3, 5]);
  });
});

describe("the reading at an instant", () => {
  const points = [point(0, 10, "5"), point(20, 30, "4"), point(100, 110, "3", true)];
  const at = (ms: number) => findReading(points, ms, 2)?.remaining;

  it("the reading at an instant is the one observed then, else the nearer neighbour", () => {
    assert.deepEqual([0, 5, 10, 14, 16, 25].map(at), ["5", "5", "5", "5", "4", "4"]);
  });

  it("no reading is found in a gap or outside the readings, except within a small tolerance", () => {
    assert.deepEqual([31, 60, 99, 115, -50].map(at), ["4", undefined, "3", undefined, undefined]);
  });

  it("no reading is found among no readings", () => {
    assert.equal(findReading([], 5, 2), undefined);
  });
});

describe("the ticks of the value axis", () => {
  const amounts = (least: number, greatest: number) =>
    valueTicks(least, greatest).map(({ amount }) => amount);

  it("ticks are round and exact and enclose the values", () => {
    assert.deepEqual(amounts(2231, 4183), ["2000", "2500", "3000", "3500", "4000", "4500"]);
    assert.deepEqual(amounts(0.1, 0.3), ["0.1", "0.15", "0.2", "0.25", "0.3"]);
    assert.deepEqual(amounts(-0.0101, 0.0131), ["-0.02", "-0.01", "0", "0.01", "0.02"]);
  });

  it("ticks do not go below zero for a balance that does not", () => {
    assert.deepEqual(amounts(0, 0).at(0), "0");
    assert.ok(!amounts(3, 3).some((amount) => amount.startsWith("-")));
  });

  it("ticks enclose huge values and values that a double hardly distinguishes", () => {
    for (const [least, greatest] of [
      [1e15, 1e15 + 1],
      [9e60, 9e60],
      [1e-9, 2e-9],
    ] as const) {
      const ticks = valueTicks(least, greatest);
      assert.ok(ticks.length >= 2 && ticks.length <= 12, `${ticks.length} ticks`);
      assert.ok((ticks[0]?.value ?? Number.NaN) <= least && (ticks.at(-1)?.value ?? Number.NaN) >= greatest);
    }
  });
});
