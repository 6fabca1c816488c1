import { existsSync, renameSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { HistoryError } from "../../historyStore.ts";
import type { Connection } from "./connection.ts";
import type { Sqlite } from "./loadSqlite.ts";
import { createPrivateFile, openFile } from "./openFile.ts";

const companionSuffixes = ["-wal", "-shm", "-journal"];

/** Moves a damaged file and SQLite's companion files to a dated name; returns the new path. */
export function moveDamagedFile(file: string, nowMs: number): string {
  const extension = extname(file);
  const stem = basename(file, extension);
  const date = new Date(nowMs).toISOString().slice(0, 19).replaceAll(":", "-");
  const target = unusedPath(join(dirname(file), `${stem}-damaged-${date}`), extension);
  // The database file last: otherwise another window could create a new one that takes over the companions.
  for (const suffix of companionSuffixes)
    if (existsSync(file + suffix)) renameSync(file + suffix, target + suffix);
  renameSync(file, target);
  return target;
}

function unusedPath(stem: string, extension: string): string {
  for (let count = 1; ; count += 1) {
    const path = count === 1 ? stem + extension : `${stem}-${count}${extension}`;
    if (!existsSync(path)) return path;
  }
}

export interface ReplaceResult {
  readonly connection: Connection;
  /** Where the damaged file is now; absent when another window has replaced it already. */
  readonly movedTo?: string;
}

/**
 * Moves a damaged file away and creates a new one. Several windows may notice the damage at once, so each checks the
 * file again while it holds a lock. The system releases the lock when the process ends.
 */
export function replaceDamaged(sqlite: Sqlite, file: string, nowMs: number): ReplaceResult {
  const lockFile = `${file}-lock`;
  createPrivateFile(lockFile);
  const lock = new sqlite.DatabaseSync(lockFile);
  try {
    lock.exec("PRAGMA busy_timeout = 10000; BEGIN EXCLUSIVE");
    const connection = openUndamaged(sqlite, file);
    if (connection) return { connection };
    const movedTo = moveDamagedFile(file, nowMs);
    return { connection: openFile(sqlite, file, false), movedTo };
  } finally {
    lock.close();
  }
}

function openUndamaged(sqlite: Sqlite, file: string): Connection | undefined {
  try {
    return openFile(sqlite, file, true);
  } catch (error) {
    if (error instanceof HistoryError && error.recovery === "reopen") return undefined;
    throw error;
  }
}
