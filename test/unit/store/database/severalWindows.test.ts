import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { describe, it } from "mocha";
import { amountOf, minus, plus } from "../../../../src/core/money/amount.ts";
import type { HistoryStore } from "../../../../src/store/historyStore.ts";
import { chartPoints, readAllPages, recordReadings } from "./helpers/readings.ts";
import { startWindow } from "./helpers/startWindow.ts";
import { openSqlite, openStore, tempFile } from "./helpers/tempHistory.ts";

/** Time for all windows to be started before they begin to work. */
const startDelayMs = 700;

/** Asserts that the observed entries add up to the difference of the first and the last balance. */
function assertAddsUp(store: HistoryStore): void {
  const seen = chartPoints(store);
  const [first, last] = [seen[0]?.remaining, seen.at(-1)?.remaining];
  assert.ok(first && last);
  const changes = readAllPages(store, { source: "observed", limit: 500 }).filter(
    ({ meterId }) => meterId === "balance",
  );
  assert.equal(
    changes.reduce((sum, { amount }) => plus(sum, amount), amountOf("0")),
    minus(last, first),
  );
}

describe("several windows on one history file", () => {
  it("several windows can create the file at the same instant", async () => {
    const file = tempFile();
    const startMs = Date.now() + startDelayMs;
    const windows = [1, 2, 3, 4].map(() => startWindow(file, "record", { startMs, count: 1 }));
    for (const { lines, errors } of await Promise.all(windows.map(({ ended }) => ended))) {
      assert.deepEqual([lines, errors], [["open ", "did 0"], ""]);
    }
    assert.equal(chartPoints(await openStore(file)).length, 1);
  });

  it("readings and pages that two windows record at the same time are stored once", async () => {
    const file = tempFile();
    const [startMs, count] = [Date.now() + startDelayMs, 300];
    const windows = [1, 2].map(() => startWindow(file, "page", { startMs, count }));
    for (const { lines, errors } of await Promise.all(windows.map(({ ended }) => ended))) {
      assert.deepEqual([lines.length, errors], [count + 1, ""]);
    }
    const store = await openStore(file);
    assert.equal(chartPoints(store).length, count);
    assert.equal(chartPoints(store, "requests").length, count);
    assert.equal(store.syncState("poof").entries, count);
    assertAddsUp(store);
  });

  it("windows that write at the same time lose nothing of each other", async () => {
    const file = tempFile();
    const [startMs, count] = [Date.now() + startDelayMs, 200];
    const windows = [1, 2, 3].map(() => startWindow(file, "own", { startMs, count }));
    await Promise.all(windows.map(({ ended }) => ended));
    assert.equal((await openStore(file)).syncState("poof").entries, 3 * count);
  });

  it("a window notices another one's write by the data version", async () => {
    const file = tempFile();
    const [one, two] = [await openStore(file), await openStore(file)];
    recordReadings(one, ["1"]);
    const version = one.dataVersion();
    one.saveSyncState("poof", { state: "complete" }, 1);
    assert.equal(one.dataVersion(), version, "its own write does not change the version");
    two.saveSyncState("poof", { state: "complete" }, 2);
    assert.notEqual(one.dataVersion(), version);
  });

  it("a file whose window was killed while writing is intact and has all reported writes", async () => {
    for (let round = 0; round < 5; round += 1) {
      const file = tempFile();
      const window = startWindow(file, "page", { count: 1_000_000 });
      await window.hasOutput();
      await wait(Math.random() * 150);
      window.kill();
      const { lines, errors } = await window.ended;
      assert.equal(errors, "");
      const done = Number(lines.at(-1)?.split(" ")[1] || -1) + 1;
      const store = await openStore(file);
      const stored = chartPoints(store, "requests").length;
      // A write that was committed but not yet reported may be there as well: one reading, one page.
      assert.ok(stored === done || stored === done + 1, `${stored} stored of ${done}`);
      const { entries } = store.syncState("poof");
      assert.ok(entries >= done && entries <= stored, `${entries} entries of ${done}`);
      assert.deepEqual(openSqlite(file).prepare("PRAGMA integrity_check").get()?.integrity_check, "ok");
      if (stored > 0) assertAddsUp(store);
    }
  });
});
