import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openHistory } from "../../../src/store/database/openHistory.lazy.ts";
import type { HistoryStore } from "../../../src/store/historyStore.ts";

let opening: Promise<readonly HistoryStore[]> | undefined;

/** A database for all cases of a run, each with its own account; deleted when the process ends. */
export async function sharedHistory(): Promise<HistoryStore> {
  const [store] = await sharedHistories();
  if (!store) throw new Error("the history is off");
  return store;
}

/** The same database as two windows have it. */
export function sharedHistories(): Promise<readonly HistoryStore[]> {
  opening ??= open();
  return opening;
}

async function open(): Promise<readonly HistoryStore[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "cm-properties-"));
  const stores: HistoryStore[] = [];
  for (let window = 0; window < 2; window += 1) {
    const opened = await openHistory(path.join(folder, "history.db"), {});
    if (opened.kind === "off") throw new Error(`the history is off: ${opened.reason}`);
    stores.push(opened.store);
  }
  process.once("exit", () => {
    for (const store of stores) store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return stores;
}
