import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Attempt } from "../../../../../src/store/attempt.ts";
import { alertName, snoozeLeaseName } from "../../../../../src/store/coordinationStore.ts";
import { storeLedgerPage } from "../../../../helpers/storeLedgerPage.ts";
import {
  chartPoints,
  entry,
  gapMs,
  meter,
  readEntries,
  recordReadings,
  startMs,
} from "../helpers/readings.ts";
import { openSqlite, openStore, tempFile } from "../helpers/tempHistory.ts";

const attempt: Attempt = {
  source: "https://api.example",
  reading: {
    snapshot: { meters: [meter("12.000000000000000000001", { used: "3" })], isBlocked: false, details: [] },
    readAtMs: startMs,
  },
  failure: { kind: "timeout", seconds: 15 },
  failures: 2,
  attemptedAtMs: startMs + 1,
};

describe("the last attempt of an account", () => {
  it("a saved attempt is read back unchanged, also in another window", async () => {
    const file = tempFile();
    const store = await openStore(file);
    store.saveAttempt("poof", { ...attempt, failures: 1 }, gapMs);
    store.saveAttempt("poof", attempt, gapMs);
    assert.deepEqual((await openStore(file)).loadAttempt("poof"), attempt);
  });

  it("an account without a saved attempt has none", async () => {
    const store = await openStore();
    assert.equal(store.loadAttempt("poof"), undefined);
    recordReadings(store, ["1"]);
    assert.equal(store.loadAttempt("poof"), undefined);
  });

  it("a stored attempt that cannot be read counts as none", async () => {
    const file = tempFile();
    const store = await openStore(file);
    store.saveAttempt("poof", attempt, gapMs);
    for (const json of ["", "null", "{}", '{"source":1}', JSON.stringify(attempt).replace('"12.', '"12x')]) {
      openSqlite(file).prepare("UPDATE attempt SET json = ?").run(json);
      assert.equal(store.loadAttempt("poof"), undefined, json);
    }
  });

  it("an attempt is saved together with its sample, or not at all", async () => {
    const file = tempFile();
    const store = await openStore(file);
    const { failure: _, ...good } = attempt;
    store.saveAttempt("poof", good, gapMs);
    assert.equal(chartPoints(store).length, 1);
    openSqlite(file).exec(
      "CREATE TRIGGER refuse BEFORE INSERT ON sample BEGIN SELECT RAISE(ABORT, 'no'); END",
    );
    const snapshot = { meters: [meter("7")], isBlocked: false, details: [] } as const;
    const next = { ...good, reading: { snapshot, readAtMs: startMs + 5 } };
    assert.throws(() => store.saveAttempt("poof", next, gapMs));
    assert.deepEqual(store.loadAttempt("poof"), good);
  });

  it("an attempt can be deleted while the history stays", async () => {
    const store = await openStore();
    recordReadings(store, ["2", "1"]);
    store.saveAttempt("poof", attempt, gapMs);
    store.deleteAttempt("poof");
    store.deleteAttempt("nobody");
    assert.equal(store.loadAttempt("poof"), undefined);
    assert.equal(chartPoints(store).length, 2);
    assert.deepEqual(store.accountIds(), ["poof"]);
  });
});

describe("deleting an account", () => {
  it("deleting an account removes its rows from every table and leaves those of other accounts", async () => {
    const file = tempFile();
    const store = await openStore(file);
    for (const id of ["poof", "coals"]) {
      store.recordReading(id, [meter("2"), meter("7", { id: "requests" })], startMs, 1);
      store.recordReading(id, [meter("1"), meter("6", { id: "requests" })], startMs + 1, 1);
      store.saveAttempt(id, attempt, gapMs);
      storeLedgerPage(store, id, [entry(1, startMs)], meter("1"));
      store.saveSyncState(id, { state: "complete" }, 1);
      store.coordination.claimNotification(alertName(id, "low", "balance"), startMs, 1);
      store.coordination.claimNotification(alertName(id, "keyRejected"), startMs, 1);
      store.coordination.acquireLease(snoozeLeaseName(id), "snooze", startMs, 1);
      store.coordination.saveRetryHold(id, startMs, startMs);
      store.coordination.saveTokens(id, "seal", Uint8Array.of(1));
    }
    store.deleteAccount("poof");
    store.deleteAccount("nobody");
    assert.deepEqual(store.accountIds(), ["coals"]);
    assert.deepEqual(readEntries(store), []);
    const database = openSqlite(file);
    for (const [table, rows] of Object.entries({
      account: 1,
      attempt: 1,
      sync: 1,
      meter: 2,
      sample: 4,
      entry: 1,
      told: 2,
      claim: 1,
      hold: 1,
      sealed: 1,
    })) {
      assert.equal(database.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.rows, rows, table);
    }
  });

  it("a deleted account can be recorded again from the start", async () => {
    const store = await openStore();
    recordReadings(store, ["2", "1"]);
    store.deleteAccount("poof");
    recordReadings(store, ["9"]);
    assert.equal(chartPoints(store).length, 1);
    assert.deepEqual(readEntries(store), []);
  });
});
