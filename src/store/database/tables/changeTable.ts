import * as z from "zod/mini";
import type { EntryChange, RemovedEntry } from "../../../core/ledger/ledgerEntry.ts";
import { ledgerTypes } from "../../../core/ledger/ledgerEntry.ts";
import { type Amount, isAmount } from "../../../core/money/amount.ts";
import type { Connection } from "../sqlite/connection.ts";
import { fullText, integer, type Row, text, throwDamaged } from "../sqlite/row.ts";
import type { StoredMeter } from "./meterTable.ts";

const amountSchema = z.custom<Amount>((value) => isAmount(value));
const beforeSchema = z.object({
  type: z.enum(ledgerTypes),
  amount: amountSchema,
  atMs: z.number(),
  description: z.string(),
});

/** An entry of today may grow all day: its last change stands for further ones. */
const maxPerEntry = 20;
const columns = ["id", "before"].map(fullText).join(", ");

/** What entries were before their provider changed or removed them. */
export class ChangeTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Call it within a transaction, before the row of the entry (a row of the table `entry`) is changed or deleted. */
  add(account: number, kind: EntryChange["kind"], row: Row, noticedMs: number): void {
    const id = text(row, "full_id");
    const count = this.#connection.get(
      "SELECT count(*) AS changes FROM entry_change WHERE account = ? AND id = ?",
      account,
      id,
    );
    if (kind === "changed" && count && integer(count, "changes") >= maxPerEntry) {
      // The last change takes the place of the one before: what the entry was before both stays.
      this.#connection.run(
        `UPDATE entry_change SET noticed_ms = ?, key = (SELECT max(key) FROM entry_change) + 1
          WHERE key = (SELECT max(key) FROM entry_change WHERE account = ? AND id = ?)`,
        noticedMs,
        account,
        id,
      );
      return;
    }
    const before = {
      type: text(row, "type"),
      amount: text(row, "amount"),
      atMs: integer(row, "at_ms"),
      description: text(row, "full_description"),
    };
    this.#connection.run(
      "INSERT INTO entry_change (account, id, meter, kind, noticed_ms, before) VALUES (?, ?, ?, ?, ?, ?)",
      account,
      id,
      integer(row, "meter"),
      kind,
      noticedMs,
      JSON.stringify(before),
    );
  }

  /** The changes of entries by id, each latest first. */
  ofEntries(account: number, ids: readonly string[]): ReadonlyMap<string, readonly EntryChange[]> {
    const changes = new Map<string, EntryChange[]>();
    const rows = this.#connection.all(
      `SELECT kind, noticed_ms, ${columns} FROM entry_change
        WHERE account = ? AND id IN (SELECT value FROM json_each(?)) ORDER BY key DESC`,
      account,
      JSON.stringify(ids),
    );
    for (const row of rows) {
      const id = text(row, "full_id");
      changes.set(id, [...(changes.get(id) ?? []), toChange(row)]);
    }
    return changes;
  }

  /** The entries that were removed last, latest first. */
  removed(account: number, meters: readonly StoredMeter[], limit: number): readonly RemovedEntry[] {
    return this.#connection
      .all(
        `SELECT meter, kind, noticed_ms, ${columns} FROM entry_change
          WHERE account = ? AND kind = 'removed' ORDER BY key DESC LIMIT ?`,
        account,
        limit,
      )
      .map((row) => {
        const { unit } = meters.find(({ key }) => key === row.meter) ?? throwDamaged();
        return { ...toChange(row), id: text(row, "full_id"), unit };
      });
  }
}

function toChange(row: Row): EntryChange {
  const kind = text(row, "kind");
  if (kind !== "changed" && kind !== "removed") return throwDamaged();
  const before = z.safeParse(beforeSchema, parseJson(text(row, "full_before")));
  return before.success ? { kind, atMs: integer(row, "noticed_ms"), before: before.data } : throwDamaged();
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return throwDamaged();
  }
}
