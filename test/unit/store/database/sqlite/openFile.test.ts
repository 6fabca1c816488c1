import assert from "node:assert/strict";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as sqlite from "node:sqlite";
import { DatabaseSync } from "node:sqlite";
import { describe, it } from "mocha";
import { openHistory } from "../../../../../src/store/database/openHistory.lazy.ts";
import { loadSqlite } from "../../../../../src/store/database/sqlite/loadSqlite.ts";
import { HistoryError, type HistoryRecovery } from "../../../../../src/store/historyStore.ts";
import { storeLedgerPage } from "../../../../helpers/storeLedgerPage.ts";
import {
  chartPoints,
  entry,
  meter,
  pollMs,
  readEntries,
  recordReadings,
  startMs,
} from "../helpers/readings.ts";
import { openSqlite, openStore, tempFile, tempFolder } from "../helpers/tempHistory.ts";

function assertHistoryError(off: string, work: () => unknown, remedy?: HistoryRecovery): void {
  assert.throws(work, (error) => {
    assert.ok(error instanceof HistoryError, String(error));
    assert.deepEqual([error.reason, error.recovery], [off, remedy]);
    return true;
  });
}

/** A store and its own connection, with which a test limits what SQLite allows. */
async function openWithConnection(file = tempFile()) {
  const connections: DatabaseSync[] = [];
  class RecordedDatabase extends DatabaseSync {
    constructor(...args: ConstructorParameters<typeof DatabaseSync>) {
      super(...args);
      connections.push(this);
    }
  }
  const store = await openStore(file, { load: () => ({ ...sqlite, DatabaseSync: RecordedDatabase }) });
  const [connection] = connections;
  assert.ok(connection);
  return { store, connection };
}

const twenty = Array.from({ length: 20 }, (_, index) => String(100 - index));

describe("a host without SQLite", () => {
  it("the history is off without the SQLite module, and says why", async () => {
    assert.deepEqual(await openHistory(tempFile(), { load: () => undefined }), {
      kind: "off",
      reason: "noModule",
    });
  });

  it("loading SQLite suppresses only its own experimental warning", () => {
    const original = process.emitWarning;
    const shown: string[] = [];
    process.emitWarning = (warning: string | Error) => void shown.push(String(warning));
    const builtin = process.getBuiltinModule;
    process.getBuiltinModule = ((id: string) => {
      process.emitWarning(
        "SQLite is an experimental feature and might change at any time",
        "ExperimentalWarning",
      );
      process.emitWarning("something else");
      return builtin(id);
    }) as typeof builtin;
    try {
      const wrapped = process.emitWarning;
      assert.ok(loadSqlite());
      assert.equal(process.emitWarning, wrapped);
      assert.deepEqual(shown, ["something else"]);
    } finally {
      process.getBuiltinModule = builtin;
      process.emitWarning = original;
    }
  });
});

describe("a folder that cannot be used", () => {
  const refused = { kind: "off", reason: "folderRefused" };

  it("the history is off when a file is in the folder's place", async () => {
    const file = tempFile();
    writeFileSync(file, "");
    assert.deepEqual(await openHistory(path.join(file, "history.db")), refused);
  });

  it("the history is off when a folder is in the file's place", async () => {
    const file = tempFile();
    mkdirSync(file);
    assert.deepEqual(await openHistory(file), refused);
  });

  it("the history is off when the folder is not writable", async function () {
    // Not even root can write to /proc.
    if (process.platform !== "linux") this.skip();
    assert.deepEqual(await openHistory("/proc/credit-monitor/history.db"), refused);
    assert.deepEqual(await openHistory("/proc/version"), refused);
  });

  it("a missing folder is created", async () => {
    const store = await openStore(path.join(tempFolder(), "a", "b", "history.db"));
    recordReadings(store, ["1"]);
    assert.equal(chartPoints(store).length, 1);
  });

  it("a file without shared memory for WAL uses a rollback journal in all windows", async () => {
    const file = tempFile();
    mkdirSync(`${file}-shm`);
    const [one, two] = [await openStore(file), await openStore(file)];
    recordReadings(one, ["3", "2"]);
    recordReadings(two, ["1"], startMs + 2 * pollMs);
    assert.equal(chartPoints(one).length, 3);
    assert.equal(openSqlite(file).prepare("PRAGMA journal_mode").get()?.journal_mode, "delete");
  });
});

describe("a new file", () => {
  it("a new file is in WAL mode and accessible to its owner only", async function () {
    if (process.platform === "win32") this.skip();
    const file = tempFile();
    const store = await openStore(file);
    recordReadings(store, ["1"]);
    for (const ending of ["", "-wal", "-shm"])
      assert.equal(statSync(file + ending).mode & 0o777, 0o600, ending);
    assert.equal(openSqlite(file).prepare("PRAGMA journal_mode").get()?.journal_mode, "wal");
  });
});

describe("a full disk", () => {
  /** Makes SQLite behave as on a full disk: no page is free. */
  function fill(connection: DatabaseSync): void {
    connection.exec("PRAGMA max_page_count = 1");
  }

  it("a full disk rejects writes, keeps the data, and accepts writes once there is room", async () => {
    const file = tempFile();
    const { store, connection } = await openWithConnection(file);
    recordReadings(store, twenty);
    fill(connection);
    const large = entry(1, startMs, { description: "x".repeat(50_000) });
    assertHistoryError("diskFull", () => storeLedgerPage(store, "poof", [large], meter("1")));
    assertHistoryError("diskFull", () => storeLedgerPage(store, "poof", [large], meter("1")));
    assert.equal(chartPoints(store).length, 20);
    assert.equal(readEntries(store, { source: "provider" }).length, 0);
    connection.exec("PRAGMA max_page_count = 1000000");
    storeLedgerPage(store, "poof", [large], meter("1"));
    assert.equal(readEntries(await openStore(file), { source: "provider" }).length, 1);
  });

  it("a full disk leaves no half of a page behind", async () => {
    const { store, connection } = await openWithConnection();
    recordReadings(store, ["1"]);
    fill(connection);
    const page = Array.from({ length: 100 }, (_, index) =>
      entry(index, startMs, { description: "y".repeat(2000) }),
    );
    assertHistoryError("diskFull", () => storeLedgerPage(store, "poof", page, meter("1")));
    assert.deepEqual(store.syncState("poof"), { state: "none", entries: 0 });
  });

  it("a full disk lets other windows go on reading", async () => {
    const file = tempFile();
    const { store, connection } = await openWithConnection(file);
    recordReadings(store, twenty);
    fill(connection);
    assertHistoryError("diskFull", () =>
      storeLedgerPage(store, "poof", [entry(1, startMs, { description: "z".repeat(50_000) })], meter("1")),
    );
    assert.equal(chartPoints(await openStore(file)).length, 20);
  });
});

describe("a file that another window locks too long", () => {
  it("a write to a locked file fails soon, and the next one succeeds", async () => {
    const file = tempFile();
    const store = await openStore(file);
    const other = openSqlite(file);
    other.exec("BEGIN IMMEDIATE");
    assertHistoryError("failed", () => recordReadings(store, ["1"]), "retry");
    assert.deepEqual(store.accountIds(), []);
    other.exec("ROLLBACK");
    recordReadings(store, ["1"]);
    assert.equal(chartPoints(store).length, 1);
  });

  it("a locked file is not opened, and is distinguished from an unusable one", async () => {
    const file = tempFile();
    (await openStore(file)).close();
    openSqlite(file).exec("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE");
    class ShortTimeoutDatabase extends DatabaseSync {
      override exec(sql: string): void {
        super.exec(sql.replace(/busy_timeout = \d+/, "busy_timeout = 1"));
      }
    }
    const load = () => ({ ...sqlite, DatabaseSync: ShortTimeoutDatabase });
    assert.deepEqual(await openHistory(file, { load }), { kind: "off", reason: "failed", isBusy: true });
  });
});

describe("a file of a newer version", () => {
  async function newer(change = ""): Promise<string> {
    const file = tempFile();
    const store = await openStore(file);
    recordReadings(store, twenty);
    store.close();
    const database = openSqlite(file);
    database.exec(`${change}; PRAGMA user_version = 99`);
    database.close();
    return file;
  }

  it("a file of a newer version is read and never written", async () => {
    const file = await newer();
    const bytes = readFileSync(file);
    const store = await openStore(file);
    assert.equal(store.isReadOnly, true);
    assert.equal(chartPoints(store).length, 20);
    assert.equal(readEntries(store).length, 19);
    for (const write of [
      () => recordReadings(store, ["1"]),
      () => store.deleteAccount("poof"),
      () => store.deleteAttempt("poof"),
      () => storeLedgerPage(store, "poof", [], meter("1")),
      () => store.saveSyncState("poof", { state: "none" }, 1),
      () => store.prune(9e15, 1),
    ]) {
      assertHistoryError("newerVersion", write);
    }
    store.close();
    assert.ok(readFileSync(file).equals(bytes));
  });

  it("a file of a newer version that lacks a column reports the newer version", async () => {
    const store = await openStore(await newer("ALTER TABLE sample RENAME COLUMN remaining TO rest"));
    assertHistoryError("newerVersion", () => chartPoints(store));
  });

  it("a window that has the file open stops writing when it becomes a newer version", async () => {
    const file = tempFile();
    const store = await openStore(file);
    recordReadings(store, twenty);
    assert.equal(store.isReadOnly, false);
    openSqlite(file).exec("PRAGMA user_version = 99");
    assertHistoryError("newerVersion", () => recordReadings(store, ["1"], startMs + 99 * pollMs), "reopen");
    assert.equal(chartPoints(store).length, 20);
  });
});
