import type { ProviderLedgerEntry } from "../../../core/ledger/ledgerEntry.ts";
import type { MeterReading } from "../../../core/readings/snapshot.ts";
import type { Connection } from "../sqlite/connection.ts";
import { foldCase } from "./caseFold.ts";
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
  INSERT INTO entry (account, id, joined, place, ${content}) VALUES (${"?, ".repeat(13)}?)
  ON CONFLICT (account, id) DO UPDATE
    SET joined = CASE place WHEN excluded.place THEN max(joined, excluded.joined) ELSE excluded.joined END,
        cursor = CASE place WHEN excluded.place THEN cursor END,
        place = excluded.place,
        (${content}) = (${content.replaceAll(/\w+/g, "excluded.$&")})
    WHERE joined < excluded.joined OR place <> excluded.place
       OR (${content}) IS NOT (${content.replaceAll(/\w+/g, "excluded.$&")})`;

/**
 * The provider's entries. Contiguous (column `joined`): the next older entry of the ledger is stored too. Entries from
 * an earlier source of the account are only history; an entry of the current source with the same id replaces them.
 */
export class EntryTable {
  readonly #connection: Connection;
  readonly #meters: MeterTable;

  constructor(connection: Connection, meters: MeterTable) {
    this.#connection = connection;
    this.#meters = meters;
  }

  /** Call it within a transaction. `sourceVersion`: the account's. */
  addPage(
    account: number,
    page: readonly ProviderLedgerEntry[],
    isLast: boolean,
    { unit }: Pick<MeterReading, "unit">,
    sourceVersion: number,
  ): void {
    const meters = new Map<string, number>();
    for (const [index, entry] of page.entries()) {
      const meter =
        meters.get(entry.meterId) ?? this.#meters.findOrAdd(account, { id: entry.meterId, unit }).key;
      meters.set(entry.meterId, meter);
      this.#upsert({ account, meter, sourceVersion }, entry, isLast || index < page.length - 1);
    }
  }

  #upsert(
    { account, meter, sourceVersion }: Readonly<Record<"account" | "meter" | "sourceVersion", number>>,
    entry: ProviderLedgerEntry,
    isContiguous: boolean,
  ): void {
    const { id, description, reference } = entry;
    this.#connection.run(
      upsert,
      account,
      id,
      isContiguous ? 1 : 0,
      sourceVersion,
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
