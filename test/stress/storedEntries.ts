import assert from "node:assert/strict";
import type { DatabaseSync } from "node:sqlite";
import type { SampleEntry } from "../../src/sample/ledger/ledgerEntry.ts";
import { fromFixedPoint } from "../../src/sample/simulation/fixedPoint.ts";
import type { Note } from "./progressNote.ts";

/** The amounts of entries by their ids. */
export type EntryAmounts = ReadonlyMap<string, string>;

export function amountsOf(entries: readonly SampleEntry[]): EntryAmounts {
  return new Map(entries.map(({ id, amount }) => [String(id), fromFixedPoint(amount)]));
}

/**
 * Checks that every committed entry is stored once, with the amount that the provider booked, and no other
 * entry.
 */
export function checkEntries(
  database: DatabaseSync,
  notes: readonly Note[],
  account: string,
  booked: EntryAmounts,
): EntryAmounts {
  const rows = database
    .prepare("SELECT entry.id, amount FROM entry JOIN account ON account.key = account WHERE account.id = ?")
    .all(account)
    .map(({ id, amount }) => [String(id), String(amount)] as const);
  const stored = new Map(rows);
  assert.equal(stored.size, rows.length, "an entry is stored twice");
  for (const [id, amount] of stored) assert.equal(amount, booked.get(id), `entry ${id}`);
  const committed = notes.flatMap((note) =>
    note.kind === "page" && note.account === account ? note.ids : [],
  );
  const lost = committed.filter((id) => !stored.has(id));
  assert.deepEqual(lost, [], "committed entries are lost");
  return stored;
}
