import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Attempt } from "../../../../../src/store/attempt.ts";
import { alertName, snoozeLeaseName } from "../../../../../src/store/coordinationStore.ts";
import { entry, gapMs, ledger, meter, points, poll, startMs } from "../helpers/readings.ts";
import { bare, open, tempFile } from "../helpers/tempHistory.ts";

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
  it("comes back as it was kept, in another window too", async () => {
    const file = tempFile();
    const store = await open(file);
    store.saveAttempt("poof", { ...attempt, failures: 1 }, gapMs);
    store.saveAttempt("poof", attempt, gapMs);
    assert.deepEqual((await open(file)).loadAttempt("poof"), attempt);
  });

  it("is none where none was kept", async () => {
    const store = await open();
    assert.equal(store.loadAttempt("poof"), undefined);
    poll(store, ["1"]);
    assert.equal(store.loadAttempt("poof"), undefined);
  });

  it("is none where what is kept cannot be read", async () => {
    const file = tempFile();
    const store = await open(file);
    store.saveAttempt("poof", attempt, gapMs);
    for (const json of ["", "null", "{}", '{"source":1}', JSON.stringify(attempt).replace('"12.', '"12x')]) {
      bare(file).prepare("UPDATE attempt SET json = ?").run(json);
      assert.equal(store.loadAttempt("poof"), undefined, json);
    }
  });

  it("is kept together with its sample, or not at all", async () => {
    const file = tempFile();
    const store = await open(file);
    const { failure: _, ...good } = attempt;
    store.saveAttempt("poof", good, gapMs);
    assert.equal(points(store).length, 1);
    bare(file).exec("CREATE TRIGGER refuse BEFORE INSERT ON sample BEGIN SELECT RAISE(ABORT, 'no'); END");
    const snapshot = { meters: [meter("7")], isBlocked: false, details: [] } as const;
    const next = { ...good, reading: { snapshot, readAtMs: startMs + 5 } };
    assert.throws(() => store.saveAttempt("poof", next, gapMs));
    assert.deepEqual(store.loadAttempt("poof"), good);
  });

  it("can be forgotten while the history stays", async () => {
    const store = await open();
    poll(store, ["2", "1"]);
    store.saveAttempt("poof", attempt, gapMs);
    store.deleteAttempt("poof");
    store.deleteAttempt("nobody");
    assert.equal(store.loadAttempt("poof"), undefined);
    assert.equal(points(store).length, 2);
    assert.deepEqual(store.accountIds(), ["poof"]);
  });
});

describe("forgetting an account", () => {
  it("leaves nothing of it in any table, and all of the others", async () => {
    const file = tempFile();
    const store = await open(file);
    for (const id of ["poof", "coals"]) {
      store.recordReading(id, [meter("2"), meter("7", { id: "requests" })], startMs, 1);
      store.recordReading(id, [meter("1"), meter("6", { id: "requests" })], startMs + 1, 1);
      store.saveAttempt(id, attempt, gapMs);
      store.addLedgerPage(id, [entry(1, startMs)], true, meter("1"));
      store.saveSyncState(id, "complete", 1);
      store.coordination.claimNotification(alertName(id, "low", "balance"), startMs, 1);
      store.coordination.claimNotification(alertName(id, "keyRejected"), startMs, 1);
      store.coordination.acquireLease(snoozeLeaseName(id), "snooze", startMs, 1);
      store.coordination.saveRetryHold(id, startMs, startMs);
      store.coordination.saveTokens(id, "seal", Uint8Array.of(1));
    }
    store.deleteAccount("poof");
    store.deleteAccount("nobody");
    assert.deepEqual(store.accountIds(), ["coals"]);
    assert.deepEqual(ledger(store), []);
    const database = bare(file);
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

  it("lets it begin anew", async () => {
    const store = await open();
    poll(store, ["2", "1"]);
    store.deleteAccount("poof");
    poll(store, ["9"]);
    assert.equal(points(store).length, 1);
    assert.deepEqual(ledger(store), []);
  });
});
