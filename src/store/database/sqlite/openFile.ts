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

/** Several windows may create or migrate the file at the same time. */
const openingTimeoutMs = 5000;
const cacheKib = 8000;
/** A check takes about 5 ms per MiB, so a larger file is checked only when it is suspect. */
const maxQuickCheckBytes = 4 * 1024 * 1024;

/** Opens the file, creates it if needed, and migrates it to this version. Throws `HistoryError`. */
export function openFile(sqlite: Sqlite, file: string, isSuspect: boolean): Connection {
  let database: DatabaseSync | undefined;
  try {
    createPrivateFile(file);
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
  // No pragma here may read the file: the journal mode has to be chosen first.
  database.exec(`PRAGMA busy_timeout = ${openingTimeoutMs}; PRAGMA foreign_keys = ON`);
  return database;
}

/** Creates a file that only its owner can access. SQLite gives its companion files the same mode. */
export function createPrivateFile(file: string): void {
  createFolder(dirname(file));
  closeSync(openSync(file, "a", 0o600));
}

// Not `mkdirSync` with `recursive`: it never returns on file systems such as /proc that answer ENOENT for a new folder.
function createFolder(folder: string): void {
  if (existsSync(folder)) return;
  createFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another window may have created it in the meantime.
    if (!existsSync(folder)) throw error;
  }
}

/** The quick check does not compare indexes with their tables. */
function checkIntegrity(database: DatabaseSync, isThorough: boolean): void {
  const pragma = isThorough ? "integrity_check" : "quick_check";
  if (database.prepare(`PRAGMA ${pragma}(1)`).get()?.[pragma] !== "ok")
    throw new HistoryError("failed", "reopen");
}
