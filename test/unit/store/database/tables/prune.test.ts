import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { storeLedgerPage } from "../../../../helpers/storeLedgerPage.ts";
import {
  chartPoints,
  entry,
  gapMs,
  meter,
  pollMs,
  readEntries,
  recordReadings,
  startMs,
} from "../helpers/readings.ts";
import { openStore } from "../helpers/tempHistory.ts";

describe("pruning", () => {
  it("pruning deletes what ended before the instant, oldest first, in batches", async () => {
    const store = await openStore();
    recordReadings(store, ["9", "8", "7", "6", "5", "4", "3"]);
    const limitMs = startMs + 5 * pollMs;
    assert.equal(store.prune(limitMs, 3), 3);
    assert.deepEqual(
      chartPoints(store).map(({ remaining }) => String(remaining)),
      ["6", "5", "4", "3"],
    );
    assert.equal(store.prune(limitMs, 3), 2);
    assert.equal(store.prune(limitMs, 3), 0);
    assert.deepEqual(
      chartPoints(store).map(({ remaining }) => String(remaining)),
      ["4", "3"],
    );
  });

  it("pruning keeps a sample that lasted beyond the instant", async () => {
    const store = await openStore();
    recordReadings(store, ["9", "9", "9", "8"]);
    assert.equal(store.prune(startMs + 2 * pollMs, 100), 0);
    assert.equal(store.prune(startMs + 2 * pollMs + 1, 100), 1);
  });

  it("pruning never deletes the newest sample of a meter", async () => {
    const store = await openStore();
    store.recordReading("poof", [meter("1"), meter("2", { id: "requests" })], startMs, gapMs);
    assert.equal(store.prune(startMs + 1e12, 100), 0);
    assert.equal(chartPoints(store, "requests").length, 1);
  });

  it("a batch counts over all accounts, samples and entries together", async () => {
    const store = await openStore();
    for (const id of ["poof", "coals"]) {
      store.recordReading(id, [meter("2")], startMs, gapMs);
      store.recordReading(id, [meter("1")], startMs + pollMs, gapMs);
      storeLedgerPage(store, id, [entry(2, startMs + 1), entry(1, startMs)], meter("1"));
    }
    assert.equal(store.prune(startMs + 1, 3), 3);
    assert.equal(store.prune(startMs + 1, 3), 1);
    assert.deepEqual(
      readEntries(store).map(({ id }) => id),
      ["2", `balance-${startMs + pollMs}`],
    );
  });

  it("pruning opens no gap in a provider's ledger, and closes one that was pruned", async () => {
    const store = await openStore();
    storeLedgerPage(
      store,
      "poof",
      [entry(3, startMs + 3), entry(2, startMs + 2), entry(1, startMs + 1)],
      meter("1"),
    );
    store.prune(startMs + 3, 100);
    storeLedgerPage(store, "poof", [entry(2, startMs + 2)], meter("1"));
    store.prune(startMs + 3, 100);
    assert.equal(store.syncState("poof").entries, 1);
  });
});

describe("the size of the history", () => {
  it("the size of the history falls by what is deleted, although the file stays as large", async () => {
    const store = await openStore();
    recordReadings(store, ["2", "1"]);
    const empty = store.bytes;
    const page = Array.from({ length: 500 }, (_, id) =>
      entry(id, startMs, { description: "x".repeat(2000) }),
    );
    storeLedgerPage(store, "coals", page, meter("1"));
    assert.ok(store.bytes > empty + 1_000_000, String(store.bytes));
    store.deleteAccount("coals");
    assert.ok(store.bytes < empty + 50_000, String(store.bytes));
  });
});
