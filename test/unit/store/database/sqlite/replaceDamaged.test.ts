import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { openHistory } from "../../../../../src/store/database/openHistory.lazy.ts";
import { HistoryError } from "../../../../../src/store/historyStore.ts";
import { storeLedgerPage } from "../../../../helpers/storeLedgerPage.ts";
import { chartPoints, entry, meter, readEntries, recordReadings, startMs } from "../helpers/readings.ts";
import { startWindow } from "../helpers/startWindow.ts";
import { openSqlite, openStore, tempFile } from "../helpers/tempHistory.ts";

/** A closed file with some history in it. */
async function filled(file = tempFile()): Promise<string> {
  const store = await openStore(file);
  recordReadings(
    store,
    Array.from({ length: 400 }, (_, index) => String(1000 - index)),
  );
  storeLedgerPage(
    store,
    "poof",
    Array.from({ length: 300 }, (_, index) => entry(300 - index, startMs - index)),
    meter("1"),
  );
  store.close();
  return file;
}

/** Overwrites the middle of every page from `fromPage` on. */
function overwritePages(file: string, fromPage: number): void {
  const bytes = readFileSync(file);
  for (let at = fromPage * 4096; at < bytes.length; at += 4096) bytes.fill(0xa5, at + 8, at + 2000);
  writeFileSync(file, bytes);
}

const damages: Readonly<Record<string, (file: string) => void>> = {
  "holds something else": (file) => writeFileSync(file, "This is no database.\n".repeat(500)),
  "holds random bytes behind its own name": (file) =>
    writeFileSync(file, Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(9000, 0x5a)])),
  "was cut off": (file) => truncateSync(file, 6 * 4096 + 100),
  "has overwritten pages": (file) => overwritePages(file, 3),
  "has an overwritten schema": (file) => overwritePages(file, 0),
};

describe("a damaged file", () => {
  for (const [damageName, damage] of Object.entries(damages)) {
    it(`a file that ${damageName} is moved aside unchanged, and a new one is created`, async () => {
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
      if (process.platform !== "win32") {
        const folder = path.dirname(file);
        const open = readdirSync(folder).filter((name) => statSync(path.join(folder, name)).mode & 0o077);
        assert.deepEqual(open, [], "only the user can read what is there now");
      }
      recordReadings(store, ["2", "1"]);
      assert.equal(chartPoints(store).length, 2);
      store.close();
      const again = await openHistory(file);
      assert.ok(again.kind === "open" && again.damagedMovedTo === undefined, "reported once");
      if (again.kind === "open") again.store.close();
    });
  }

  it("a damaged file never overwrites one that was moved aside in the same second", async () => {
    const file = tempFile();
    for (let count = 1; count <= 3; count += 1) {
      writeFileSync(file, `damage ${count} `.repeat(100));
      (await openStore(file)).close();
    }
    const movedAside = readdirSync(path.dirname(file)).filter((name) => name.includes("damaged"));
    assert.equal(movedAside.length, 3);
  });

  it("damage in a file too large to be checked on opening is found when it is used", async () => {
    const file = await filled();
    const database = openSqlite(file);
    database.exec(`
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 90000)
      INSERT INTO sample (meter, from_ms, to_ms, change, is_after_gap, remaining, amount, since_ms, used, lim)
        SELECT 1, i * 1000, i * 1000, 1, 0, '123456.' || i, '-1.25', i * 1000 - 1, '1000', '5000' FROM n;
      PRAGMA wal_checkpoint(TRUNCATE)`);
    database.close();
    assert.ok(statSync(file).size > 5_000_000);
    // Far behind the pages of the schema, which are read on opening.
    overwritePages(file, 200);
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

  it("a file that was suspected without damage stays in place", async () => {
    const file = await filled();
    const opened = await openHistory(file, { isSuspect: true });
    assert.ok(opened.kind === "open" && opened.damagedMovedTo === undefined);
    assert.equal(readEntries(opened.store).length, 500);
    opened.store.close();
  });

  it("a damaged file is moved aside once when several windows find it, and all use the new one", async () => {
    const file = tempFile();
    writeFileSync(file, "no database ".repeat(1000));
    const atMs = Date.now() + 700;
    const windows = [1, 2, 3, 4].map(() => startWindow(file, "own", { startMs: atMs, count: 5 }));
    const ended = await Promise.all(windows.map((window) => window.ended));
    for (const { lines, errors } of ended) assert.deepEqual([lines.length, errors], [6, ""]);
    assert.equal(ended.filter(({ lines }) => lines[0]?.includes("damaged")).length, 1);
    const movedAside = readdirSync(path.dirname(file)).filter((name) => name.includes("damaged"));
    assert.equal(movedAside.length, 1);
    assert.equal((await openStore(file)).syncState("poof").entries, 20);
  });

  it("a window notices that another one moved the file that it has open", async function () {
    // On Windows an open file cannot be moved.
    if (process.platform === "win32") this.skip();
    const file = await filled();
    const store = await openStore(file);
    store.dataVersion();
    overwritePages(file, 0);
    (await openStore(file)).close();
    assert.throws(
      () => store.dataVersion(),
      (error) => error instanceof HistoryError && error.recovery === "reopen",
    );
  });
});
