import { closeSync, existsSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { HistoryError } from "../../historyStore.ts";
import { Connection } from "./connection.ts";
import { chooseJournalMode, disableWal } from "./journalMode.ts";
import type { Sqlite } from "./loadSqlite.ts";
import { migrate, userVersion } from "./migrate.ts";
import { schemaVersion } from "./schema.ts";
import { toHistoryError } from "./sqliteError.ts";

/** Several windows may open a new file, or bring an old one to this version, at the same instant. */
const openingTimeoutMs = 5000;
const cacheKib = 8000;
/** Checking takes about 5 ms for each 1 MiB: a larger file is checked only when there is reason to. */
const maxQuickCheckBytes = 4 * 1024 * 1024;

/** Opens the file, makes it where there is none, and brings it to this version. Throws `HistoryError`. */
export function openFile(sqlite: Sqlite, file: string, isSuspect: boolean): Connection {
  let database: DatabaseSync | undefined;
  try {
    createPrivately(file);
    database = connect(sqlite, file, false);
    if (!chooseJournalMode(database)) {
      database.close();
      database = connect(sqlite, file, false);
      disableWal(database);
    }
    if (isSuspect || statSync(file).size <= maxQuickCheckBytes) checkIntegrity(database, isSuspect);
    if (userVersion(database) > schemaVersion) return openNewer(sqlite, file, database);
    if (migrate(database) > schemaVersion) return openNewer(sqlite, file, database);
    database.exec(`PRAGMA cache_size = -${cacheKib}`);
    return new Connection(database, file, false);
  } catch (error) {
    if (database?.isOpen) database.close();
    throw toHistoryError(error, file);
  }
}

function openNewer(sqlite: Sqlite, file: string, database: DatabaseSync): Connection {
  database.close();
  return new Connection(connect(sqlite, file, true), file, true);
}

function connect(sqlite: Sqlite, file: string, readOnly: boolean): DatabaseSync {
  const database = new sqlite.DatabaseSync(file, { readOnly });
  // Nothing that reads the file: how it may be read is chosen next.
  database.exec(`PRAGMA busy_timeout = ${openingTimeoutMs}; PRAGMA foreign_keys = ON`);
  return database;
}

/** Only for its owner, as the files that SQLite puts beside it then are too. */
function createPrivately(file: string): void {
  makeFolder(dirname(file));
  closeSync(openSync(file, "a", 0o600));
}

// With `recursive`, Node never returns where a system says "no such file" of a new folder, as /proc does.
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another window was faster.
    if (!existsSync(folder)) throw error;
  }
}

/** The quick check leaves out that indexes agree with their tables. */
function checkIntegrity(database: DatabaseSync, isThorough: boolean): void {
  const pragma = isThorough ? "integrity_check" : "quick_check";
  if (database.prepare(`PRAGMA ${pragma}(1)`).get()?.[pragma] !== "ok")
    throw new HistoryError("failed", "reopen");
}
