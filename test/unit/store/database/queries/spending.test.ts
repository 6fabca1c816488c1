import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { hourMs, minuteMs } from "../../../../../src/core/time/durations.ts";
import type { HistoryStore } from "../../../../../src/store/historyStore.ts";
import { gapMs, meter, pollMs, recordReadings, startMs } from "../helpers/readings.ts";
import { openStore } from "../helpers/tempHistory.ts";

function falls(store: HistoryStore, fromMs = 0): (readonly number[])[] {
  const decreases = store.spending("poof", "balance", fromMs)?.decreases ?? [];
  return decreases.map(({ fromMs: from, toMs, amount, count }) => [
    (from - startMs) / minuteMs,
    (toMs - startMs) / minuteMs,
    amount,
    count,
  ]);
}

describe("the spending of a meter", () => {
  it("decreases are summed by the hour in which they were observed", async () => {
    const store = await openStore();
    recordReadings(store, [meter("10"), meter("9.5"), meter("9.5"), meter("8")]);
    store.recordReading("poof", [meter("7")], startMs + 70 * minuteMs, 9 * gapMs);
    assert.deepEqual(falls(store), [
      [0, 15, 2, 2],
      [15, 70, 1, 1],
    ]);
    assert.deepEqual(falls(store, startMs + hourMs), [[15, 70, 1, 1]]);
  });

  it("a decrease that was observed only after a long pause stays separate", async () => {
    const store = await openStore();
    recordReadings(store, [meter("10"), meter("9")]);
    store.recordReading("poof", [meter("3")], startMs + 10 * hourMs, gapMs);
    store.recordReading("poof", [meter("2")], startMs + 10 * hourMs + pollMs, gapMs);
    assert.deepEqual(falls(store), [
      [0, 5, 1, 1],
      [5, 600, 6, 1],
      [600, 605, 1, 1],
    ]);
  });

  it("a hold is no spending, and a captured hold is", async () => {
    const store = await openStore();
    recordReadings(store, [meter("10"), meter("6", { held: "4" }), meter("7"), meter("6")]);
    assert.deepEqual(falls(store), [[5, 15, 4, 2]]);
  });

  it("spending is unknown across a top-up, a reset, a limit change or an unlimited meter", async () => {
    const store = await openStore();
    const readings = [
      meter("10", { used: "0", limit: "10" }),
      meter("4", { used: "6", limit: "10" }),
      meter("10", { used: "0", limit: "10" }),
      meter("20", { used: "0", limit: "20" }),
      meter("25", { used: "0", limit: "20" }),
      meter(null, { used: "0", limit: null }),
      meter("25", { used: "0", limit: "20" }),
    ];
    recordReadings(store, readings);
    const unknown = store.spending("poof", "balance", 0)?.unknownRanges ?? [];
    const minutes = unknown.map(({ fromMs, toMs }) => [
      (fromMs - startMs) / minuteMs,
      (toMs - startMs) / minuteMs,
    ]);
    assert.deepEqual(minutes, [
      [5, 10],
      [10, 15],
      [15, 20],
      [25, 25],
    ]);
    assert.deepEqual(falls(store), [[0, 5, 6, 1]]);
  });

  it("spending gives the range that has readings, and nothing without readings", async () => {
    const store = await openStore();
    recordReadings(store, [meter("10"), meter("10"), meter("9")]);
    const { fromMs, toMs } = store.spending("poof", "balance", 0) ?? {};
    assert.deepEqual([fromMs, toMs], [startMs, startMs + 2 * pollMs]);
    assert.equal(store.spending("poof", "balance", startMs + hourMs), undefined);
    assert.equal(store.spending("poof", "quota", 0), undefined);
  });
});
