import { existsSync, renameSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { HistoryError } from "../../historyStore.ts";
import type { Connection } from "./connection.ts";
import type { Sqlite } from "./loadSqlite.ts";
import { openFile } from "./openFile.ts";

const companionSuffixes = ["-wal", "-shm", "-journal"];

/** Moves a damaged file and what SQLite keeps beside it to a dated name; returns where it is now. */
export function moveDamagedFile(file: string, nowMs: number): string {
  const extension = extname(file);
  const stem = basename(file, extension);
  const date = new Date(nowMs).toISOString().slice(0, 19).replaceAll(":", "-");
  const target = freeName(join(dirname(file), `${stem}-damaged-${date}`), extension);
  // The file last: until it is gone, no other window begins a new one that these would be taken for.
  for (const ending of companionSuffixes)
    if (existsSync(file + ending)) renameSync(file + ending, target + ending);
  renameSync(file, target);
  return target;
}

function freeName(stem: string, extension: string): string {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? stem + extension : `${stem}-${count}${extension}`;
    if (!existsSync(name)) return name;
  }
}

export interface ReplaceResult {
  readonly connection: Connection;
  /** Absent when another window was faster. */
  readonly movedTo?: string;
}

/**
 * Moves a damaged file aside and begins a new one. Several windows may notice the damage at once, so each
 * looks again while it holds a lock that the system lets go of should this process die.
 */
export function replaceDamaged(sqlite: Sqlite, file: string, nowMs: number): ReplaceResult {
  const lock = new sqlite.DatabaseSync(`${file}-lock`);
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
