import assert from "node:assert/strict";
import type { DatabaseSync } from "node:sqlite";
import type { SampleEntry } from "../../src/sample/ledger/ledgerEntry.ts";
import { fromFixedPoint } from "../../src/sample/simulation/fixedPoint.ts";
import type { Note } from "./progressNote.ts";

/** Id and amount of each entry, as kept or as booked. */
export type Booked = ReadonlyMap<string, string>;

export function bookedEntries(entries: readonly SampleEntry[]): Booked {
  return new Map(entries.map(({ id, amount }) => [String(id), fromFixedPoint(amount)]));
}

/** Every committed entry is kept once, with the amount that the provider booked, and no entry is made up. */
export function checkEntries(
  database: DatabaseSync,
  notes: readonly Note[],
  account: string,
  booked: Booked,
): Booked {
  const rows = database
    .prepare("SELECT entry.id, amount FROM entry JOIN account ON account.key = account WHERE account.id = ?")
    .all(account)
    .map(({ id, amount }) => [String(id), String(amount)] as const);
  const kept = new Map(rows);
  assert.equal(kept.size, rows.length, "an entry is kept twice");
  for (const [id, amount] of kept) assert.equal(amount, booked.get(id), `entry ${id}`);
  const committed = notes.flatMap((note) =>
    note.kind === "page" && note.account === account ? note.ids : [],
  );
  const lost = committed.filter((id) => !kept.has(id));
  assert.deepEqual(lost, [], "committed entries are lost");
  return kept;
}
