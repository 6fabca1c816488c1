import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { openHistory } from "../../../../../src/store/database/openHistory.lazy.ts";
import { HistoryError } from "../../../../../src/store/historyStore.ts";
import { entry, ledger, meter, points, poll, startMs } from "../helpers/readings.ts";
import { startWindow } from "../helpers/startWindow.ts";
import { bare, open, tempFile } from "../helpers/tempHistory.ts";

/** A file with some history in it, closed. */
async function filled(file = tempFile()): Promise<string> {
  const store = await open(file);
  poll(
    store,
    Array.from({ length: 400 }, (_, index) => String(1000 - index)),
  );
  store.addLedgerPage(
    "poof",
    Array.from({ length: 300 }, (_, index) => entry(300 - index, startMs - index)),
    true,
    meter("1"),
  );
  store.close();
  return file;
}

/** Overwrites the middle of every page but those of the head. */
function flip(file: string, fromPage: number): void {
  const bytes = readFileSync(file);
  for (let at = fromPage * 4096; at < bytes.length; at += 4096) bytes.fill(0xa5, at + 8, at + 2000);
  writeFileSync(file, bytes);
}

const damages: Readonly<Record<string, (file: string) => void>> = {
  "holds something else": (file) => writeFileSync(file, "This is no database.\n".repeat(500)),
  "holds random bytes behind its own name": (file) =>
    writeFileSync(file, Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(9000, 0x5a)])),
  "was cut off": (file) => truncateSync(file, 6 * 4096 + 100),
  "has overwritten pages": (file) => flip(file, 3),
  "has an overwritten schema": (file) => flip(file, 0),
};

describe("a damaged file", () => {
  for (const [how, damage] of Object.entries(damages)) {
    it(`that ${how} is moved aside as it is, and a new one begun`, async () => {
      const file = await filled();
      damage(file);
      const bytes = readFileSync(file);
      const opened = await openHistory(file);
      assert.equal(opened.kind, "open");
      if (opened.kind !== "open") return;
      const { store, damagedMovedTo } = opened;
      assert.match(
        path.basename(damagedMovedTo ?? ""),
        /^history-damaged-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.db$/,
      );
      assert.ok(readFileSync(damagedMovedTo ?? "").equals(bytes), "not a byte of it changed");
      assert.deepEqual(store.accountIds(), []);
      poll(store, ["2", "1"]);
      assert.equal(points(store).length, 2);
      store.close();
      const again = await openHistory(file);
      assert.ok(again.kind === "open" && again.damagedMovedTo === undefined, "told once");
      if (again.kind === "open") again.store.close();
    });
  }

  it("never overwrites one that was moved aside in the same second", async () => {
    const file = tempFile();
    for (let count = 1; count <= 3; count += 1) {
      writeFileSync(file, `damage ${count} `.repeat(100));
      (await open(file)).close();
    }
    const kept = readdirSync(path.dirname(file)).filter((name) => name.includes("damaged"));
    assert.equal(kept.length, 3);
  });

  it("that is too large to be checked each time is found out when it is used", async () => {
    const file = await filled();
    const database = bare(file);
    database.exec(`
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 90000)
      INSERT INTO sample (meter, from_ms, to_ms, change, is_after_gap, remaining, amount, since_ms, used, lim)
        SELECT 1, i * 1000, i * 1000, 1, 0, '123456.' || i, '-1.25', i * 1000 - 1, '1000', '5000' FROM n;
      PRAGMA wal_checkpoint(TRUNCATE)`);
    database.close();
    assert.ok(statSync(file).size > 5_000_000);
    flip(file, 20);
    const opened = await openHistory(file);
    assert.ok(opened.kind === "open" && opened.damagedMovedTo === undefined);
    const { store } = opened;
    assert.throws(
      () => store.chart({ accountId: "poof", meterId: "balance", buckets: 10 }),
      (error) => error instanceof HistoryError && error.reason === "failed" && error.recovery === "reopen",
    );
    store.close();
    const again = await openHistory(file, { isSuspect: true });
    assert.ok(again.kind === "open" && again.damagedMovedTo !== undefined);
    assert.deepEqual(again.store.accountIds(), []);
    again.store.close();
  });

  it("that was only suspected stays", async () => {
    const file = await filled();
    const opened = await openHistory(file, { isSuspect: true });
    assert.ok(opened.kind === "open" && opened.damagedMovedTo === undefined);
    assert.equal(ledger(opened.store).length, 500);
    opened.store.close();
  });

  it("is moved aside once when several windows notice at once, and all go on in the new one", async () => {
    const file = tempFile();
    writeFileSync(file, "no database ".repeat(1000));
    const atMs = Date.now() + 700;
    const windows = [1, 2, 3, 4].map(() => startWindow(file, "own", { startMs: atMs, count: 5 }));
    const ended = await Promise.all(windows.map((window) => window.ended));
    for (const { lines, errors } of ended) assert.deepEqual([lines.length, errors], [6, ""]);
    assert.equal(ended.filter(({ lines }) => lines[0]?.includes("damaged")).length, 1);
    const kept = readdirSync(path.dirname(file)).filter((name) => name.includes("damaged"));
    assert.equal(kept.length, 1);
    assert.equal((await open(file)).syncState("poof").entries, 20);
  });

  it("that another window moved is noticed by one that has it open", async function () {
    // There the system lets nobody move a file that is open.
    if (process.platform === "win32") this.skip();
    const file = await filled();
    const store = await open(file);
    store.dataVersion();
    flip(file, 0);
    (await open(file)).close();
    assert.throws(
      () => store.dataVersion(),
      (error) => error instanceof HistoryError && error.recovery === "reopen",
    );
  });
});
