import type { DatabaseSync } from "node:sqlite";
import { userVersion } from "./migrate.ts";
import { resultCode } from "./sqliteError.ts";

const busy = 5;
/** IOERR, READONLY, CANTOPEN and PROTOCOL: the errors in folders without shared memory or reliable locks. */
const walUnsupportedCodes: readonly number[] = [10, 8, 14, 15];

/**
 * Chooses WAL for a new file; an existing file, which others may have open, keeps its mode. Returns whether the mode
 * works in this folder: some network folders accept WAL and then refuse its shared memory.
 */
export function chooseJournalMode(database: DatabaseSync): boolean {
  if (userVersion(database) === 0) enableWal(database);
  const isWal = database.prepare("PRAGMA journal_mode").get()?.journal_mode === "wal";
  // Without WAL, only FULL survives a power failure.
  database.exec(`PRAGMA synchronous = ${isWal ? "NORMAL" : "FULL"}`);
  return !isWal || canWrite(database);
}

function enableWal(database: DatabaseSync): void {
  try {
    database.exec("PRAGMA journal_mode = WAL");
  } catch (error) {
    // Busy: another window creates the same file and chooses the same mode.
    if (((resultCode(error) ?? 0) & 0xff) !== busy) throw error;
  }
}

/** Switches the file from WAL to a rollback journal. Needs a new connection; exclusive mode needs no shared memory. */
export function disableWal(database: DatabaseSync): void {
  database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE");
  database.exec("PRAGMA locking_mode = NORMAL; PRAGMA synchronous = FULL; PRAGMA user_version");
}

function canWrite(database: DatabaseSync): boolean {
  try {
    database.exec("BEGIN IMMEDIATE; ROLLBACK");
    return true;
  } catch (error) {
    const code = resultCode(error);
    if (code !== undefined && walUnsupportedCodes.includes(code & 0xff)) return false;
    // If the file is busy, its locks work. If it is damaged, the first read reports it.
    return true;
  }
}
