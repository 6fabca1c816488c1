import { existsSync } from "node:fs";
import { HistoryError } from "../historyStore.ts";
import { Connection } from "./sqlite/connection.ts";
import { loadSqlite, type Sqlite } from "./sqlite/loadSqlite.ts";
import { userVersion } from "./sqlite/migrate.ts";
import { schemaVersion } from "./sqlite/schema.ts";
import { toHistoryError } from "./sqlite/sqliteError.ts";

/** Why another program cannot read the history. `older`, `newer`: another version of the extension wrote it. */
export type ReadOnlyProblem = "noModule" | "missing" | "older" | "newer" | "damaged" | "busy" | "refused";

export type ReadOnlyHistory =
  | { readonly kind: "open"; readonly connection: Connection }
  | { readonly kind: "problem"; readonly problem: ReadOnlyProblem };

/**
 * How long a call waits while a window keeps the file to itself, as the last one does for a moment when it closes. Longer than
 * a window waits, because it blocks only a program of its own.
 */
const waitMs = 2_000;

/** Opens the history for reading beside the windows that write it. Creates, migrates and repairs nothing. */
export function openReadOnly(file: string, load: () => Sqlite | undefined = loadSqlite): ReadOnlyHistory {
  const sqlite = load();
  if (!sqlite) return { kind: "problem", problem: "noModule" };
  if (!existsSync(file)) return { kind: "problem", problem: "missing" };
  try {
    const database = new sqlite.DatabaseSync(file, { readOnly: true });
    try {
      database.exec(`PRAGMA busy_timeout = ${waitMs}`);
      const version = userVersion(database);
      if (version === schemaVersion)
        return { kind: "open", connection: new Connection(database, file, true, waitMs) };
      database.close();
      // A file without tables is one that a window is creating at this moment.
      return { kind: "problem", problem: version > schemaVersion ? "newer" : "older" };
    } catch (error) {
      if (database.isOpen) database.close();
      throw error;
    }
  } catch (error) {
    return { kind: "problem", problem: problemOf(toHistoryError(error, file)) };
  }
}

/** The problem that a `HistoryError` tells of; throws any other error. */
export function problemOf(error: unknown): ReadOnlyProblem {
  if (!(error instanceof HistoryError)) throw error;
  if (error.recovery === "retry") return "busy";
  return error.recovery === "reopen" ? "damaged" : "refused";
}
