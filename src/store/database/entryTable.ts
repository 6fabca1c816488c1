import type { ProviderLedgerEntry } from "../../core/ledgerEntry.ts";
import type { MeterReading } from "../../core/snapshot.ts";
import type { Connection } from "./connection.ts";
import { foldText } from "./foldText.ts";
import { idRank } from "./idRank.ts";
import type { MeterTable } from "./meterTable.ts";

/** Between the fields that are searched, so that no text is found across two of them. */
const fieldEnd = "\u001f";

const content =
  "meter, id_rank, at_ms, type, amount, balance_after, description, reference, metadata, search";

const upsert = `
  INSERT INTO entry (account, id, joined, ${content}) VALUES (${"?, ".repeat(12)}?)
  ON CONFLICT (account, id) DO UPDATE
    SET joined = max(joined, excluded.joined),
        (${content}) = (${content.replaceAll(/\w+/g, "excluded.$&")})
    WHERE joined < excluded.joined
       OR (${content}) IS NOT (${content.replaceAll(/\w+/g, "excluded.$&")})`;

/** The provider's entries. `joined`: the next older entry of the ledger is known to be kept too. */
export class EntryTable {
  readonly #connection: Connection;
  readonly #meters: MeterTable;

  constructor(connection: Connection, meters: MeterTable) {
    this.#connection = connection;
    this.#meters = meters;
  }

  /** Within a transaction. */
  addPage(
    account: number,
    page: readonly ProviderLedgerEntry[],
    isLast: boolean,
    { unit }: Pick<MeterReading, "unit">,
  ): void {
    const meters = new Map<string, number>();
    for (const [index, entry] of page.entries()) {
      const meter =
        meters.get(entry.meterId) ?? this.#meters.findOrAdd(account, { id: entry.meterId, unit }).key;
      meters.set(entry.meterId, meter);
      this.#put(account, meter, entry, isLast || index < page.length - 1);
    }
  }

  #put(account: number, meter: number, entry: ProviderLedgerEntry, isJoined: boolean): void {
    const { id, description, reference } = entry;
    this.#connection.run(
      upsert,
      account,
      id,
      isJoined ? 1 : 0,
      meter,
      idRank(id),
      Date.parse(entry.at),
      entry.type,
      entry.amount,
      entry.balanceAfter ?? null,
      description,
      reference ?? null,
      entry.metadata ?? null,
      [description, reference ?? "", id].map(foldText).join(fieldEnd),
    );
  }
}
