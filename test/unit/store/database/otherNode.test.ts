import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { storeLedgerPage } from "../../../helpers/storeLedgerPage.ts";
import { entry, meter, readAllPages, startMs } from "./helpers/readings.ts";
import { startWindow } from "./helpers/startWindow.ts";
import { openSqlite, openStore, tempFile } from "./helpers/tempHistory.ts";

/** Time for both processes to be started before they begin to work. */
const startDelayMs = 1_000;
// Set where this file runs in the Node of the oldest supported VS Code: the program of a newer one.
const { CREDIT_MONITOR_TEST_OTHER_NODE: otherNode } = process.env;

// Another major version of Node brings another version of SQLite.
if (otherNode !== undefined) {
  describe("a history file in two versions of Node", () => {
    it("a history file written by one Node opens in the other and back, with nothing lost", async () => {
      const file = tempFile();
      const hostile = "a\u0000b";
      let written = 0;
      for (const node of [otherNode, process.execPath, otherNode]) {
        const { lines, errors } = await startWindow(file, "own", { count: 20, node }).ended;
        assert.deepEqual([lines[0], lines.length, errors], ["open ", 21, ""]);
        written += 20;
        const store = await openStore(file);
        assert.equal(store.syncState("poof").entries, written);
        assert.equal(readAllPages(store, { source: "provider", limit: 7 }).length, written);
        storeLedgerPage(store, "depicta", [entry(hostile, startMs)], meter("1"));
        assert.deepEqual(
          readAllPages(store, { accountId: "depicta" }).map(({ id }) => id),
          [hostile],
        );
        store.close();
        assert.equal(openSqlite(file).prepare("PRAGMA integrity_check").get()?.integrity_check, "ok");
      }
    });

    it("windows in both versions of Node that write at the same time lose nothing of each other", async () => {
      const file = tempFile();
      const [startMs, count] = [Date.now() + startDelayMs, 60];
      const windows = [otherNode, process.execPath].map((node) =>
        startWindow(file, "own", { startMs, count, node }),
      );
      for (const { lines, errors } of await Promise.all(windows.map(({ ended }) => ended))) {
        assert.deepEqual([lines[0], lines.length, errors], ["open ", count + 1, ""]);
      }
      const store = await openStore(file);
      assert.equal(store.syncState("poof").entries, 2 * count);
      assert.equal(readAllPages(store, { source: "provider" }).length, 2 * count);
    });
  });
}
