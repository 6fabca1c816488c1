import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { seededRandom } from "../../../../../src/core/common/seededRandom.ts";
import { type Amount, amountOf, plus } from "../../../../../src/core/money/amount.ts";
import { dayMs, minuteMs } from "../../../../../src/core/time/durations.ts";
import type { HistoryStore } from "../../../../../src/store/historyStore.ts";
import { meter, readAllPages, startMs } from "../helpers/readings.ts";
import { openStore } from "../helpers/tempHistory.ts";

const maxPauseMs = 3 * minuteMs;
const minutes = 3 * 24 * 60;
const endMs = startMs + minutes * minuteMs;

/** A value for each minute of three days: mostly down, sometimes up, with a gap, a reset and a time without a limit. */
function record(store: HistoryStore, rises: number): void {
  const random = seededRandom(7);
  let [units, used] = [100_000_000, 0];
  for (let index = 0; index < minutes; index += 1) {
    if (index > 700 && index < 760) continue;
    const change = 1 + Math.floor(random() * 1000);
    units += random() < rises ? change : -change;
    used = index === 2000 ? 0 : used + change;
    const remaining = index > 3000 && index < 3020 ? null : `${units / 1000}`;
    const reading = meter(remaining, { used: `${used / 1000}` });
    store.recordReading("poof", [reading], startMs + index * minuteMs, maxPauseMs);
  }
}

function thinAll(store: HistoryStore, olderThanMs: number): number {
  let slices = 0;
  while (store.thin(olderThanMs)) slices += 1;
  return slices;
}

/** What has to be the same before and after: sums by type, the consumption of each day, the ends, breaks and resets. */
function facts(store: HistoryStore) {
  const rows = readAllPages(store, { source: "observed", limit: 500 });
  const sums: Record<string, Amount> = {};
  for (const { type, amount } of rows) sums[type] = plus(sums[type] ?? amountOf("0"), amount);
  const range = { fromMs: startMs, toMs: endMs };
  const { points } = store.chart({ accountId: "poof", meterId: "balance", buckets: 10, ...range });
  return {
    sums,
    days: ["UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham"].map((timeZone) =>
      store.consumption("poof", "balance", { ...range, timeZone }),
    ),
    ends: [points[0], points.at(-1)].map((point) => point?.remaining),
    breaks: points.filter(({ isAfterGap }) => isAfterGap).length > 0,
    lowest: Math.min(...points.map(({ remaining }) => Number(remaining))),
  };
}

describe("thinning", () => {
  for (const rises of [0, 0.1, 0.5]) {
    it(`thinning keeps all sums, days, ends and resets where ${rises * 100} % of the values rise`, async () => {
      const store = await openStore();
      record(store, rises);
      const before = facts(store);
      const count = readAllPages(store, { source: "observed", limit: 500 }).length;
      thinAll(store, endMs - dayMs);
      assert.deepEqual(facts(store), before);
      const left = readAllPages(store, { source: "observed", limit: 500 });
      const old = left.filter(({ atMs }) => atMs < endMs - dayMs);
      assert.ok(old.length <= 2 * 2 * 96 + 60, `${old.length} of ${count} left`);
      // The last day is as it was read.
      assert.ok(left.length - old.length > 1000);
      assert.equal(store.thin(endMs - dayMs), false);
    });
  }

  it("thinning keeps a balance and the amounts before it consistent with the next reading", async () => {
    const store = await openStore();
    record(store, 0.3);
    thinAll(store, endMs - dayMs);
    store.recordReading("poof", [meter("1")], endMs + minuteMs, maxPauseMs);
    const balances = store.balances("poof", "balance", 0, endMs + dayMs);
    assert.equal(balances.at(-1)?.balance, "1");
    assert.ok(balances.every(({ atMs }, index) => index === 0 || atMs >= (balances[index - 1]?.atMs ?? 0)));
  });

  it("thinning is done in small steps, and none is left for a meter that is not read", async () => {
    const store = await openStore();
    record(store, 0);
    assert.equal(thinAll(store, endMs - dayMs), 8);
    assert.equal(store.thin(endMs + 1), true);
  });
});
