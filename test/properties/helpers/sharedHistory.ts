import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openHistory } from "../../../src/store/database/openHistory.lazy.ts";
import type { HistoryStore } from "../../../src/store/historyStore.ts";

let opening: Promise<HistoryStore> | undefined;

/** A database for all cases of a run, each with its own account; deleted when the process ends. */
export function sharedHistory(): Promise<HistoryStore> {
  opening ??= open();
  return opening;
}

async function open(): Promise<HistoryStore> {
  const folder = mkdtempSync(path.join(tmpdir(), "cm-properties-"));
  const opened = await openHistory(path.join(folder, "history.db"), {});
  if (opened.kind === "off") throw new Error(`the history is off: ${opened.reason}`);
  process.once("exit", () => {
    opened.store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return opened.store;
}
