import type { SQLInputValue } from "node:sqlite";
import type {
  LedgerFilter,
  LedgerOrder,
  LedgerRow,
  ObservedDescriptions,
} from "../../../core/ledger/ledgerEntry.ts";
import { balanceOf } from "../../../core/ledger/observation.ts";
import type { Connection } from "../sqlite/connection.ts";
import { amount, amountOrNull, integer, integerOrNull, type Row } from "../sqlite/row.ts";
import { changeCodes, decodeChange } from "../tables/changeCode.ts";
import type { StoredMeter } from "../tables/meterTable.ts";
import type { EntrySource, LedgerPosition, PositionedRow, PositionQuery } from "./cursor.ts";
import { observedSearchCondition } from "./observedSearch.ts";

const columns = "from_ms, change, remaining, held, amount, since_ms";

/** The entries that were concluded from the readings of one meter. */
export class ObservedEntries implements EntrySource {
  readonly #connection: Connection;
  readonly #meter: StoredMeter;
  readonly #where: string;
  readonly #values: readonly SQLInputValue[];

  constructor(
    connection: Connection,
    meter: StoredMeter,
    filter: LedgerFilter,
    observedWords: ObservedDescriptions,
  ) {
    this.#connection = connection;
    this.#meter = meter;
    const tests = ["meter = ?", "change IS NOT NULL"];
    const values: SQLInputValue[] = [meter.key];
    const add = (test: string, ...given: SQLInputValue[]) => {
      tests.push(test);
      values.push(...given);
    };
    if (filter.fromMs !== undefined) add("from_ms >= ?", filter.fromMs);
    if (filter.toMs !== undefined) add("from_ms < ?", filter.toMs);
    if (filter.type === "adjustment") add("change IN (?, ?)", ...changeCodes.adjustment);
    else if (filter.type) add("change = ?", changeCodes[filter.type]);
    if (filter.text) {
      const { sql, values } = observedSearchCondition(
        filter.text,
        observedWords,
        meter.id,
        connection.localTimes,
      );
      add(sql, ...values);
    }
    this.#where = tests.join(" AND ");
    this.#values = values;
  }

  page(order: LedgerOrder, after: LedgerPosition | undefined, limit: number): PositionedRow[] {
    const { sql, values } = this.#rangeQuery(order, after);
    const direction = order === "newest" ? "DESC" : "ASC";
    return this.#connection
      .all(`SELECT ${columns} ${sql} ORDER BY from_ms ${direction} LIMIT ?`, ...values, limit)
      .map((row) => {
        const found = entryOf(row, this.#meter);
        return {
          position: { atMs: found.atMs, source: "observed", rank: String(this.#meter.key) },
          row: found,
        };
      });
  }

  positionQuery(order: LedgerOrder, after: LedgerPosition | undefined): PositionQuery {
    const { sql, values } = this.#rangeQuery(order, after);
    return { sql: `SELECT from_ms AS at_ms, 'o' AS source, meter AS rank ${sql}`, values };
  }

  count(): number {
    const row = this.#connection.get(
      `SELECT count(*) AS total FROM sample WHERE ${this.#where}`,
      ...this.#values,
    );
    return row ? integer(row, "total") : 0;
  }

  #rangeQuery(order: LedgerOrder, after: LedgerPosition | undefined): PositionQuery {
    const isNewest = order === "newest";
    const edge = after ? ` AND from_ms ${isNewest ? "<=" : ">="} ?` : "";
    return {
      sql: `FROM sample WHERE ${this.#where}${edge}`,
      values: [...this.#values, ...(after ? [this.#boundaryMs(after, isNewest)] : [])],
    };
  }

  /** The nearest instant whose entry lies beyond the position. */
  #boundaryMs({ atMs, source, rank }: LedgerPosition, isNewest: boolean): number {
    if (isNewest) return source === "provider" || this.#meter.key < Number(rank) ? atMs : atMs - 1;
    return source === "observed" && this.#meter.key > Number(rank) ? atMs : atMs + 1;
  }
}

function entryOf(row: Row, { id, unit }: StoredMeter): LedgerRow {
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
