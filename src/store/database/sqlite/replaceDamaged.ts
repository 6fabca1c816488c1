import { HistoryError } from "../../historyStore.ts";
import type { Connection } from "./connection.ts";
import type { Sqlite } from "./loadSqlite.ts";
import { openFile } from "./openFile.ts";
import { setAside } from "./setAside.ts";

export interface Replaced {
  readonly connection: Connection;
  /** Absent when another window was faster. */
  readonly movedTo?: string;
}

/**
 * Moves a damaged file aside and begins a new one. Several windows may notice the damage at once, so each
 * looks again while it holds a lock that the system lets go of should this process die.
 */
export function replaceDamaged(sqlite: Sqlite, file: string, nowMs: number): Replaced {
  const lock = new sqlite.DatabaseSync(`${file}-lock`);
  try {
    lock.exec("PRAGMA busy_timeout = 10000; BEGIN EXCLUSIVE");
    const connection = openUndamaged(sqlite, file);
    if (connection) return { connection };
    const movedTo = setAside(file, nowMs);
    return { connection: openFile(sqlite, file, false), movedTo };
  } finally {
    lock.close();
  }
}

function openUndamaged(sqlite: Sqlite, file: string): Connection | undefined {
  try {
    return openFile(sqlite, file, true);
  } catch (error) {
    if (error instanceof HistoryError && error.remedy === "reopen") return undefined;
    throw error;
  }
}
