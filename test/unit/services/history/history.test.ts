import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, it } from "mocha";
import { minuteMs } from "../../../../src/core/time/durations.ts";
import { History } from "../../../../src/services/history/history.ts";
import type { HistoryFailure } from "../../../../src/services/history/historyFile.ts";
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

/** A history whose opening and store do what a test says: the real database, but for what is put in its way. */
async function bench() {
  const clock = new FakeClock();
  const folder = await temporaryFolder();
  const openings: boolean[] = [];
  const news: HistoryFailure[] = [];
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
  const door = { open };
  const history = new History({
    open: (isSuspect) => {
      openings.push(isSuspect);
      return door.open();
    },
    clock,
    reportBug: (error) => bugs.push(error),
  });
  history.onDidFail((told) => news.push(told));
  history.onDidChange((accountId) => changes.push(accountId));
  const attempt = (): Attempt => {
    const attemptedAtMs = clock.now();
    const snapshot = snapshotOf([meterOf("5")]);
    return { source: "s", reading: { snapshot, readAtMs: attemptedAtMs }, failures: 0, attemptedAtMs };
  };
  return {
    clock,
    openings,
    news,
    changes,
    bugs,
    closed,
    open,
    door,
    history,
    attempt,
    /** Another program's connection to the same file. */
    besides(): DatabaseSync {
      const other = new DatabaseSync(file);
      others.push(other);
      return other;
    },
    save: () => history.save("poof", attempt(), gapMs),
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
    await using all = await bench();
    assert.deepEqual([all.openings.length, all.history.offReason()], [0, undefined]);
    await Promise.all([all.history.load("poof"), all.history.accountIds(), all.save()]);
    await all.history.load("poof");
    assert.deepEqual(all.openings, [false]);
    assert.deepEqual([all.news, all.bugs], [[], []]);
  });

  it("the history stores attempts and samples, and names the changed account", async () => {
    await using all = await bench();
    const kept = all.attempt();
    assert.equal(await all.history.save("poof", kept, gapMs), true);
    assert.deepEqual(await all.history.load("poof"), kept);
    assert.deepEqual(all.changes, ["poof"]);
    const chart = await all.history.read((store) =>
      store.chart({ accountId: "poof", meterId: "credits", buckets: 10 }),
    );
    assert.equal(chart?.points.length, 1);
    await all.history.delete("poof", "keep");
    assert.equal(await all.history.load("poof"), undefined);
    assert.deepEqual(await all.history.accountIds(), ["poof"]);
    await all.history.delete("poof", "delete");
    assert.deepEqual(await all.history.accountIds(), []);
  });

  it("the history stores no sample for a failed attempt, whose reading is an old one", async () => {
    await using all = await bench();
    const samples = async () => {
      const chart = { accountId: "poof", meterId: "credits", buckets: 10 };
      return (await all.history.read((store) => store.chart(chart)))?.points.length;
    };
    await all.history.save("poof", { ...all.attempt(), failure: { kind: "keyMissing" }, failures: 1 }, gapMs);
    assert.equal(await samples(), 0);
    await all.save();
    assert.equal(await samples(), 1);
  });

  it("the history is off while the disk rejects it, reports that once, and recovers by itself", async () => {
    await using all = await bench();
    all.door.open = off;
    assert.equal(await all.save(), false);
    assert.equal(await all.history.load("poof"), undefined);
    assert.deepEqual(await all.history.accountIds(), []);
    assert.equal(all.history.offReason(), "folderRefused");
    assert.equal(all.openings.length, 1, "not tried again at once");
    for (let minute = 0; minute < 5; minute += 1) {
      all.clock.jump(minuteMs + 1);
      assert.equal(await all.save(), false);
    }
    assert.equal(all.openings.length, 6);
    assert.deepEqual(all.news, [{ kind: "off", reason: "folderRefused" }]);
    all.door.open = all.open;
    all.clock.jump(minuteMs + 1);
    assert.equal(await all.save(), true);
    assert.equal(all.history.offReason(), undefined);
    assert.deepEqual([all.news.length, all.bugs.length], [1, 0]);
  });

  it("the history tries again also after the clock was set back", async () => {
    await using all = await bench();
    all.door.open = off;
    await all.save();
    all.door.open = all.open;
    all.clock.jump(-24 * 60 * minuteMs);
    assert.equal(await all.save(), true);
  });

  it("the history reports an exception on opening as a bug, and tries again later", async () => {
    await using all = await bench();
    all.door.open = () => Promise.reject(new Error("a bug"));
    assert.equal(await all.history.load("poof"), undefined);
    assert.equal(await all.save(), false);
    assert.equal(all.bugs.length, 1);
    assert.equal(all.history.offReason(), "failed");
    all.door.open = all.open;
    all.clock.jump(minuteMs + 1);
    assert.equal(await all.save(), true);
  });

  it("the history reports a full disk once, goes on reading, and recovers with the next write", async () => {
    await using all = await bench();
    await all.save();
    let isFull = true;
    await all.history.read((store) => {
      const saveAttempt = store.saveAttempt.bind(store);
      store.saveAttempt = (accountId, attempt, gapMs) => {
        if (isFull) throw new HistoryError("diskFull");
        saveAttempt(accountId, attempt, gapMs);
      };
    });
    assert.deepEqual([await all.save(), await all.save()], [false, false]);
    assert.equal(all.history.offReason(), "diskFull");
    assert.deepEqual(all.news, [{ kind: "off", reason: "diskFull" }]);
    assert.ok(await all.history.load("poof"));
    isFull = false;
    assert.equal(await all.save(), true);
    assert.equal(all.history.offReason(), undefined);
    assert.deepEqual(all.openings, [false], "nothing was opened anew");
  });

  it("the history reads a file of a newer version, writes nothing, and says so", async () => {
    await using all = await bench();
    await all.save();
    all.history.dispose();
    const changes: string[] = [];
    const news: HistoryFailure[] = [];
    const newer = new History({
      clock: all.clock,
      reportBug: (error) => all.bugs.push(error),
      open: async () => {
        const opened = await all.open();
        return opened.kind === "open"
          ? { ...opened, store: Object.assign(opened.store, { isReadOnly: true }) }
          : opened;
      },
    });
    newer.onDidChange((accountId) => changes.push(accountId));
    newer.onDidFail((told) => news.push(told));
    assert.ok(await newer.load("poof"));
    assert.equal(await newer.save("poof", all.attempt(), gapMs), false);
    await newer.delete("poof", "delete");
    assert.equal(await newer.prune(Number.MAX_SAFE_INTEGER, 10), 0);
    assert.ok(await newer.load("poof"));
    assert.equal(newer.offReason(), "newerVersion");
    assert.deepEqual([changes, news], [[], [{ kind: "off", reason: "newerVersion" }]]);
    newer.dispose();
    assert.deepEqual(all.bugs, []);
  });

  it("the history reports that a damaged file was moved aside", async () => {
    await using all = await bench();
    all.door.open = async () => ({ ...(await all.open()), damagedMovedTo: "history-damaged.db" }) as never;
    await all.history.load("poof");
    assert.deepEqual(all.news, [{ kind: "damaged", movedTo: "history-damaged.db" }]);
    assert.equal(all.history.offReason(), undefined);
  });

  it("the history waits for a file that another program locks without blocking the process", async () => {
    await using all = await bench();
    await all.history.accountIds();
    const other = all.besides();
    other.exec("BEGIN IMMEDIATE");
    // A host that is kept waiting would not get to this, and nothing would be kept.
    setTimeout(() => other.exec("ROLLBACK"), 300);
    assert.equal(await all.save(), true);
    assert.deepEqual([all.news, all.bugs], [[], []]);
  });

  it("the history gives up on a file that stays locked, reports it once, and recovers", async function () {
    this.timeout(minuteMs);
    await using all = await bench();
    await all.history.accountIds();
    const other = all.besides();
    other.exec("BEGIN IMMEDIATE");
    assert.equal(await all.save(), false);
    assert.equal(await all.history.coordinate((notes) => notes.saveRetryHold("poof", 1, 0), "held"), "held");
    assert.equal(await all.save(), false);
    assert.equal(all.history.offReason(), "failed");
    assert.deepEqual([all.news, all.bugs], [[{ kind: "off", reason: "failed" }], []]);
    other.exec("ROLLBACK");
    assert.equal(await all.save(), true);
    assert.equal(all.history.offReason(), undefined);
    assert.deepEqual(all.openings, [false]);
  });

  it("the history distinguishes a locked file from a history that is off", async () => {
    await using all = await bench();
    const ask = () => all.history.coordinate(() => "asked", "held");
    all.door.open = off;
    assert.equal(await ask(), undefined);
    all.door.open = async () => ({ kind: "off", reason: "failed", isBusy: true });
    all.clock.jump(minuteMs + 1);
    assert.equal(await ask(), "held");
    all.door.open = all.open;
    all.clock.jump(minuteMs + 1);
    assert.equal(await ask(), "asked");
    all.history.dispose();
    assert.equal(await ask(), "held");
  });

  it("the history reopens a file that is found damaged, once for all callers, and asks again", async () => {
    await using all = await bench();
    await all.save();
    await all.history.read((store) => {
      store.loadAttempt = () => {
        throw new HistoryError("failed", "reopen");
      };
    });
    const found = await Promise.all([all.history.load("poof"), all.history.load("poof")]);
    assert.ok(found.every((attempt) => attempt !== undefined));
    assert.deepEqual(all.openings, [false, true]);
    assert.equal(all.closed.length, 1);
  });

  it("the history does not ask a third time when the new file fails as well", async () => {
    await using all = await bench();
    let asked = 0;
    const found = await all.history.read(() => {
      asked += 1;
      throw new HistoryError("failed", "reopen");
    });
    assert.deepEqual([found, asked, all.openings.length], [undefined, 2, 2]);
    assert.equal(all.history.offReason(), "failed");
  });

  it("the history reports another exception as a bug, and stays on", async () => {
    await using all = await bench();
    const found = await all.history.read(() => {
      throw new TypeError("a bug");
    });
    assert.equal(found, undefined);
    assert.equal(all.bugs.length, 1);
    assert.equal(all.history.offReason(), undefined);
  });

  it("the history closes its store when disposed, also one that is being opened", async () => {
    await using all = await bench();
    const waiting = all.history.load("poof");
    all.history.dispose();
    assert.equal(await waiting, undefined);
    assert.equal(all.closed.length, 1);
    assert.equal(await all.save(), false);

    await using other = await bench();
    await other.save();
    const asked = other.history.read(() => "asked");
    other.history.dispose();
    assert.equal(await asked, "asked", "a last word comes through");
    assert.equal(await other.history.read(() => "asked"), undefined);
    assert.deepEqual([other.closed.length, other.bugs.length], [1, 0]);
  });
});
