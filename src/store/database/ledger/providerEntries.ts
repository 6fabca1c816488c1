import type { LedgerFilter, LedgerRow, TimeOrder } from "../../../core/ledger/ledgerEntry.ts";
import type { Connection, SqlValue } from "../sqlite/connection.ts";
import {
  amount,
  amountOrNull,
  fullText,
  integer,
  type Row,
  text,
  textOrNull,
  throwDamaged,
} from "../sqlite/row.ts";
import { foldCase } from "../tables/caseFold.ts";
import type { StoredMeter } from "../tables/meterTable.ts";
import type { EntrySource, LedgerPosition, PositionedRow, PositionQuery } from "./cursor.ts";

const fullTexts = ["id", "id_rank", "description", "reference"].map(fullText).join(", ");

/** The ledger entries that the provider booked. */
export class ProviderEntries implements EntrySource {
  readonly #connection: Connection;
  readonly #meters: readonly StoredMeter[];
  readonly #where: string;
  readonly #values: readonly SqlValue[];

  constructor(connection: Connection, account: number, meters: readonly StoredMeter[], filter: LedgerFilter) {
    this.#connection = connection;
    this.#meters = meters;
    const conditions = ["account = ?"];
    const values: SqlValue[] = [account];
    const add = (condition: string, value: SqlValue | undefined) => {
      if (value === undefined) return;
      conditions.push(condition);
      values.push(value);
    };
    add("at_ms >= ?", filter.fromMs);
    add("at_ms < ?", filter.toMs);
    add("type = ?", filter.type);
    add("instr(search, ?) > 0", filter.text ? foldCase(filter.text) : undefined);
    this.#where = conditions.join(" AND ");
    this.#values = values;
  }

  page(order: TimeOrder, after: LedgerPosition | undefined, limit: number): PositionedRow[] {
    const direction = order === "newest" ? "DESC" : "ASC";
    const { sql, values } = this.#rangeQuery(order, after);
    return this.#connection
      .all(
        `SELECT *, ${fullTexts} ${sql} ORDER BY at_ms ${direction}, id_rank ${direction} LIMIT ?`,
        ...values,
        limit,
      )
      .map((row) => this.#toPositionedRow(row));
  }

  positionQuery(order: TimeOrder, after: LedgerPosition | undefined): PositionQuery {
    const { sql, values } = this.#rangeQuery(order, after);
    return {
      sql: `SELECT at_ms, 'p' AS source, id_rank AS rank, CAST(id_rank AS BLOB) AS full_rank ${sql}`,
      values,
    };
  }

  #rangeQuery(order: TimeOrder, after: LedgerPosition | undefined): PositionQuery {
    const boundary = after ? ` AND (at_ms, id_rank) ${order === "newest" ? "<" : ">"} (?, ?)` : "";
    return {
      sql: `FROM entry INDEXED BY entry_order WHERE ${this.#where}${boundary}`,
      values: [...this.#values, ...(after ? boundaryOf(after) : [])],
    };
  }

  at({ atMs, source, rank }: LedgerPosition): PositionedRow | undefined {
    if (source !== "provider") return undefined;
    const row = this.#connection.get(
      `SELECT *, ${fullTexts} FROM entry INDEXED BY entry_order WHERE ${this.#where} AND (at_ms, id_rank) = (?, ?)`,
      ...this.#values,
      atMs,
      rank,
    );
    return row && this.#toPositionedRow(row);
  }

  count(): number {
    const row = this.#connection.get(
      `SELECT count(*) AS total FROM entry WHERE ${this.#where}`,
      ...this.#values,
    );
    return row ? integer(row, "total") : 0;
  }

  #toPositionedRow(row: Row): PositionedRow {
    const atMs = integer(row, "at_ms");
    return {
      position: { atMs, source: "provider", rank: text(row, "full_id_rank") },
      row: toLedgerRow(row, atMs, this.#meters),
    };
  }
}

// Observed entries come before booked entries of the same instant: the rank "" sorts before every other.
function boundaryOf({ atMs, source, rank }: LedgerPosition): [number, string] {
  return [atMs, source === "provider" ? rank : ""];
}

function toLedgerRow(row: Row, atMs: number, meters: readonly StoredMeter[]): LedgerRow {
  const meter = meters.find(({ key }) => key === row.meter) ?? throwDamaged();
  const type = text(row, "type");
  const balanceAfter = amountOrNull(row, "balance_after");
  const reference = textOrNull(row, "full_reference");
  const metadata = textOrNull(row, "metadata");
  return {
    id: text(row, "full_id"),
    source: "provider",
    type: type === "credit" || type === "debit" || type === "adjustment" ? type : throwDamaged(),
    meterId: meter.id,
    unit: meter.unit,
    amount: amount(row, "amount"),
    ...(balanceAfter === null ? {} : { balanceAfter }),
    description: text(row, "full_description"),
    ...(reference === null ? {} : { reference }),
    ...(metadata === null ? {} : { metadata }),
    atMs,
  };
}
