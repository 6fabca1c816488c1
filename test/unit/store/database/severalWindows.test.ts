import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { describe, it } from "mocha";
import { amountOf, minus, plus } from "../../../../src/core/money/amount.ts";
import type { HistoryStore } from "../../../../src/store/historyStore.ts";
import { allPages, points, poll } from "./helpers/readings.ts";
import { startWindow } from "./helpers/startWindow.ts";
import { bare, open, tempFile } from "./helpers/tempHistory.ts";

const soonMs = 700;

/** That the observed entries explain the whole way from the first balance to the last. */
function assertAddsUp(store: HistoryStore): void {
  const seen = points(store);
  const [first, last] = [seen[0]?.remaining, seen.at(-1)?.remaining];
  assert.ok(first && last);
  const changes = allPages(store, { source: "observed", limit: 500 }).filter(
    ({ meterId }) => meterId === "balance",
  );
  assert.equal(
    changes.reduce((sum, { amount }) => plus(sum, amount), amountOf("0")),
    minus(last, first),
  );
}

describe("several windows", () => {
  it("open a file that is not there yet at the same instant", async () => {
    const file = tempFile();
    const startMs = Date.now() + soonMs;
    const windows = [1, 2, 3, 4].map(() => startWindow(file, "record", { startMs, count: 1 }));
    for (const { lines, errors } of await Promise.all(windows.map(({ ended }) => ended))) {
      assert.deepEqual([lines, errors], [["open ", "did 0"], ""]);
    }
    assert.equal(points(await open(file)).length, 1);
  });

  it("record the same readings and pages at the same time, and each lands once", async () => {
    const file = tempFile();
    const [startMs, count] = [Date.now() + soonMs, 300];
    const windows = [1, 2].map(() => startWindow(file, "page", { startMs, count }));
    for (const { lines, errors } of await Promise.all(windows.map(({ ended }) => ended))) {
      assert.deepEqual([lines.length, errors], [count + 1, ""]);
    }
    const store = await open(file);
    assert.equal(points(store).length, count);
    assert.equal(points(store, "requests").length, count);
    assert.equal(store.syncState("poof").entries, count);
    assertAddsUp(store);
  });

  it("write at the same time without losing anything of each other", async () => {
    const file = tempFile();
    const [startMs, count] = [Date.now() + soonMs, 200];
    const windows = [1, 2, 3].map(() => startWindow(file, "own", { startMs, count }));
    await Promise.all(windows.map(({ ended }) => ended));
    assert.equal((await open(file)).syncState("poof").entries, 3 * count);
  });

  it("notice cheaply that another one wrote", async () => {
    const file = tempFile();
    const [one, two] = [await open(file), await open(file)];
    poll(one, ["1"]);
    const version = one.dataVersion();
    one.saveSyncState("poof", "complete", 1);
    assert.equal(one.dataVersion(), version, "its own writing is no news");
    two.saveSyncState("poof", "complete", 2);
    assert.notEqual(one.dataVersion(), version);
  });

  it("find a whole file with all that was told as done after one was killed while writing", async () => {
    for (let round = 0; round < 5; round += 1) {
      const file = tempFile();
      const window = startWindow(file, "page", { count: 1_000_000 });
      await window.speaks();
      await wait(Math.random() * 150);
      window.kill();
      const { lines, errors } = await window.ended;
      assert.equal(errors, "");
      const done = Number(lines.at(-1)?.split(" ")[1] || -1) + 1;
      const store = await open(file);
      const kept = points(store, "requests").length;
      // What was committed but not yet told may be there as well: one reading, one page.
      assert.ok(kept === done || kept === done + 1, `${kept} kept of ${done}`);
      const { entries } = store.syncState("poof");
      assert.ok(entries >= done && entries <= kept, `${entries} entries of ${done}`);
      assert.deepEqual(bare(file).prepare("PRAGMA integrity_check").get()?.integrity_check, "ok");
      if (kept > 0) assertAddsUp(store);
    }
  });
});
