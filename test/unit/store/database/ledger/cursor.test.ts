import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { MeterReading } from "../../../../../src/core/readings/snapshot.ts";
import { migrate } from "../../../../../src/store/database/sqlite/migrate.ts";
import { migrations } from "../../../../../src/store/database/sqlite/schema.ts";
import type { HistoryStore } from "../../../../../src/store/historyStore.ts";
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
import { openSqlite, openStore, tempFile } from "../helpers/tempHistory.ts";

const [here, there] = ["acme https://one.example", "acme https://two.example"];

/** Records a good reading at a base URL, `index` polls after the start. */
function read(store: HistoryStore, source: string, index: number, values: string | MeterReading): void {
  const meters = [typeof values === "string" ? meter(values) : values] as const;
  const readAtMs = startMs + index * pollMs;
  const reading = { snapshot: { meters, isBlocked: false, details: [] }, readAtMs };
  store.saveAttempt("poof", { source, reading, failures: 0, attemptedAtMs: readAtMs }, gapMs);
}

const observedAmounts = (store: HistoryStore) =>
  readEntries(store, { source: "observed" }).map(({ amount }) => `${amount}`);
const page = (ids: readonly number[], description: string) =>
  ids.map((id) => entry(id, startMs + id * pollMs, { description }));
const providerRows = (store: HistoryStore) =>
  readEntries(store, { source: "provider" }).map(({ id, description }) => `${id} ${description}`);

describe("an account that is read at another base URL", () => {
  it("a sample at another base URL begins after a gap, without a change between the two", async () => {
    const store = await openStore();
    read(store, here, 0, "5000");
    read(store, here, 1, "4999");
    read(store, there, 2, "100");
    read(store, there, 3, "98");
    assert.deepEqual(observedAmounts(store), ["-1", "-2"]);
    assert.deepEqual(
      chartPoints(store).map(({ remaining, isAfterGap }) => `${remaining}${isAfterGap ? " !" : ""}`),
      ["5000", "4999", "100 !", "98"],
    );
    const days = store.consumption("poof", "balance", {
      fromMs: startMs,
      toMs: startMs + 4 * pollMs,
      timeZone: "UTC",
    });
    assert.deepEqual(
      days.map(({ consumed }) => String(consumed)),
      ["3"],
    );
  });

  it("a sample at another base URL begins also with the same value, and at each return", async () => {
    const store = await openStore();
    for (const [index, source] of [here, there, here, here].entries()) read(store, source, index, "7");
    assert.deepEqual(
      chartPoints(store).map(({ isAfterGap }) => isAfterGap),
      [false, true, true],
    );
    assert.deepEqual(observedAmounts(store), []);
  });

  it("the forecast and the reconciliation use only readings of the current base URL", async () => {
    const store = await openStore();
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

  it("the base URL changes with a reading in time, not with a failed or late one", async () => {
    const store = await openStore();
    read(store, here, 1, "9");
    const failed = { source: there, failure: { kind: "timeout", seconds: 15 }, failures: 1 } as const;
    store.saveAttempt("poof", { ...failed, attemptedAtMs: startMs + 2 * pollMs }, gapMs);
    read(store, here, 3, "8");
    assert.deepEqual(observedAmounts(store), ["-1"]);
    read(store, there, 2, "100");
    read(store, there, 4, "99");
    assert.deepEqual(observedAmounts(store), ["-1"]);
    assert.equal(chartPoints(store).at(-1)?.isAfterGap, true);
  });

  it("the change of the base URL applies to every window", async () => {
    const file = tempFile();
    const [one, two] = [await openStore(file), await openStore(file)];
    read(one, here, 0, "5000");
    read(two, there, 1, "100");
    read(one, there, 2, "99");
    read(two, there, 3, "98");
    assert.deepEqual(observedAmounts(one), ["-1", "-1"]);
  });

  it("a meter that only one base URL has is stored separately", async () => {
    const store = await openStore();
    read(store, here, 0, "5");
    read(store, there, 1, meter("70", { id: "requests" }));
    read(store, there, 2, meter("60", { id: "requests" }));
    read(store, there, 3, "4");
    assert.deepEqual(observedAmounts(store), ["-10"]);
    assert.equal(chartPoints(store).at(-1)?.isAfterGap, true);
  });
});

describe("the ledger of an account at another base URL", () => {
  it("the ledger is fetched from its beginning and takes over ids that both base URLs have", async () => {
    const store = await openStore();
    read(store, here, 0, "5");
    storeLedgerPage(store, "poof", page([3, 2, 1], "old"), meter("5"), here);
    store.saveSyncState("poof", { state: "complete" }, startMs);
    read(store, there, 1, "5");
    assert.deepEqual(store.syncState("poof"), { state: "none", entries: 0 });
    storeLedgerPage(store, "poof", page([6, 5, 3], "new"), meter("5"), there);
    assert.equal(store.findWalk("poof", here), undefined);
    assert.equal(store.findWalk("poof", there)?.version, 1);
    storeLedgerPage(store, "poof", page([3, 2], "new"), meter("5"), there);
    assert.deepEqual(providerRows(store), ["1 old", "2 new", "3 new", "5 new", "6 new"]);
    assert.equal(store.syncState("poof").entries, 4);
    assert.equal(store.bookedAmounts("poof", "balance", 0, 9e15).length, 4);
  });

  it("the ledger begins with its first page before any reading, and explains no old balance", async () => {
    const store = await openStore();
    read(store, here, 0, "5");
    read(store, here, 1, "4");
    store.saveSyncState("poof", { state: "complete" }, startMs);
    storeLedgerPage(store, "poof", [], meter("5"), there);
    assert.deepEqual(store.syncState("poof"), { state: "none", entries: 0 });
    assert.deepEqual(store.balances("poof", "balance", 0, 9e15), []);
  });

  it("the ledger begins again when the account returns, with its old entries still readable", async () => {
    const store = await openStore();
    storeLedgerPage(store, "poof", page([2, 1], "old"), meter("5"), here);
    storeLedgerPage(store, "poof", [], meter("5"), there);
    storeLedgerPage(store, "poof", page([3, 2], "back"), meter("5"), here);
    assert.equal(store.findWalk("poof", here)?.version, 1);
    assert.deepEqual(providerRows(store), ["1 old", "2 back", "3 back"]);
  });
});

describe("a file of a version without base URLs", () => {
  it("the first base URL that is recorded counts for everything in an older file", async () => {
    const file = tempFile();
    const database = openSqlite(file);
    migrate(database, migrations.slice(0, 2));
    database.exec(`
      INSERT INTO account VALUES (1, 'poof');
      INSERT INTO sync VALUES (1, 'complete', ${startMs});
      INSERT INTO meter VALUES (1, 1, 'balance', 'credits', '', NULL);
      INSERT INTO sample VALUES (1, ${startMs}, ${startMs}, NULL, 0, '9', NULL, NULL, NULL, NULL, NULL);
      INSERT INTO entry VALUES (1, 1, ${startMs}, '1', '1', 1, 'debit', 1, '-1', NULL, 'old', 'old', NULL, NULL)`);
    database.close();
    const store = await openStore(file);
    recordReadings(store, ["8"], startMs + pollMs);
    read(store, here, 2, "7");
    storeLedgerPage(store, "poof", page([2], "new"), meter("7"), here);
    assert.deepEqual(observedAmounts(store), ["-1", "-1"]);
    assert.deepEqual(store.syncState("poof"), { state: "complete", atMs: startMs, entries: 2 });
    assert.equal(store.balances("poof", "balance", 0, 9e15).length, 3);
    assert.equal(store.bookedAmounts("poof", "balance", 0, 9e15).length, 2);
    read(store, there, 3, "100");
    assert.deepEqual(observedAmounts(store), ["-1", "-1"]);
  });
});
