import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach } from "mocha";
import { type OpenOptions, openHistory } from "../../../../../src/store/database/openHistory.lazy.ts";
import type { HistoryStore } from "../../../../../src/store/historyStore.ts";

const cleanUps: (() => void)[] = [];

afterEach(() => {
  for (let undo = cleanUps.pop(); undo; undo = cleanUps.pop()) undo();
});

/** A folder that is deleted after the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "cm-history-"));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function tempFile(): string {
  return path.join(tempFolder(), "history.db");
}

/** Opens a history, in a new folder by default; it is closed after the test. */
export async function openStore(file = tempFile(), options: OpenOptions = {}): Promise<HistoryStore> {
  const opened = await openHistory(file, options);
  if (opened.kind === "off") throw new Error(`the history is off: ${opened.reason}`);
  cleanUps.push(() => opened.store.close());
  return opened.store;
}

/** Opens the file as plain SQLite, besides the store; it is closed after the test. */
export function openSqlite(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  cleanUps.push(() => database.isOpen && database.close());
  return database;
}
