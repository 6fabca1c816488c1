import type { ProviderLedgerEntry } from "../../../core/ledger/ledgerEntry.ts";
import type { MeterReading } from "../../../core/readings/snapshot.ts";
import type { AddedPage } from "../../historyStore.ts";
import type { Connection } from "../sqlite/connection.ts";
import { fullText, integer, type Row, text, textOrNull } from "../sqlite/row.ts";
import { foldCase } from "./caseFold.ts";
import type { ChangeTable } from "./changeTable.ts";
import type { MeterTable } from "./meterTable.ts";

const maxNumericLength = 999;

/** A text that sorts ids: numeric ids first and by value, then all others. Stored in the column `id_rank`. */
export function idSortKey(id: string): string {
  if (!/^(?:0|[1-9]\d*)$/.test(id) || id.length > maxNumericLength) return `~${id}`;
  return String(id.length).padStart(3, "0") + id;
}

/** Separates the searchable fields, so that a search never matches across two of them. */
const fieldSeparator = "\u001f";

const content =
  "meter, id_rank, at_ms, type, amount, balance_after, description, reference, metadata, search";

const upsert = `
  INSERT INTO entry (account, id, joined, place, pass, ${content}) VALUES (${"?, ".repeat(14)}?)
  ON CONFLICT (account, id) DO UPDATE
    SET joined = CASE place WHEN excluded.place THEN max(joined, excluded.joined) ELSE excluded.joined END,
        cursor = NULL,
        place = excluded.place,
        pass = CASE place WHEN excluded.place THEN max(pass, excluded.pass) ELSE excluded.pass END,
        (${content}) = (${content.replaceAll(/\w+/g, "excluded.$&")})
    WHERE joined < excluded.joined OR place <> excluded.place OR pass < excluded.pass
       OR (${content}) IS NOT (${content.replaceAll(/\w+/g, "excluded.$&")})`;

const storedTexts = ["id", "description", "reference"].map(fullText).join(", ");
const storedEntry = `SELECT key, type, amount, at_ms, meter, place, pass, ${storedTexts} FROM entry`;

export interface AddPageOptions extends Pick<MeterReading, "unit"> {
  /** The account's. */
  readonly sourceVersion: number;
  readonly pass: number;
  /** No gap follows between the entries and older ones, but for the gaps of the walk. */
  readonly isJoined: boolean;
  readonly nowMs: number;
}

/** How an entry is known: the number of the last pass that showed it. */
export interface EntryMark {
  readonly pass: number;
  readonly isJoined: boolean;
}

/**
 * The provider's entries. Entries from an earlier source of the account are only history; an entry of the current
 * source with the same id replaces them.
 */
export class EntryTable {
  readonly #connection: Connection;
  readonly #meters: MeterTable;
  readonly #changes: ChangeTable;

  constructor(connection: Connection, meters: MeterTable, changes: ChangeTable) {
    this.#connection = connection;
    this.#meters = meters;
    this.#changes = changes;
  }

  /** Call it within a transaction. */
  addPage(account: number, page: readonly ProviderLedgerEntry[], options: AddPageOptions): AddedPage {
    const meters = new Map<string, number>();
    const added = { changed: 0, contradicted: 0 };
    for (const entry of page) {
      const { unit } = options;
      const meter =
        meters.get(entry.meterId) ?? this.#meters.findOrAdd(account, { id: entry.meterId, unit }).key;
      meters.set(entry.meterId, meter);
      const passBefore = this.#recordChange(account, entry, options);
      if (passBefore !== undefined) added.changed += 1;
      if (passBefore !== undefined && passBefore >= options.pass) added.contradicted += 1;
      this.#upsert(account, meter, entry, options);
    }
    return added;
  }

  /** The stored entries among these ids, from the source. */
  marks(account: number, sourceVersion: number, ids: readonly string[]): ReadonlyMap<string, EntryMark> {
    const rows = this.#connection.all(
      `SELECT pass, joined, ${fullText("id")} FROM entry
        WHERE account = ? AND place = ? AND id IN (SELECT value FROM json_each(?))`,
      account,
      sourceVersion,
      JSON.stringify(ids),
    );
    return new Map(
      rows.map((row) => [
        text(row, "full_id"),
        { pass: integer(row, "pass"), isJoined: integer(row, "joined") === 1 },
      ]),
    );
  }

  /** Call it within a transaction. */
  joinAll(account: number): void {
    this.#connection.run("UPDATE entry SET joined = 1 WHERE account = ? AND joined = 0", account);
  }

  /** How many entries a pass or a later one has shown. */
  countSeen(account: number, sourceVersion: number, pass: number): number {
    const row = this.#connection.get(
      "SELECT count(*) AS seen FROM entry WHERE account = ? AND place = ? AND pass >= ?",
      account,
      sourceVersion,
      pass,
    );
    return row ? integer(row, "seen") : 0;
  }

  /** How many entries in a range of time no pass since this one has shown. `toMs` is exclusive. */
  countUnseen(
    account: number,
    sourceVersion: number,
    pass: number,
    range: { readonly fromMs: number; readonly toMs: number },
  ): number {
    const row = this.#connection.get(
      `SELECT count(*) AS unseen FROM entry
        WHERE account = ? AND place = ? AND pass < ? AND at_ms >= ? AND at_ms < ?`,
      account,
      sourceVersion,
      pass,
      range.fromMs,
      range.toMs,
    );
    return row ? integer(row, "unseen") : 0;
  }

  /** Deletes the entries since an instant that no pass since `pass` has shown. Call it within a transaction. */
  removeUnseen(
    account: number,
    sourceVersion: number,
    { pass, fromMs, nowMs }: { readonly pass: number; readonly fromMs: number; readonly nowMs: number },
  ): number {
    const rows = this.#connection.all(
      `${storedEntry} WHERE account = ? AND place = ? AND pass < ? AND at_ms >= ?`,
      account,
      sourceVersion,
      pass,
      fromMs,
    );
    return this.#remove(account, rows, nowMs);
  }

  /** Call it within a transaction. */
  removeEntries(account: number, sourceVersion: number, ids: readonly string[], nowMs: number): number {
    if (ids.length === 0) return 0;
    const rows = this.#connection.all(
      `${storedEntry} WHERE account = ? AND place = ? AND id IN (SELECT value FROM json_each(?))`,
      account,
      sourceVersion,
      JSON.stringify(ids),
    );
    return this.#remove(account, rows, nowMs);
  }

  #remove(account: number, rows: readonly Row[], nowMs: number): number {
    for (const row of rows) {
      this.#changes.add(account, "removed", row, nowMs);
      this.#connection.run("DELETE FROM entry WHERE key = ?", integer(row, "key"));
    }
    return rows.length;
  }

  /** Returns the last pass that showed the entry with other contents; `undefined` where nothing changed. */
  #recordChange(
    account: number,
    entry: ProviderLedgerEntry,
    { sourceVersion, nowMs }: AddPageOptions,
  ): number | undefined {
    const row = this.#connection.get(`${storedEntry} WHERE account = ? AND id = ?`, account, entry.id);
    if (!row || row.place !== sourceVersion || isSame(row, entry)) return undefined;
    this.#changes.add(account, "changed", row, nowMs);
    return integer(row, "pass");
  }

  #upsert(
    account: number,
    meter: number,
    entry: ProviderLedgerEntry,
    { isJoined, sourceVersion, pass }: AddPageOptions,
  ): void {
    const { id, description, reference } = entry;
    this.#connection.run(
      upsert,
      account,
      id,
      isJoined ? 1 : 0,
      sourceVersion,
      pass,
      meter,
      idSortKey(id),
      Date.parse(entry.at),
      entry.type,
      entry.amount,
      entry.balanceAfter ?? null,
      description,
      reference ?? null,
      entry.metadata ?? null,
      [description, reference ?? "", id].map(foldCase).join(fieldSeparator),
    );
  }
}

/** The balance after an entry is no part of it: an entry that is booked late changes the balances of all later ones. */
function isSame(row: Row, { type, amount, at, description, reference }: ProviderLedgerEntry): boolean {
  return (
    row.type === type &&
    row.amount === amount &&
    row.at_ms === Date.parse(at) &&
    text(row, "full_description") === description &&
    textOrNull(row, "full_reference") === (reference ?? null)
  );
}
