import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach } from "mocha";
import { type OpenOptions, openHistory } from "../../../../../src/store/database/openHistory.lazy.ts";
import type { HistoryStore } from "../../../../../src/store/historyStore.ts";

const undos: (() => void)[] = [];

afterEach(() => {
  for (let undo = undos.pop(); undo; undo = undos.pop()) undo();
});

/** A folder that is gone after the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "cm-history-"));
  undos.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function tempFile(): string {
  return path.join(tempFolder(), "history.db");
}

/** Opens a history, in a folder of its own unless told where; closed after the test. */
export async function open(file = tempFile(), options: OpenOptions = {}): Promise<HistoryStore> {
  const opened = await openHistory(file, options);
  if (opened.kind === "off") throw new Error(`the history is off: ${opened.reason}`);
  undos.push(() => opened.store.close());
  return opened.store;
}

/** The file as plain SQLite, beside the store; closed after the test. */
export function bare(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  undos.push(() => database.isOpen && database.close());
  return database;
}
