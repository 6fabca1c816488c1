import { defined } from "../../../core/common/defined.ts";
import { balanceOf } from "../../../core/ledger/balanceOf.ts";
import type {
  LedgerFilter,
  LedgerRow,
  ObservedDescriptions,
  TimeOrder,
} from "../../../core/ledger/ledgerEntry.ts";
import type { BookingState, OpenRange } from "../../../core/ledger/openRange.ts";
import { systemTimeZone } from "../../../core/time/timeZone.ts";
import type { Connection, SqlValue } from "../sqlite/connection.ts";
import { amount, amountOrNull, integer, integerOrNull, type Row } from "../sqlite/row.ts";
import { codesOfType, decodeChange } from "../tables/changeCode.ts";
import type { StoredMeter } from "../tables/meterTable.ts";
import type { EntrySource, LedgerPosition, PositionedRow, PositionQuery } from "./cursor.ts";
import { isInSpan, observedSearch, spansOf } from "./observedSearch.ts";

const columns = "from_ms, change, remaining, held, amount, since_ms";

/** The ledger entries that were derived from the readings of one meter. */
export class ObservedEntries implements EntrySource {
  readonly #connection: Connection;
  readonly #meter: StoredMeter;
  /** Where the provider's entries do not explain what was observed; `undefined` on a meter on which it does not book. */
  readonly #openRanges: readonly OpenRange[] | undefined;
  readonly #from: string;
  readonly #where: string;
  readonly #values: readonly SqlValue[];

  constructor(
    connection: Connection,
    meter: StoredMeter,
    filter: LedgerFilter,
    descriptions: ObservedDescriptions,
    openRanges?: readonly OpenRange[],
  ) {
    this.#connection = connection;
    this.#meter = meter;
    this.#openRanges = openRanges?.filter(({ remainder }) => remainder === undefined);
    // From the ranges to the samples in them, because most samples are in none.
    this.#from = this.#openRanges ? `json_each(?) AS span CROSS JOIN sample ON ${isInSpan}` : "sample";
    const spans = this.#openRanges ? [spansOf(this.#openRanges)] : [];
    const conditions = ["meter = ?", "change IS NOT NULL"];
    const values: SqlValue[] = [...spans, meter.key];
    const add = (condition: string, ...parameters: readonly SqlValue[]) => {
      conditions.push(condition);
      values.push(...parameters);
    };
    if (filter.fromMs !== undefined) add("from_ms >= ?", filter.fromMs);
    if (filter.toMs !== undefined) add("from_ms < ?", filter.toMs);
    if (filter.type) add(`change IN (${codesOfType[filter.type].join()})`);
    if (filter.text) {
      const search = observedSearch(connection, meter.id, filter.text, {
        descriptions,
        timeZone: filter.timeZone ?? systemTimeZone(),
        openRanges: this.#openRanges,
      });
      add(search.sql, ...search.values);
    }
    this.#where = conditions.join(" AND ");
    this.#values = values;
  }

  page(order: TimeOrder, after: LedgerPosition | undefined, limit: number): PositionedRow[] {
    const { sql, values } = this.#rangeQuery(order, after);
    const direction = order === "newest" ? "DESC" : "ASC";
    return this.#connection
      .all(`SELECT ${columns} ${sql} ORDER BY from_ms ${direction} LIMIT ?`, ...values, limit)
      .map((row) => this.#toPositionedRow(row));
  }

  at({ atMs, source, rank }: LedgerPosition): PositionedRow | undefined {
    if (source !== "observed" || rank !== String(this.#meter.key)) return undefined;
    const row = this.#connection.get(
      `SELECT ${columns} FROM ${this.#from} WHERE ${this.#where} AND from_ms = ?`,
      ...this.#values,
      atMs,
    );
    return row && this.#toPositionedRow(row);
  }

  positionQuery(order: TimeOrder, after: LedgerPosition | undefined): PositionQuery {
    const { sql, values } = this.#rangeQuery(order, after);
    return {
      sql: `SELECT from_ms AS at_ms, 'o' AS source, meter AS rank, CAST(meter AS TEXT) AS full_rank ${sql}`,
      values,
    };
  }

  count(): number {
    const row = this.#connection.get(
      `SELECT count(*) AS total FROM ${this.#from} WHERE ${this.#where}`,
      ...this.#values,
    );
    return row ? integer(row, "total") : 0;
  }

  #toPositionedRow(row: Row): PositionedRow {
    const observed = toLedgerRow(row, this.#meter);
    const entry = { ...observed, ...defined({ booking: this.#bookingAt(observed.atMs) }) };
    return {
      position: { atMs: entry.atMs, source: "observed", rank: String(this.#meter.key) },
      row: entry,
    };
  }

  #bookingAt(atMs: number): BookingState | undefined {
    return this.#openRanges?.find(({ fromMs, toMs }) => fromMs < atMs && atMs <= toMs)?.booking;
  }

  #rangeQuery(order: TimeOrder, after: LedgerPosition | undefined): PositionQuery {
    const isNewest = order === "newest";
    const boundary = after ? ` AND from_ms ${isNewest ? "<=" : ">="} ?` : "";
    return {
      sql: `FROM ${this.#from} WHERE ${this.#where}${boundary}`,
      values: [...this.#values, ...(after ? [this.#boundaryMs(after, isNewest)] : [])],
    };
  }

  /** The nearest instant at which an entry of this meter comes after the position. */
  #boundaryMs({ atMs, source, rank }: LedgerPosition, isNewest: boolean): number {
    if (isNewest) return source === "provider" || this.#meter.key < Number(rank) ? atMs : atMs - 1;
    return source === "observed" && this.#meter.key > Number(rank) ? atMs : atMs + 1;
  }
}

function toLedgerRow(row: Row, { id, unit }: StoredMeter): LedgerRow {
  const atMs = integer(row, "from_ms");
  const balanceAfter = balanceOf({
    remaining: amountOrNull(row, "remaining"),
    held: amountOrNull(row, "held") ?? undefined,
  });
  const sinceMs = integerOrNull(row, "since_ms");
  return {
    id: `${id}-${atMs}`,
    source: "observed",
    ...decodeChange(integer(row, "change")),
    meterId: id,
    unit,
    amount: amount(row, "amount"),
    ...(balanceAfter === undefined ? {} : { balanceAfter }),
    description: "",
    atMs,
    ...(sinceMs === null ? {} : { sinceMs }),
  };
}
