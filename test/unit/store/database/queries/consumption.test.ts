import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { minus } from "../../../../../src/core/money/amount.ts";
import { minuteMs } from "../../../../../src/core/time/durations.ts";
import type { HistoryStore } from "../../../../../src/store/historyStore.ts";
import { storeLedgerPage } from "../../../../helpers/storeLedgerPage.ts";
import { entry, gapMs, meter, pollMs, recordReadings, startMs } from "../helpers/readings.ts";
import { openStore } from "../helpers/tempHistory.ts";

const forever = 9e15;

function days(store: HistoryStore, timeZone: string, fromMs = 0, toMs = forever): string[] {
  const range = { fromMs, toMs, timeZone };
  return store.consumption("poof", "balance", range).map(({ day, consumed }) => `${day} ${consumed}`);
}

describe("consumption per hour", () => {
  it("each hour of a day has what was used in it, exactly, limited to the hours with readings", async () => {
    const store = await openStore();
    const at = (minutes: number, remaining: string) =>
      store.recordReading("poof", [meter(remaining)], startMs + minutes * minuteMs, 24 * 60 * minuteMs);
    at(-30, "10");
    at(10, "9.9");
    at(50, "9.7");
    at(130, "8");
    at(135, "20");
    const hours = (fromMs: number, toMs: number) =>
      store
        .hourlyConsumption("poof", "balance", { fromMs, toMs, timeZone: "UTC" })
        .map(({ startMs: hourMs, consumed }) => `${(hourMs - startMs) / (60 * minuteMs)} ${consumed}`);
    assert.deepEqual(hours(startMs - 840 * minuteMs, forever), ["-1 0", "0 0.3", "1 0", "2 1.7"]);
    assert.deepEqual(hours(startMs, startMs + 120 * minuteMs), ["0 0.3", "1 0"]);
    assert.deepEqual(hours(startMs + 400 * minuteMs, forever), []);
  });

  it("hours begin with the local day, also where the zone is half an hour off", async () => {
    const store = await openStore();
    recordReadings(store, ["10", "9"]);
    const fromMs = startMs - 18.5 * 60 * minuteMs;
    const [hour] = store.hourlyConsumption("poof", "balance", {
      fromMs,
      toMs: forever,
      timeZone: "Asia/Kolkata",
    });
    assert.equal(hour?.startMs, startMs - 30 * minuteMs);
  });
});

describe("consumption per day", () => {
  it("consumption sums what was used exactly, without top-ups, resets and limit changes", async () => {
    const store = await openStore();
    recordReadings(store, [
      meter("1", { limit: "1" }),
      meter("0.9", { limit: "1" }),
      meter("0.7", { limit: "1" }),
      meter("50", { limit: "1" }),
      meter("49.7", { limit: "1" }),
      meter("40", { limit: "2" }),
    ]);
    assert.deepEqual(days(store, "UTC"), ["2026-11-16 0.6"]);
  });

  it("consumption adds amounts of any number of digits exactly", async () => {
    const store = await openStore();
    const readings = [
      "100000000000000000000",
      "99999999999999999999.999999999",
      "99999999999999999999",
      "1",
      "0.5",
    ];
    recordReadings(store, [...readings, "0.25", "-0.1", "-0.100000000000000000000000001", "-7"]);
    assert.deepEqual(days(store, "UTC"), ["2026-11-16 100000000000000000007"]);
  });

  it("consumption includes every day of the local calendar", async () => {
    const store = await openStore();
    // 16:55 and 17:05 UTC are before and after midnight in Bangkok.
    store.recordReading("poof", [meter("10")], startMs + 170 * minuteMs, gapMs);
    store.recordReading("poof", [meter("9")], startMs + 175 * minuteMs, gapMs);
    store.recordReading("poof", [meter("7")], startMs + 185 * minuteMs, gapMs);
    store.recordReading("poof", [meter("4")], startMs + 3 * 24 * 60 * minuteMs, gapMs);
    assert.deepEqual(days(store, "Asia/Bangkok"), [
      "2026-11-16 1",
      "2026-11-17 2",
      "2026-11-18 0",
      "2026-11-19 3",
    ]);
  });

  it("a day on which the clocks change is one day of 23 or 25 hours", async () => {
    const store = await openStore();
    const fromMs = Date.UTC(2026, 9, 23, 22, 30);
    const hours = Array.from({ length: 73 }, (_, hour) => hour);
    for (const hour of hours)
      store.recordReading("poof", [meter(String(-hour))], fromMs + hour * 60 * minuteMs, gapMs * 9);
    assert.deepEqual(days(store, "Europe/Berlin"), ["2026-10-24 23", "2026-10-25 25", "2026-10-26 24"]);
  });

  it("consumption covers exactly the range", async () => {
    const store = await openStore();
    recordReadings(store, ["10", "9", "7", "4"]);
    assert.deepEqual(days(store, "UTC", startMs + pollMs, startMs + 3 * pollMs), ["2026-11-16 3"]);
    assert.deepEqual(days(store, "UTC", startMs + 4 * pollMs), []);
    assert.deepEqual(days(store, "UTC", 0, startMs), []);
    assert.deepEqual(store.consumption("poof", "other", { fromMs: 0, toMs: forever, timeZone: "UTC" }), []);
  });
});

describe("balances and provider entries for reconciliation", () => {
  it("balances are remaining plus held at both ends of each sample", async () => {
    const store = await openStore();
    recordReadings(store, [
      meter("10", { held: "2" }),
      meter("10", { held: "2" }),
      meter("7.5", { held: "0.5" }),
      null,
      "3",
    ]);
    assert.deepEqual(
      store
        .balances("poof", "balance", 0, forever)
        .map(({ atMs, balance }) => [(atMs - startMs) / pollMs, String(balance)]),
      [
        [0, "12"],
        [1, "12"],
        [2, "8"],
        [4, "3"],
      ],
    );
  });

  it("balances end at the edges of the range where a sample crosses them", async () => {
    const store = await openStore();
    recordReadings(store, ["10", "10", "10", "9", "9", "9"]);
    const found = store.balances("poof", "balance", startMs + 0.5 * pollMs, startMs + 4.5 * pollMs);
    assert.deepEqual(
      found.map(({ atMs, balance }) => [(atMs - startMs) / pollMs, String(balance)]),
      [
        [0.5, "10"],
        [2, "10"],
        [3, "9"],
        [4.5, "9"],
      ],
    );
    assert.deepEqual(store.balances("poof", "balance", startMs + 6 * pollMs, forever), []);
    assert.deepEqual(store.balances("poof", "balance", startMs + 2.5 * pollMs, startMs + 3 * pollMs), []);
  });

  it("provider entries of the meter are given in order of time", async () => {
    const store = await openStore();
    const page = [
      entry(10, startMs),
      entry(9, startMs),
      entry(3, startMs - 1),
      entry(2, startMs - 1, { meterId: "other" }),
    ];
    storeLedgerPage(store, "poof", page.toReversed(), meter("1"));
    const amounts = store.bookedAmounts("poof", "balance", startMs - 1, startMs + 1);
    assert.deepEqual(
      amounts.map(({ atMs, amount }) => [atMs, String(amount)]),
      [
        [startMs - 1, "-1"],
        [startMs, "-1"],
        [startMs, "-1"],
      ],
    );
    assert.equal(store.bookedAmounts("poof", "balance", startMs, startMs).length, 0);
    assert.equal(store.bookedAmounts("nobody", "balance", 0, forever).length, 0);
  });

  it("the observed entries add up to the difference of the balances", async () => {
    const store = await openStore();
    recordReadings(
      store,
      Array.from({ length: 200 }, (_, index) => `${(index * 7919) % 1000}.${(index % 9) + 1}`),
    );
    const balances = store.balances("poof", "balance", 0, forever);
    const [first, last] = [balances[0]?.balance, balances.at(-1)?.balance];
    assert.ok(first && last);
    const rows = store.ledger(
      { accountId: "poof", order: "oldest", limit: 500 },
      { change: "", reset: "", limit: "", window: "", returned: "", notBooked: "", unexplained: "" },
    ).rows;
    const total = rows.reduce((left, { amount }) => minus(left, amount), last);
    assert.equal(total, first);
  });
});
