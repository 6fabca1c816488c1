import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { entry, gapMs, ledger, meter, points, poll, pollMs, startMs } from "../helpers/readings.ts";
import { open } from "../helpers/tempHistory.ts";

describe("pruning", () => {
  it("deletes what ended before the instant, oldest first, a batch at a time", async () => {
    const store = await open();
    poll(store, ["9", "8", "7", "6", "5", "4", "3"]);
    const limitMs = startMs + 5 * pollMs;
    assert.equal(store.prune(limitMs, 3), 3);
    assert.deepEqual(
      points(store).map(({ remaining }) => String(remaining)),
      ["6", "5", "4", "3"],
    );
    assert.equal(store.prune(limitMs, 3), 2);
    assert.equal(store.prune(limitMs, 3), 0);
    assert.deepEqual(
      points(store).map(({ remaining }) => String(remaining)),
      ["4", "3"],
    );
  });

  it("keeps a sample that lasted beyond the instant", async () => {
    const store = await open();
    poll(store, ["9", "9", "9", "8"]);
    assert.equal(store.prune(startMs + 2 * pollMs, 100), 0);
    assert.equal(store.prune(startMs + 2 * pollMs + 1, 100), 1);
  });

  it("never deletes the newest sample of a meter", async () => {
    const store = await open();
    store.recordReading("poof", [meter("1"), meter("2", { id: "requests" })], startMs, gapMs);
    assert.equal(store.prune(startMs + 1e12, 100), 0);
    assert.equal(points(store, "requests").length, 1);
  });

  it("takes the batch over all accounts, samples and entries together", async () => {
    const store = await open();
    for (const id of ["poof", "coals"]) {
      store.recordReading(id, [meter("2")], startMs, gapMs);
      store.recordReading(id, [meter("1")], startMs + pollMs, gapMs);
      store.addLedgerPage(id, [entry(2, startMs + 1), entry(1, startMs)], true, meter("1"));
    }
    assert.equal(store.prune(startMs + 1, 3), 3);
    assert.equal(store.prune(startMs + 1, 3), 1);
    assert.deepEqual(
      ledger(store).map(({ id }) => id),
      ["2", `balance-${startMs + pollMs}`],
    );
  });

  it("opens no hole in a provider's ledger, and closes one that went", async () => {
    const store = await open();
    store.addLedgerPage(
      "poof",
      [entry(3, startMs + 3), entry(2, startMs + 2), entry(1, startMs + 1)],
      true,
      meter("1"),
    );
    store.prune(startMs + 3, 100);
    assert.equal(store.firstGap("poof"), undefined);
    store.addLedgerPage("poof", [entry(2, startMs + 2)], false, meter("1"));
    store.prune(startMs + 3, 100);
    assert.equal(store.firstGap("poof"), undefined);
    assert.equal(store.syncState("poof").entries, 1);
  });
});

describe("the size of the history", () => {
  it("falls by what is deleted, though the file stays as large", async () => {
    const store = await open();
    poll(store, ["2", "1"]);
    const empty = store.bytes;
    const page = Array.from({ length: 500 }, (_, id) =>
      entry(id, startMs, { description: "x".repeat(2000) }),
    );
    store.addLedgerPage("coals", page, true, meter("1"));
    assert.ok(store.bytes > empty + 1_000_000, String(store.bytes));
    store.deleteAccount("coals");
    assert.ok(store.bytes < empty + 50_000, String(store.bytes));
  });
});
