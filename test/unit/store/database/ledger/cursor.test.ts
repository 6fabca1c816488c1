import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { MeterReading } from "../../../../../src/core/readings/snapshot.ts";
import { migrate } from "../../../../../src/store/database/sqlite/migrate.ts";
import { migrations } from "../../../../../src/store/database/sqlite/schema.ts";
import type { HistoryStore } from "../../../../../src/store/historyStore.ts";
import { entry, gapMs, ledger, meter, points, poll, pollMs, startMs } from "../helpers/readings.ts";
import { bare, open, tempFile } from "../helpers/tempHistory.ts";

const [here, there] = ["acme https://one.example", "acme https://two.example"];

/** A good reading at a place, `index` polls after the start. */
function read(store: HistoryStore, source: string, index: number, values: string | MeterReading): void {
  const meters = [typeof values === "string" ? meter(values) : values] as const;
  const readAtMs = startMs + index * pollMs;
  const reading = { snapshot: { meters, isBlocked: false, details: [] }, readAtMs };
  store.saveAttempt("poof", { source, reading, failures: 0, attemptedAtMs: readAtMs }, gapMs);
}

const told = (store: HistoryStore) => ledger(store, { source: "observed" }).map(({ amount }) => `${amount}`);
const page = (ids: readonly number[], description: string) =>
  ids.map((id) => entry(id, startMs + id * pollMs, { description }));
const kept = (store: HistoryStore) =>
  ledger(store, { source: "provider" }).map(({ id, description }) => `${id} ${description}`);

describe("an account that is read at another place", () => {
  it("begins a sample there after a gap, and tells of no change between the two", async () => {
    const store = await open();
    read(store, here, 0, "5000");
    read(store, here, 1, "4999");
    read(store, there, 2, "100");
    read(store, there, 3, "98");
    assert.deepEqual(told(store), ["-1", "-2"]);
    assert.deepEqual(
      points(store).map(({ remaining, isAfterGap }) => `${remaining}${isAfterGap ? " !" : ""}`),
      ["5000", "4999", "100 !", "98"],
    );
    const days = store.consumption("poof", "balance", startMs, startMs + 4 * pollMs);
    assert.deepEqual(
      days.map(({ consumed }) => String(consumed)),
      ["3"],
    );
  });

  it("begins it also where the value happens to be the same, and each time that it goes back", async () => {
    const store = await open();
    for (const [index, source] of [here, there, here, here].entries()) read(store, source, index, "7");
    assert.deepEqual(
      points(store).map(({ isAfterGap }) => isAfterGap),
      [false, true, true],
    );
    assert.deepEqual(told(store), []);
  });

  it("is forecast, and compared with its ledger, by what was seen there alone", async () => {
    const store = await open();
    for (const [index, left] of ["9", "8", "6"].entries()) read(store, here, index, left);
    for (const [index, left] of ["50", "49.5"].entries()) read(store, there, 3 + index, left);
    const spending = store.spending("poof", "balance", 0);
    assert.deepEqual(
      [spending?.fromMs, spending?.decreases.map(({ amount }) => amount), spending?.unknownRanges],
      [startMs + 3 * pollMs, [0.5], []],
    );
    assert.deepEqual(
      store.balances("poof", "balance", 0, 9e15).map(({ balance }) => String(balance)),
      ["50", "49.5"],
    );
  });

  it("is known there once a reading came in time, not by one that failed or came late", async () => {
    const store = await open();
    read(store, here, 1, "9");
    const failed = { source: there, failure: { kind: "timeout", seconds: 15 }, failures: 1 } as const;
    store.saveAttempt("poof", { ...failed, attemptedAtMs: startMs + 2 * pollMs }, gapMs);
    read(store, here, 3, "8");
    assert.deepEqual(told(store), ["-1"]);
    read(store, there, 2, "100");
    read(store, there, 4, "99");
    assert.deepEqual(told(store), ["-1"]);
    assert.equal(points(store).at(-1)?.isAfterGap, true);
  });

  it("is so for every window", async () => {
    const file = tempFile();
    const [one, two] = [await open(file), await open(file)];
    read(one, here, 0, "5000");
    read(two, there, 1, "100");
    read(one, there, 2, "99");
    read(two, there, 3, "98");
    assert.deepEqual(told(one), ["-1", "-1"]);
  });

  it("keeps meters apart that only one of the places has", async () => {
    const store = await open();
    read(store, here, 0, "5");
    read(store, there, 1, meter("70", { id: "requests" }));
    read(store, there, 2, meter("60", { id: "requests" }));
    read(store, there, 3, "4");
    assert.deepEqual(told(store), ["-10"]);
    assert.equal(points(store).at(-1)?.isAfterGap, true);
  });
});

describe("the ledger of an account at another place", () => {
  it("is fetched from its beginning, and takes over the ids that it shares with the old one", async () => {
    const store = await open();
    read(store, here, 0, "5");
    store.addLedgerPage("poof", page([3, 2, 1], "old"), true, meter("5"), here);
    store.saveSyncState("poof", "complete", startMs);
    read(store, there, 1, "5");
    assert.deepEqual(store.syncState("poof"), { state: "none", entries: 0 });
    store.addLedgerPage("poof", page([6, 5, 3], "new"), false, meter("5"), there);
    assert.deepEqual(store.firstGap("poof"), { id: "3", newer: 2, atMs: startMs + 3 * pollMs });
    store.addLedgerPage("poof", page([3, 2], "new"), true, meter("5"), there);
    assert.equal(store.firstGap("poof"), undefined);
    assert.deepEqual(kept(store), ["1 old", "2 new", "3 new", "5 new", "6 new"]);
    assert.equal(store.syncState("poof").entries, 4);
    assert.equal(store.bookedAmounts("poof", "balance", 0, 9e15).length, 4);
  });

  it("has no hole of the old one's, nor counts its entries as newer", async () => {
    const store = await open();
    store.addLedgerPage("poof", page([90, 80], "old"), false, meter("5"), here);
    store.addLedgerPage("poof", page([7, 6], "new"), false, meter("5"), there);
    assert.deepEqual(store.firstGap("poof"), { id: "6", newer: 1, atMs: startMs + 6 * pollMs });
    store.addLedgerPage("poof", page([6], "new"), true, meter("5"), there);
    assert.equal(store.firstGap("poof"), undefined);
  });

  it("begins with its first page where nothing was read there yet, and then explains no old balance", async () => {
    const store = await open();
    read(store, here, 0, "5");
    read(store, here, 1, "4");
    store.saveSyncState("poof", "complete", startMs);
    store.addLedgerPage("poof", [], true, meter("5"), there);
    assert.deepEqual(store.syncState("poof"), { state: "none", entries: 0 });
    assert.deepEqual(store.balances("poof", "balance", 0, 9e15), []);
  });

  it("begins anew when the account goes back, its old entries still there to read", async () => {
    const store = await open();
    store.addLedgerPage("poof", page([2, 1], "old"), true, meter("5"), here);
    store.addLedgerPage("poof", [], true, meter("5"), there);
    store.addLedgerPage("poof", page([3, 2], "back"), false, meter("5"), here);
    assert.equal(store.firstGap("poof")?.id, "2");
    assert.deepEqual(kept(store), ["1 old", "2 back", "3 back"]);
  });
});

describe("a file from before places were known", () => {
  it("takes the first source that is told for where everything in it was read", async () => {
    const file = tempFile();
    const database = bare(file);
    migrate(database, migrations.slice(0, 2));
    database.exec(`
      INSERT INTO account VALUES (1, 'poof');
      INSERT INTO sync VALUES (1, 'complete', ${startMs});
      INSERT INTO meter VALUES (1, 1, 'balance', 'credits', '', NULL);
      INSERT INTO sample VALUES (1, ${startMs}, ${startMs}, NULL, 0, '9', NULL, NULL, NULL, NULL, NULL);
      INSERT INTO entry VALUES (1, 1, ${startMs}, '1', '1', 1, 'debit', 1, '-1', NULL, 'old', 'old', NULL, NULL)`);
    database.close();
    const store = await open(file);
    poll(store, ["8"], startMs + pollMs);
    read(store, here, 2, "7");
    store.addLedgerPage("poof", page([2], "new"), false, meter("7"), here);
    assert.deepEqual(told(store), ["-1", "-1"]);
    assert.deepEqual(store.syncState("poof"), { state: "complete", atMs: startMs, entries: 2 });
    assert.equal(store.balances("poof", "balance", 0, 9e15).length, 3);
    assert.equal(store.bookedAmounts("poof", "balance", 0, 9e15).length, 2);
    read(store, there, 3, "100");
    assert.deepEqual(told(store), ["-1", "-1"]);
  });
});
