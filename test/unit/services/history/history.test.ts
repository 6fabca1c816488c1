import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, it } from "mocha";
import { minuteMs } from "../../../../src/core/time/durations.ts";
import { createAttemptStore } from "../../../../src/services/history/attemptStore.ts";
import { History, type HistoryFailure } from "../../../../src/services/history/history.ts";
import { pruneHistory } from "../../../../src/services/history/retention.ts";
import type { Attempt } from "../../../../src/store/attempt.ts";
import { openHistory } from "../../../../src/store/database/openHistory.lazy.ts";
import {
  HistoryError,
  type HistoryStore,
  type OpenHistoryResult,
} from "../../../../src/store/historyStore.ts";
import { meterOf, snapshotOf } from "../../../helpers/accountStatus.ts";
import { FakeClock } from "../../../helpers/fakeClock.ts";
import { temporaryFolder } from "../../../helpers/temporaryFolder.ts";

const gapMs = 10 * minuteMs;

/** A history on a real database, whose opening and store a test can replace. */
async function createHistoryHarness() {
  const clock = new FakeClock();
  const folder = await temporaryFolder();
  const openings: boolean[] = [];
  const failures: HistoryFailure[] = [];
  const changes: string[] = [];
  const bugs: unknown[] = [];
  const closed: HistoryStore[] = [];
  const file = join(folder.path, "history.db");
  const others: DatabaseSync[] = [];
  const open = async (): Promise<OpenHistoryResult> => {
    const opened = await openHistory(file);
    if (opened.kind === "off") return opened;
    const { store } = opened;
    const close = store.close.bind(store);
    store.close = () => {
      closed.push(store);
      close();
    };
    return opened;
  };
  const opener = { open };
  const history = new History({
    open: (isSuspect) => {
      openings.push(isSuspect);
      return opener.open();
    },
    clock,
    reportBug: (error) => bugs.push(error),
  });
  const attemptStore = createAttemptStore(history, clock);
  history.onDidFail((failure) => failures.push(failure));
  history.onDidChange((accountId) => changes.push(accountId));
  const attempt = (): Attempt => {
    const attemptedAtMs = clock.now();
    const snapshot = snapshotOf([meterOf("5")]);
    return { source: "s", reading: { snapshot, readAtMs: attemptedAtMs }, failures: 0, attemptedAtMs };
  };
  return {
    clock,
    openings,
    failures,
    changes,
    bugs,
    closed,
    open,
    opener,
    history,
    attemptStore,
    attempt,
    /** Another program's connection to the same file. */
    openSqlite(): DatabaseSync {
      const other = new DatabaseSync(file);
      others.push(other);
      return other;
    },
    save: () => attemptStore.save("poof", attempt(), gapMs),
    async [Symbol.asyncDispose]() {
      history.dispose();
      for (const other of others) other.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

const off = async (): Promise<OpenHistoryResult> => ({ kind: "off", reason: "folderRefused" });

describe("History", () => {
  it("the history opens its file on first use, once for all callers", async () => {
    await using harness = await createHistoryHarness();
    assert.deepEqual([harness.openings.length, harness.history.offReason()], [0, undefined]);
    await Promise.all([harness.attemptStore.load("poof"), harness.attemptStore.accountIds(), harness.save()]);
    await harness.attemptStore.load("poof");
    assert.deepEqual(harness.openings, [false]);
    assert.deepEqual([harness.failures, harness.bugs], [[], []]);
  });

  it("the history stores attempts and samples, and names the changed account", async () => {
    await using harness = await createHistoryHarness();
    const attempt = harness.attempt();
    assert.equal(await harness.attemptStore.save("poof", attempt, gapMs), true);
    assert.deepEqual(await harness.attemptStore.load("poof"), attempt);
    assert.deepEqual(harness.changes, ["poof"]);
    const chart = await harness.history.read((store) =>
      store.chart({ accountId: "poof", meterId: "credits", buckets: 10 }),
    );
    assert.equal(chart?.points.length, 1);
    await harness.attemptStore.delete("poof", "keep");
    assert.equal(await harness.attemptStore.load("poof"), undefined);
    assert.deepEqual(await harness.attemptStore.accountIds(), ["poof"]);
    await harness.attemptStore.delete("poof", "delete");
    assert.deepEqual(await harness.attemptStore.accountIds(), []);
  });

  it("the history stores no sample for a failed attempt, whose reading is an old one", async () => {
    await using harness = await createHistoryHarness();
    const samples = async () => {
      const chart = { accountId: "poof", meterId: "credits", buckets: 10 };
      return (await harness.history.read((store) => store.chart(chart)))?.points.length;
    };
    await harness.attemptStore.save(
      "poof",
      { ...harness.attempt(), failure: { kind: "keyMissing" }, failures: 1 },
      gapMs,
    );
    assert.equal(await samples(), 0);
    await harness.save();
    assert.equal(await samples(), 1);
  });

  it("the history is off while the disk rejects it, reports that once, and recovers by itself", async () => {
    await using harness = await createHistoryHarness();
    harness.opener.open = off;
    assert.equal(await harness.save(), false);
    assert.equal(await harness.attemptStore.load("poof"), undefined);
    assert.deepEqual(await harness.attemptStore.accountIds(), []);
    assert.equal(harness.history.offReason(), "folderRefused");
    assert.equal(harness.openings.length, 1, "not tried again at once");
    for (let minute = 0; minute < 5; minute += 1) {
      harness.clock.jump(minuteMs + 1);
      assert.equal(await harness.save(), false);
    }
    assert.equal(harness.openings.length, 6);
    assert.deepEqual(harness.failures, [{ kind: "off", reason: "folderRefused" }]);
    harness.opener.open = harness.open;
    harness.clock.jump(minuteMs + 1);
    assert.equal(await harness.save(), true);
    assert.equal(harness.history.offReason(), undefined);
    assert.deepEqual([harness.failures.length, harness.bugs.length], [1, 0]);
  });

  it("the history tries again also after the clock was set back", async () => {
    await using harness = await createHistoryHarness();
    harness.opener.open = off;
    await harness.save();
    harness.opener.open = harness.open;
    harness.clock.jump(-24 * 60 * minuteMs);
    assert.equal(await harness.save(), true);
  });

  it("the history reports an exception on opening as a bug, and tries again later", async () => {
    await using harness = await createHistoryHarness();
    harness.opener.open = () => Promise.reject(new Error("a bug"));
    assert.equal(await harness.attemptStore.load("poof"), undefined);
    assert.equal(await harness.save(), false);
    assert.equal(harness.bugs.length, 1);
    assert.equal(harness.history.offReason(), "failed");
    harness.opener.open = harness.open;
    harness.clock.jump(minuteMs + 1);
    assert.equal(await harness.save(), true);
  });

  it("the history reports a full disk once, goes on reading, and recovers with the next write", async () => {
    await using harness = await createHistoryHarness();
    await harness.save();
    let isFull = true;
    await harness.history.read((store) => {
      const saveAttempt = store.saveAttempt.bind(store);
      store.saveAttempt = (accountId, attempt, gapMs) => {
        if (isFull) throw new HistoryError("diskFull");
        saveAttempt(accountId, attempt, gapMs);
      };
    });
    assert.deepEqual([await harness.save(), await harness.save()], [false, false]);
    assert.equal(harness.history.offReason(), "diskFull");
    assert.deepEqual(harness.failures, [{ kind: "off", reason: "diskFull" }]);
    assert.ok(await harness.attemptStore.load("poof"));
    isFull = false;
    assert.equal(await harness.save(), true);
    assert.equal(harness.history.offReason(), undefined);
    assert.deepEqual(harness.openings, [false], "nothing was opened anew");
  });

  it("the history reads a file of a newer version, writes nothing, and says so", async () => {
    await using harness = await createHistoryHarness();
    await harness.save();
    harness.history.dispose();
    const changes: string[] = [];
    const failures: HistoryFailure[] = [];
    const newer = new History({
      clock: harness.clock,
      reportBug: (error) => harness.bugs.push(error),
      open: async () => {
        const opened = await harness.open();
        return opened.kind === "open"
          ? { ...opened, store: Object.assign(opened.store, { isReadOnly: true }) }
          : opened;
      },
    });
    const newerAttempts = createAttemptStore(newer, harness.clock);
    newer.onDidChange((accountId) => changes.push(accountId));
    newer.onDidFail((failure) => failures.push(failure));
    assert.ok(await newerAttempts.load("poof"));
    assert.equal(await newerAttempts.save("poof", harness.attempt(), gapMs), false);
    await newerAttempts.delete("poof", "delete");
    assert.equal(await pruneHistory(newer, Number.MAX_SAFE_INTEGER, 10), 0);
    assert.ok(await newerAttempts.load("poof"));
    assert.equal(newer.offReason(), "newerVersion");
    assert.deepEqual([changes, failures], [[], [{ kind: "off", reason: "newerVersion" }]]);
    newer.dispose();
    assert.deepEqual(harness.bugs, []);
  });

  it("the history reports that a damaged file was moved aside", async () => {
    await using harness = await createHistoryHarness();
    harness.opener.open = async () =>
      ({ ...(await harness.open()), damagedMovedTo: "history-damaged.db" }) as never;
    await harness.attemptStore.load("poof");
    assert.deepEqual(harness.failures, [{ kind: "damaged", movedTo: "history-damaged.db" }]);
    assert.equal(harness.history.offReason(), undefined);
  });

  it("the history waits for a file that another program locks without blocking the process", async () => {
    await using harness = await createHistoryHarness();
    await harness.attemptStore.accountIds();
    const other = harness.openSqlite();
    other.exec("BEGIN IMMEDIATE");
    // If the process were blocked, this timer would not fire, and nothing would be stored.
    setTimeout(() => other.exec("ROLLBACK"), 300);
    assert.equal(await harness.save(), true);
    assert.deepEqual([harness.failures, harness.bugs], [[], []]);
  });

  it("the history gives up on a file that stays locked, reports it once, and recovers", async function () {
    this.timeout(minuteMs);
    await using harness = await createHistoryHarness();
    await harness.attemptStore.accountIds();
    const other = harness.openSqlite();
    other.exec("BEGIN IMMEDIATE");
    assert.equal(await harness.save(), false);
    assert.equal(
      await harness.history.coordinate((store) => store.saveRetryHold("poof", 1, 0), "held"),
      "held",
    );
    assert.equal(await harness.save(), false);
    assert.equal(harness.history.offReason(), "failed");
    assert.deepEqual([harness.failures, harness.bugs], [[{ kind: "off", reason: "failed" }], []]);
    other.exec("ROLLBACK");
    assert.equal(await harness.save(), true);
    assert.equal(harness.history.offReason(), undefined);
    assert.deepEqual(harness.openings, [false]);
  });

  it("the history distinguishes a locked file from a history that is off", async () => {
    await using harness = await createHistoryHarness();
    const coordinate = () => harness.history.coordinate(() => "asked", "held");
    harness.opener.open = off;
    assert.equal(await coordinate(), undefined);
    harness.opener.open = async () => ({ kind: "off", reason: "failed", isBusy: true });
    harness.clock.jump(minuteMs + 1);
    assert.equal(await coordinate(), "held");
    harness.opener.open = harness.open;
    harness.clock.jump(minuteMs + 1);
    assert.equal(await coordinate(), "asked");
    harness.history.dispose();
    assert.equal(await coordinate(), "held");
  });

  it("the history reopens a file that is found damaged, once for all callers, and asks again", async () => {
    await using harness = await createHistoryHarness();
    await harness.save();
    await harness.history.read((store) => {
      store.loadAttempt = () => {
        throw new HistoryError("failed", "reopen");
      };
    });
    const found = await Promise.all([harness.attemptStore.load("poof"), harness.attemptStore.load("poof")]);
    assert.ok(found.every((attempt) => attempt !== undefined));
    assert.deepEqual(harness.openings, [false, true]);
    assert.equal(harness.closed.length, 1);
  });

  it("the history does not ask a third time when the new file fails as well", async () => {
    await using harness = await createHistoryHarness();
    let asked = 0;
    const found = await harness.history.read(() => {
      asked += 1;
      throw new HistoryError("failed", "reopen");
    });
    assert.deepEqual([found, asked, harness.openings.length], [undefined, 2, 2]);
    assert.equal(harness.history.offReason(), "failed");
  });

  it("the history reports another exception as a bug, and stays on", async () => {
    await using harness = await createHistoryHarness();
    const found = await harness.history.read(() => {
      throw new TypeError("a bug");
    });
    assert.equal(found, undefined);
    assert.equal(harness.bugs.length, 1);
    assert.equal(harness.history.offReason(), undefined);
  });

  it("the history closes its store when disposed, also one that is being opened", async () => {
    await using harness = await createHistoryHarness();
    const waiting = harness.attemptStore.load("poof");
    harness.history.dispose();
    assert.equal(await waiting, undefined);
    assert.equal(harness.closed.length, 1);
    assert.equal(await harness.save(), false);

    await using other = await createHistoryHarness();
    await other.save();
    const asked = other.history.read(() => "asked");
    other.history.dispose();
    assert.equal(await asked, "asked", "a call before the disposal still succeeds");
    assert.equal(await other.history.read(() => "asked"), undefined);
    assert.deepEqual([other.closed.length, other.bugs.length], [1, 0]);
  });
});
