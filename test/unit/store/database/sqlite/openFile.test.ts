import assert from "node:assert/strict";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as sqlite from "node:sqlite";
import { DatabaseSync } from "node:sqlite";
import { describe, it } from "mocha";
import { openHistory } from "../../../../../src/store/database/openHistory.lazy.ts";
import { loadSqlite } from "../../../../../src/store/database/sqlite/loadSqlite.ts";
import { HistoryError, type HistoryRecovery } from "../../../../../src/store/historyStore.ts";
import { entry, ledger, meter, points, poll, pollMs, startMs } from "../helpers/readings.ts";
import { bare, open, tempFile, tempFolder } from "../helpers/tempHistory.ts";

function refuses(off: string, work: () => unknown, remedy?: HistoryRecovery): void {
  assert.throws(work, (error) => {
    assert.ok(error instanceof HistoryError, String(error));
    assert.deepEqual([error.reason, error.recovery], [off, remedy]);
    return true;
  });
}

/** A store whose own connection the test holds too, to change what SQLite allows it. */
async function held(file = tempFile()) {
  const connections: DatabaseSync[] = [];
  class Held extends DatabaseSync {
    constructor(...given: ConstructorParameters<typeof DatabaseSync>) {
      super(...given);
      connections.push(this);
    }
  }
  const store = await open(file, { load: () => ({ ...sqlite, DatabaseSync: Held }) });
  const [connection] = connections;
  assert.ok(connection);
  return { store, connection };
}

const twenty = Array.from({ length: 20 }, (_, index) => String(100 - index));

describe("a host without SQLite", () => {
  it("has no history, and says why", async () => {
    assert.deepEqual(await openHistory(tempFile(), { load: () => undefined }), {
      kind: "off",
      reason: "noModule",
    });
  });

  it("keeps only the warning about SQLite from being shown", () => {
    const home = process.emitWarning;
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
      process.emitWarning = home;
    }
  });
});

describe("a folder that refuses", () => {
  const refused = { kind: "off", reason: "folderRefused" };

  it("because a file is in its place turns the history off", async () => {
    const file = tempFile();
    writeFileSync(file, "");
    assert.deepEqual(await openHistory(path.join(file, "history.db")), refused);
  });

  it("because a folder is in the file's place turns it off", async () => {
    const file = tempFile();
    mkdirSync(file);
    assert.deepEqual(await openHistory(file), refused);
  });

  it("because nobody may write there turns it off", async function () {
    // Nobody writes to /proc, not even root.
    if (process.platform !== "linux") this.skip();
    assert.deepEqual(await openHistory("/proc/credit-monitor/history.db"), refused);
    assert.deepEqual(await openHistory("/proc/version"), refused);
  });

  it("is made where it is only missing", async () => {
    const store = await open(path.join(tempFolder(), "a", "b", "history.db"));
    poll(store, ["1"]);
    assert.equal(points(store).length, 1);
  });

  it("the shared memory of WAL gets a rollback journal, for all windows", async () => {
    const file = tempFile();
    mkdirSync(`${file}-shm`);
    const [one, two] = [await open(file), await open(file)];
    poll(one, ["3", "2"]);
    poll(two, ["1"], startMs + 2 * pollMs);
    assert.equal(points(one).length, 3);
    assert.equal(bare(file).prepare("PRAGMA journal_mode").get()?.journal_mode, "delete");
  });
});

describe("a new file", () => {
  it("is in WAL mode and for its owner only", async function () {
    if (process.platform === "win32") this.skip();
    const file = tempFile();
    const store = await open(file);
    poll(store, ["1"]);
    for (const ending of ["", "-wal", "-shm"])
      assert.equal(statSync(file + ending).mode & 0o777, 0o600, ending);
    assert.equal(bare(file).prepare("PRAGMA journal_mode").get()?.journal_mode, "wal");
  });
});

describe("a full disk", () => {
  /** Leaves no page free, as a full disk does; SQLite's own path for it. */
  function fill(connection: DatabaseSync): void {
    connection.exec("PRAGMA max_page_count = 1");
  }

  it("refuses what needs room, keeps what was there, and is forgotten once there is room", async () => {
    const file = tempFile();
    const { store, connection } = await held(file);
    poll(store, twenty);
    fill(connection);
    const large = entry(1, startMs, { description: "x".repeat(50_000) });
    refuses("diskFull", () => store.addLedgerPage("poof", [large], true, meter("1")));
    refuses("diskFull", () => store.addLedgerPage("poof", [large], true, meter("1")));
    assert.equal(points(store).length, 20);
    assert.equal(ledger(store, { source: "provider" }).length, 0);
    connection.exec("PRAGMA max_page_count = 1000000");
    store.addLedgerPage("poof", [large], true, meter("1"));
    assert.equal(ledger(await open(file), { source: "provider" }).length, 1);
  });

  it("leaves no half of a page behind", async () => {
    const { store, connection } = await held();
    poll(store, ["1"]);
    fill(connection);
    const page = Array.from({ length: 100 }, (_, index) =>
      entry(index, startMs, { description: "y".repeat(2000) }),
    );
    refuses("diskFull", () => store.addLedgerPage("poof", page, true, meter("1")));
    assert.deepEqual(store.syncState("poof"), { state: "none", entries: 0 });
  });

  it("lets other windows read on", async () => {
    const file = tempFile();
    const { store, connection } = await held(file);
    poll(store, twenty);
    fill(connection);
    refuses("diskFull", () =>
      store.addLedgerPage("poof", [entry(1, startMs, { description: "z".repeat(50_000) })], true, meter("1")),
    );
    assert.equal(points(await open(file)).length, 20);
  });
});

describe("a file that another window holds too long", () => {
  it("refuses the write soon, and takes the next one", async () => {
    const file = tempFile();
    const store = await open(file);
    const other = bare(file);
    other.exec("BEGIN IMMEDIATE");
    refuses("failed", () => poll(store, ["1"]), "retry");
    assert.deepEqual(store.accountIds(), []);
    other.exec("ROLLBACK");
    poll(store, ["1"]);
    assert.equal(points(store).length, 1);
  });

  it("is not opened, which is told from a file that is refused", async () => {
    const file = tempFile();
    (await open(file)).close();
    bare(file).exec("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE");
    class Impatient extends DatabaseSync {
      override exec(sql: string): void {
        super.exec(sql.replace(/busy_timeout = \d+/, "busy_timeout = 1"));
      }
    }
    const load = () => ({ ...sqlite, DatabaseSync: Impatient });
    assert.deepEqual(await openHistory(file, { load }), { kind: "off", reason: "failed", isHeld: true });
  });
});

describe("a file of a newer version", () => {
  async function newer(change = ""): Promise<string> {
    const file = tempFile();
    const store = await open(file);
    poll(store, twenty);
    store.close();
    const database = bare(file);
    database.exec(`${change}; PRAGMA user_version = 99`);
    database.close();
    return file;
  }

  it("is read, and never written", async () => {
    const file = await newer();
    const bytes = readFileSync(file);
    const store = await open(file);
    assert.equal(store.isReadOnly, true);
    assert.equal(points(store).length, 20);
    assert.equal(ledger(store).length, 19);
    for (const write of [
      () => poll(store, ["1"]),
      () => store.deleteAccount("poof"),
      () => store.deleteAttempt("poof"),
      () => store.addLedgerPage("poof", [], true, meter("1")),
      () => store.saveSyncState("poof", "none", 1),
      () => store.prune(9e15, 1),
    ]) {
      refuses("newerVersion", write);
    }
    store.close();
    assert.ok(readFileSync(file).equals(bytes));
  });

  it("says so where it lacks what is asked for", async () => {
    const store = await open(await newer("ALTER TABLE sample RENAME COLUMN remaining TO rest"));
    refuses("newerVersion", () => points(store));
  });

  it("is left alone by a window that had it open before", async () => {
    const file = tempFile();
    const store = await open(file);
    poll(store, twenty);
    assert.equal(store.isReadOnly, false);
    bare(file).exec("PRAGMA user_version = 99");
    refuses("newerVersion", () => poll(store, ["1"], startMs + 99 * pollMs), "reopen");
    assert.equal(points(store).length, 20);
  });
});
