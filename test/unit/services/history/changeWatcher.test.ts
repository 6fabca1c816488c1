import assert from "node:assert/strict";
import { failed } from "../../../../src/core/readings/outcome.ts";
import { hourMs, minuteMs } from "../../../../src/core/time/durations.ts";
import { delay } from "../../../../src/services/common/timers.ts";
import { ChangeWatcher } from "../../../../src/services/history/changeWatcher.ts";
import { History } from "../../../../src/services/history/history.ts";
import { openHistory } from "../../../../src/store/database/openHistory.lazy.ts";
import { FakeClock, flushPromises } from "../../../helpers/fakeClock.ts";
import { goodOutcome } from "../../../helpers/gatedReader.ts";
import { accountOf, createPollerHarness } from "../../../helpers/pollerHarness.ts";
import { tempFile } from "../../store/database/helpers/tempHistory.ts";

const account = accountOf("poof");

/** Two windows that share one store; the first one has read the account once. */
async function twoWindows() {
  const first = createPollerHarness([account]);
  const { clock, attemptStore, coordination } = first;
  const second = createPollerHarness([account], { clock, attemptStore, coordination });
  await first.poller.start();
  await flushPromises();
  await second.poller.start();
  await flushPromises();
  /** Ends the first window like a killed process: its leases stay, and none of its timers fires. */
  const killFirst = () => {
    const [lease] = coordination.leases.values();
    const release = coordination.releaseLease.bind(coordination);
    coordination.releaseLease = (name, holder) => {
      if (holder !== lease?.holder) release(name, holder);
    };
    first.poller.dispose();
  };
  return { first, second, killFirst };
}

describe("two windows with one account", () => {
  it("two windows read an account once: the second uses the first one's reading", async () => {
    const { first, second } = await twoWindows();
    assert.equal(first.reader.reads.length, 1);
    assert.equal(second.reader.reads.length, 0);
    assert.equal(second.poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "1");
  });

  it("two windows read an account once an interval, at the instant that was drawn for both", async () => {
    const { first, second } = await twoWindows();
    first.random.next = 0.1;
    second.random.next = 0.9;
    await first.clock.advance(2 * hourMs);
    const reads = [...first.reader.reads, ...second.reader.reads].map(({ atMs }) => atMs);
    const alone = createPollerHarness([account]);
    alone.random.next = first.reader.reads.length > second.reader.reads.length ? 0.1 : 0.9;
    await alone.poller.start();
    await alone.clock.advance(2 * hourMs);
    assert.ok(Math.abs(reads.length - alone.reader.reads.length) <= 2, `${reads.length} in two hours`);
    const sorted = reads.sort((a, b) => a - b);
    assert.ok(sorted.every((atMs, index) => index === 0 || atMs - (sorted[index - 1] ?? 0) >= 4 * minuteMs));
  });

  it("two windows back off together: the wait after a failure applies to both", async () => {
    const { first, second } = await twoWindows();
    for (const { random, reader } of [first, second]) {
      random.next = 1;
      reader.outcome = () => failed({ kind: "timeout", seconds: 15 });
    }
    const startMs = first.clock.now();
    await first.clock.advance(4 * hourMs);
    const minutes = [first, second].flatMap(({ reader }) => reader.readMinutes("poof", startMs));
    // The reading at minute 0 was before; then the failures follow at doubling distances.
    assert.deepEqual(
      minutes
        .filter((minute) => minute > 0)
        .sort((a, b) => a - b)
        .map(Math.floor),
      [5, 15, 35, 75, 135, 195],
    );
  });

  it("two windows share a reading in progress, also when both are refreshed", async () => {
    const { first, second } = await twoWindows();
    await first.clock.advance(minuteMs);
    first.reader.isPaused = true;
    second.reader.isPaused = true;
    const both = Promise.all([first.poller.refresh(), second.poller.refresh()]);
    await flushPromises();
    const reads = [...first.reader.reads.slice(1), ...second.reader.reads];
    assert.equal(reads.length, 1);
    reads[0]?.answer(goodOutcome("9"));
    await first.clock.advance(1_000);
    await both;
    for (const { poller } of [first, second]) {
      assert.equal(poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "9");
    }
    assert.equal(first.reader.reads.length + second.reader.reads.length, 2);
    first.reader.isPaused = false;
    await first.poller.refresh();
    assert.equal(first.reader.reads.length, 3, "asked again, it is read again");
  });

  it("a refresh in one window reads again what the other window showed before and stores only afterwards", async () => {
    const { first, second } = await twoWindows();
    const { clock, attemptStore } = first;
    const save = attemptStore.save.bind(attemptStore);
    attemptStore.save = async (...args) => {
      await delay(clock, 300, new AbortController().signal);
      return await save(...args);
    };
    await clock.advance(minuteMs);
    first.reader.outcome = () => goodOutcome("5");
    const before = first.poller.refresh();
    await flushPromises();
    assert.equal(first.poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "5");
    await clock.advance(1);
    second.reader.outcome = () => goodOutcome("4");
    const after = second.poller.refresh();
    await clock.advance(1_000);
    await Promise.all([before, after]);
    assert.equal(second.poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "4");
    assert.deepEqual([first.reader.reads.length, second.reader.reads.length], [2, 1]);
  });

  it("a window takes over from one that died while it read, within a minute", async () => {
    const { first, second, killFirst } = await twoWindows();
    first.reader.isPaused = true;
    second.random.next = 1;
    await first.clock.advance(5 * minuteMs);
    assert.equal(first.reader.reads.length, 2, "the first asks");
    killFirst();
    assert.equal(second.reader.reads.length, 0);
    await first.clock.advance(minuteMs);
    assert.equal(second.reader.reads.length, 1);
    assert.equal(second.poller.statuses()[0]?.failure, undefined);
  });

  it("a window leaves a slow reading to the window that began it", async () => {
    const { first, second } = await twoWindows();
    for (const { reader } of [first, second]) reader.isPaused = true;
    second.random.next = 1;
    await first.clock.advance(5 * minuteMs);
    assert.equal(first.reader.reads.length, 2, "the first asks");
    await first.clock.advance(75_000);
    first.reader.reads[1]?.answer(goodOutcome("7"));
    await first.clock.advance(minuteMs);
    assert.equal(second.reader.reads.length, 0);
    assert.equal(second.poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "7");
  });

  it("a window takes over at once from one that was closed while it read", async () => {
    const { first, second } = await twoWindows();
    first.reader.isPaused = true;
    await first.clock.advance(5 * minuteMs);
    first.poller.dispose();
    await second.poller.refresh();
    assert.equal(second.reader.reads.length, 1);
  });

  it("two windows read separately when nothing can be shared", async () => {
    const { first, second } = await twoWindows();
    first.coordination.isOff = true;
    first.attemptStore.load = async () => undefined;
    await first.clock.advance(11 * minuteMs);
    assert.deepEqual([first.reader.reads.length, second.reader.reads.length], [3, 2]);
  });

  it("two windows read once in total after the clock was set back", async () => {
    const { first, second } = await twoWindows();
    first.clock.jump(-hourMs);
    await first.clock.advance(30_000);
    assert.equal(first.reader.reads.length + second.reader.reads.length, 2);
  });

  it("two windows pause together when a provider asked one of them to wait", async () => {
    const { first, second } = await twoWindows();
    first.poller.holdUntil("poof", first.clock.now() + 20 * minuteMs);
    await second.poller.refresh();
    await first.clock.advance(19 * minuteMs);
    assert.equal(first.reader.reads.length + second.reader.reads.length, 1);
    await first.clock.advance(5 * minuteMs);
    assert.equal(first.reader.reads.length + second.reader.reads.length, 2);
  });

  it("two windows leave the reading to the one whose key is valid", async () => {
    const { first, second } = await twoWindows();
    first.reader.outcome = () => failed({ kind: "keyMissing" });
    await first.poller.refresh();
    second.reader.outcome = () => goodOutcome("4");
    await first.clock.advance(hourMs);
    assert.equal(first.reader.reads.length, 2);
    assert.equal(first.poller.statuses()[0]?.failure?.kind, "keyMissing");
    await first.poller.catchUp();
    assert.equal(first.poller.statuses()[0]?.failure, undefined);
    await first.clock.advance(6 * minuteMs);
    assert.equal(first.reader.reads.length, 2);
    assert.equal(first.poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "4");
  });

  it("a window shows the other one's reading when it is notified of it", async () => {
    const { first, second } = await twoWindows();
    await first.clock.advance(minuteMs);
    first.reader.outcome = () => goodOutcome("5");
    await first.poller.refresh();
    await second.poller.catchUp();
    assert.equal(second.poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "5");
    assert.equal(second.reader.reads.length, 0);
  });

  it("two windows share a wait that the provider asked for, but no rejected key", async () => {
    const { first, second } = await twoWindows();
    await first.clock.advance(minuteMs);
    first.reader.outcome = () => failed({ kind: "keyRejected", status: 401 });
    await first.poller.refresh();
    await second.poller.catchUp();
    assert.equal(second.poller.statuses()[0]?.failure, undefined);
    await first.clock.advance(minuteMs);
    const retryAtMs = first.clock.now() + 30 * minuteMs;
    first.reader.outcome = () => failed({ kind: "rateLimited", status: 429, retryAtMs });
    await first.poller.refresh();
    await second.poller.catchUp();
    await second.poller.refresh();
    assert.equal(second.reader.reads.length, 0);
  });
});

/** Two windows with the same real file; `here` is watched. */
function watchedWindow(isWatchable = false) {
  const file = tempFile();
  const clock = new FakeClock();
  const reportBug = (error: unknown) => assert.fail(String(error));
  const windowOf = () =>
    new History({ open: (isSuspect) => openHistory(file, { isSuspect }), clock, reportBug });
  const [here, there] = [windowOf(), windowOf()];
  const counts = { events: 0, checks: 0, watches: 0 };
  const report = { write: () => {}, beforeRead: () => {}, isOff: false };
  const changeWatcher = new ChangeWatcher({
    history: {
      read: (query) => {
        counts.checks += 1;
        report.beforeRead();
        return report.isOff ? Promise.resolve(undefined) : here.read(query);
      },
    },
    clock,
    watchFile: (onWrite) => {
      report.write = onWrite;
      if (!isWatchable) return undefined;
      counts.watches += 1;
      return {
        dispose: () => {
          counts.watches -= 1;
        },
      };
    },
    reportBug,
  });
  changeWatcher.onDidWrite(() => {
    counts.events += 1;
  });
  const write = (history: History) =>
    history.write("poof", (store) => {
      store.recordReading("poof", [], clock.now(), 1);
      store.saveSyncState("poof", { state: "partial" }, clock.now());
    });
  const close = () => {
    changeWatcher.dispose();
    here.dispose();
    there.dispose();
  };
  return { clock, here, there, counts, report, changeWatcher, write, close };
}

describe("ChangeWatcher", () => {
  it("the watcher notices another window's write within two seconds, and never its own", async () => {
    const { clock, here, there, counts, changeWatcher, write, close } = watchedWindow();
    await write(here);
    await clock.advance(2_000);
    await write(here);
    await clock.advance(4_000);
    assert.equal(counts.events, 0);
    await write(there);
    await clock.advance(2_000);
    assert.equal(counts.events, 1);
    changeWatcher.dispose();
    await write(there);
    await clock.advance(10_000);
    assert.equal(counts.events, 1);
    close();
  });

  it("a watched history is asked when a write is reported, at most as often as without reports, and else rarely", async () => {
    const { clock, here, there, counts, report, write, close } = watchedWindow(true);
    await write(here);
    await clock.advance(4_000);
    counts.checks = 0;
    await clock.advance(minuteMs);
    assert.equal(counts.checks, 6);
    for (let second = 0; second < 6; second += 1) {
      await write(there);
      report.write();
      report.write();
      await clock.advance(1_000);
    }
    assert.deepEqual([counts.events, counts.checks], [4, 10]);
    await clock.advance(5_000);
    const seen = counts.events;
    await write(there);
    report.write();
    await clock.advance(200);
    assert.equal(counts.events, seen + 1, "after a rest, a write is noticed at once");
    await clock.advance(minuteMs);
    assert.deepEqual([counts.events, counts.watches], [seen + 1, 1]);
    close();
    assert.equal(counts.watches, 0);
  });

  it("a history whose writes are not all reported is asked as often as one without reports", async () => {
    const { clock, here, there, counts, write, close } = watchedWindow(true);
    await write(here);
    await clock.advance(4_000);
    await write(there);
    await clock.advance(11_000);
    assert.deepEqual([counts.events, counts.watches], [1, 0]);
    await clock.advance(10_000);
    for (let more = 2; more < 5; more += 1) {
      await write(there);
      await clock.advance(2_000);
      assert.equal(counts.events, more);
    }
    close();
  });

  it("a report that comes while the history is busy is no missing one", async () => {
    const { clock, here, there, counts, report, write, close } = watchedWindow(true);
    await write(here);
    await clock.advance(4_000);
    await write(there);
    report.beforeRead = () => {
      report.write();
      report.beforeRead = () => {};
    };
    await clock.advance(minuteMs);
    assert.deepEqual([counts.events, counts.watches], [1, 1]);
    close();
  });

  it("a history that is watched is asked often again while it is off", async () => {
    const { clock, here, counts, report, write, close } = watchedWindow(true);
    await write(here);
    await clock.advance(4_000);
    report.isOff = true;
    await clock.advance(20_000);
    counts.checks = 0;
    await clock.advance(minuteMs);
    assert.equal(counts.checks, 40);
    report.isOff = false;
    await clock.advance(2_000);
    counts.checks = 0;
    await clock.advance(minuteMs);
    assert.equal(counts.checks, 6);
    close();
  });

  it("the clock may be set back while the history is watched", async () => {
    const { clock, here, there, counts, report, write, close } = watchedWindow(true);
    await write(here);
    await clock.advance(4_000);
    clock.jump(-hourMs);
    await write(there);
    report.write();
    await clock.advance(200);
    assert.equal(counts.events, 1);
    await write(there);
    report.write();
    close();
    await clock.advance(minuteMs);
    assert.equal(counts.events, 1);
    assert.equal(clock.pendingTimers, 0);
  });

  it("a report that comes just after the write was found is no missing one", async () => {
    const { clock, here, there, counts, report, write, close } = watchedWindow(true);
    await write(here);
    await clock.advance(4_000);
    await write(there);
    await clock.advance(9_600);
    assert.equal(counts.events, 1);
    report.write();
    await clock.advance(minuteMs);
    assert.deepEqual([counts.events, counts.watches], [1, 1]);
    close();
  });
});
