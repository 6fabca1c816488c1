import type { DatabaseSync } from "node:sqlite";
import { migrations } from "./schema.ts";

/**
 * Migrates a file to the version of `steps`, each step in its own transaction. Another window may do the same at the
 * same time, so each transaction reads the version again. Returns the file's version, which may be newer than `steps`.
 */
export function migrate(database: DatabaseSync, steps: readonly string[] = migrations): number {
  for (let version = userVersion(database); version < steps.length; version = userVersion(database)) {
    database.exec("BEGIN IMMEDIATE");
    try {
      const step = steps[userVersion(database)];
      if (step !== undefined) database.exec(`${step}; PRAGMA user_version = ${userVersion(database) + 1}`);
      database.exec("COMMIT");
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
  }
  return userVersion(database);
}

export function userVersion(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA user_version").get()?.user_version);
}
