import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { readCsv } from "../helpers/readCsv.ts";
import type { Note } from "./progressNote.ts";

export interface FinishedExports {
  readonly complete: number;
  /** Temporary files of windows that were killed while they wrote. */
  readonly drafts: readonly string[];
}

/** Checks that each file with a final name is complete, and that each reported export has all its entries. */
export function checkExports(folder: string, notes: readonly Note[]): FinishedExports {
  const names = readdirSync(folder);
  const drafts = names.filter((name) => name.endsWith(".partial"));
  const entries = new Map(
    names.filter((name) => !drafts.includes(name)).map((name) => [name, entriesOf(folder, name)]),
  );
  for (const note of notes) {
    if (note.kind !== "export") continue;
    const found = entries.get(note.file);
    // `latest` may have been replaced by a later export.
    if (note.file.startsWith("latest")) assert.ok(found !== undefined, `${note.file} is gone`);
    else assert.equal(found, note.entries, note.file);
  }
  return { complete: entries.size, drafts };
}

/** How many entries a file has; throws for a file that is cut off or has an entry twice. */
function entriesOf(folder: string, name: string): number {
  const text = readFileSync(path.join(folder, name), "utf8");
  const ids = name.endsWith(".csv") ? idsOfCsv(text) : idsOfJson(text);
  assert.equal(new Set(ids).size, ids.length, `${name} has an entry twice`);
  return ids.length;
}

function idsOfCsv(text: string): string[] {
  const [, ...rows] = readCsv(text);
  return rows.map(([id, account]) => `${account} ${id}`);
}

function idsOfJson(text: string): string[] {
  const rows: readonly { id: string; account: string }[] = JSON.parse(text);
  return rows.map(({ id, account }) => `${account} ${id}`);
}
