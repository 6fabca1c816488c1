import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ChartQuery } from "../../../../../src/core/history/chart.ts";
import { minuteMs } from "../../../../../src/core/time/durations.ts";
import type { HistoryStore } from "../../../../../src/store/historyStore.ts";
import { gapMs, meter, pollMs, recordReadings, startMs } from "../helpers/readings.ts";
import { openStore } from "../helpers/tempHistory.ts";

function chart(store: HistoryStore, query: Partial<ChartQuery> = {}) {
  return store.chart({ accountId: "poof", meterId: "balance", buckets: 100, ...query });
}

/** A store with a balance that falls by one at each poll, except at the indexes in `exceptions`. */
async function falling(
  length: number,
  exceptions: Readonly<Record<number, string>> = {},
): Promise<HistoryStore> {
  const store = await openStore();
  recordReadings(
    store,
    Array.from({ length }, (_, index) => exceptions[index] ?? String(10_000 - index)),
  );
  return store;
}

describe("the chart query", () => {
  it("the chart gives every sample while there are few", async () => {
    const { points } = chart(await falling(20), { buckets: 10 });
    assert.equal(points.length, 20);
  });

  it("the chart gives at most two points a bucket, and the first and the last point", async () => {
    const store = await falling(3000);
    const { points } = chart(store, { buckets: 50 });
    assert.ok(points.length <= 102, String(points.length));
    assert.equal(points[0]?.remaining, "10000");
    assert.equal(points.at(-1)?.remaining, "7001");
    assert.deepEqual(
      points.map(({ fromMs }) => fromMs),
      points.map(({ fromMs }) => fromMs).toSorted((a, b) => a - b),
    );
  });

  it("the chart keeps every spike with its exact digits", async () => {
    const spikes = { 777: "10000000000000000000000.5", 1500: "-3.000000000000000000001", 2222: "0" };
    const { points } = chart(await falling(3000, spikes), { buckets: 20 });
    const values = new Set(points.map(({ remaining }) => String(remaining)));
    for (const spike of Object.values(spikes)) assert.ok(values.has(spike), spike);
  });

  for (const count of [20, 3000]) {
    it(`the chart of the total of ${count} samples has what is reserved, exactly`, async () => {
      const store = await openStore();
      const held = (index: number) => (index % 10 === 5 ? { held: "40.5" } : {});
      recordReadings(
        store,
        Array.from({ length: count }, (_, index) => meter(String(10_000 - index), held(index))),
      );
      const [available, total] = (["available", "total"] as const).map((amount) =>
        chart(store, { buckets: 50, amount }).points.map(({ remaining }) => String(remaining)),
      );
      assert.ok(available?.includes("10000") && available.every((amount) => !amount.includes(".")));
      assert.ok(total?.includes("10000") && total.includes("10035.5"));
    });
  }

  it("the chart clips samples at both edges of the range", async () => {
    const store = await openStore();
    recordReadings(store, ["5", "5", "5", "5", "4", "4", "4", "4"]);
    const [fromMs, toMs] = [startMs + 1.5 * pollMs, startMs + 5.5 * pollMs];
    const { points } = chart(store, { fromMs, toMs });
    assert.deepEqual(
      points.map((point) => [String(point.remaining), point.fromMs, point.toMs]),
      [
        ["5", fromMs, startMs + 3 * pollMs],
        ["4", startMs + 4 * pollMs, toMs],
      ],
    );
  });

  it("the chart starts at the edge of the range also when it is down-sampled", async () => {
    const store = await openStore();
    recordReadings(
      store,
      ["90000", ...Array.from({ length: 500 }, (_, index) => String(1000 - index))],
      startMs,
    );
    store.recordReading("poof", [meter("77777")], startMs + 501 * pollMs, gapMs);
    const { points } = chart(store, { fromMs: startMs - 10 * pollMs, buckets: 10 });
    assert.equal(points[0]?.fromMs, startMs);
    const half = chart(store, {
      fromMs: startMs + 250.5 * pollMs,
      toMs: startMs + 400 * pollMs,
      buckets: 10,
    });
    assert.equal(half.points[0]?.fromMs, startMs + 251 * pollMs);
    assert.equal(half.points.at(-1)?.fromMs, startMs + 399 * pollMs);
  });

  it("buckets start at the range's start, however long the first sample has lasted", async () => {
    const store = await openStore();
    const fromMs = startMs + 60 * 24 * 60 * minuteMs;
    store.recordReading("poof", [meter("10000")], startMs, gapMs);
    store.recordReading("poof", [meter("10000")], fromMs, 9e12);
    recordReadings(
      store,
      Array.from({ length: 2000 }, (_, index) => String(9999 - index)),
      fromMs + pollMs,
    );
    const { points } = chart(store, { fromMs });
    assert.equal(points[0]?.fromMs, fromMs);
    assert.ok(points.length > 190, String(points.length));
    assert.ok(points.length <= 202, String(points.length));
  });

  it("the end of the range is exclusive", async () => {
    const { points } = chart(await falling(10), { toMs: startMs + 5 * pollMs });
    assert.equal(points.length, 5);
  });

  it("the first point after each gap is flagged, whichever points are picked", async () => {
    const store = await openStore();
    for (let gap = 0; gap < 30; gap += 1) {
      const day = Array.from({ length: 100 }, (_, index) => String(50_000 - gap * 100 - index));
      recordReadings(store, day, startMs + gap * 300 * pollMs);
    }
    const { points } = chart(store, { buckets: 60 });
    const after = points
      .filter(({ isAfterGap }) => isAfterGap)
      .map(({ fromMs }) => (fromMs - startMs) / pollMs);
    assert.equal(after.length, 29);
    for (const [index, at] of after.entries()) assert.equal(Math.floor(at / 300), index + 1);
  });

  it("the chart marks top-ups, resets and changed limits, and no consumption", async () => {
    const store = await openStore();
    const month = { limit: "100" };
    recordReadings(store, [
      meter("50", { ...month, used: "50" }),
      meter("40", { ...month, used: "60" }),
      meter("90", { ...month, used: "60" }),
      meter("100", { ...month, used: "0" }),
      meter("200", { used: "0", limit: "200" }),
      meter("150", { used: "50", limit: "200" }),
      meter("170", { used: "30", limit: "200" }),
    ]);
    assert.deepEqual(
      chart(store).marks.map(({ type, amount, atMs }) => `${type} ${amount} ${(atMs - startMs) / pollMs}`),
      ["topUp 50 2", "reset 10 3", "limit 100 4"],
    );
    assert.equal(chart(store, { fromMs: startMs + 3 * pollMs, toMs: startMs + 4 * pollMs }).marks.length, 1);
  });

  it("the chart gives the newest 200 marks, in order of time", async () => {
    const store = await openStore();
    recordReadings(
      store,
      Array.from({ length: 301 }, (_, index) => String(index)),
    );
    const { marks } = chart(store, { buckets: 10 });
    assert.equal(marks.length, 200);
    assert.equal(marks[0]?.atMs, startMs + 101 * pollMs);
    assert.equal(marks.at(-1)?.atMs, startMs + 300 * pollMs);
  });

  it("the chart is empty for an unknown meter or account, and for a time without readings", async () => {
    const store = await falling(5);
    const empty = { points: [], marks: [] };
    assert.deepEqual(chart(store, { meterId: "other" }), empty);
    assert.deepEqual(chart(store, { accountId: "other" }), empty);
    assert.deepEqual(chart(store, { fromMs: startMs + 6 * pollMs }), empty);
    assert.deepEqual(chart(store, { toMs: startMs }), empty);
  });
});
