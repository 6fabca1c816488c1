import type {
  LedgerFilter,
  LedgerOrder,
  LedgerQuery,
  LedgerQueryResult,
  ObservedDescriptions,
} from "../../../core/ledger/ledgerEntry.ts";
import type { Connection } from "../sqlite/connection.ts";
import { integer } from "../sqlite/row.ts";
import type { MeterTable } from "../tables/meterTable.ts";
import {
  comparePositions,
  type EntrySource,
  formatCursor,
  type LedgerPosition,
  type PositionedRow,
  parseCursor,
} from "./cursor.ts";
import { ObservedEntries } from "./observedEntries.ts";
import { ProviderEntries } from "./providerEntries.ts";

/** Pages of the ledger over both sources, each read by its own index and merged. */
export class LedgerPages {
  readonly #connection: Connection;
  readonly #meters: MeterTable;
  /** The last count and what it answered: paging on does not count again. */
  #lastCount = { question: "", total: 0 };

  constructor(connection: Connection, meters: MeterTable) {
    this.#connection = connection;
    this.#meters = meters;
  }

  page(account: number, query: LedgerQuery, observedWords: ObservedDescriptions): LedgerQueryResult {
    const { order, limit, cursor, skip = 0, ...filter } = query;
    const start = cursor === undefined ? undefined : parseCursor(cursor);
    return this.#connection.read(() => {
      const parts = this.#sources(account, filter, observedWords);
      const count = () => this.#count(parts, { ...filter, words: filter.text ? observedWords : {} });
      const after = skip === 0 ? start : this.#skipTo(parts, order, start, skip);
      if (skip > 0 && !after) return { rows: [], total: count() };
      const found = merge(
        parts.map((part) => part.page(order, after, limit + 1)),
        order === "newest" ? -1 : 1,
      );
      const placed = found.slice(0, limit);
      const rows = placed.map(({ row }) => row);
      const last = placed.at(-1);
      const isAll = found.length <= limit;
      if (isAll && !after) return { rows, total: rows.length };
      const total = count();
      return isAll || !last ? { rows, total } : { rows, total, next: formatCursor(last.position) };
    });
  }

  #sources(account: number, filter: LedgerFilter, observedWords: ObservedDescriptions): EntrySource[] {
    const meters = this.#meters.all(account);
    const parts: EntrySource[] = [];
    if (filter.source !== "observed")
      parts.push(new ProviderEntries(this.#connection, account, meters, filter));
    if (filter.source === "provider") return parts;
    for (const meter of meters)
      parts.push(new ObservedEntries(this.#connection, meter, filter, observedWords));
    return parts;
  }

  /** The place of the last entry that is passed over; `undefined` when there are not as many. */
  #skipTo(
    parts: readonly EntrySource[],
    order: LedgerOrder,
    start: LedgerPosition | undefined,
    skip: number,
  ): LedgerPosition | undefined {
    if (parts.length === 0) return undefined;
    const queries = parts.map((part) => part.positionQuery(order, start));
    const direction = order === "newest" ? "DESC" : "ASC";
    const row = this.#connection.get(
      `${queries.map(({ sql }) => sql).join(" UNION ALL ")}
        ORDER BY at_ms ${direction}, source ${direction}, rank ${direction} LIMIT 1 OFFSET ?`,
      ...queries.flatMap(({ values }) => values),
      skip - 1,
    );
    return (
      row && {
        atMs: integer(row, "at_ms"),
        source: row.source === "o" ? "observed" : "provider",
        rank: String(row.rank),
      }
    );
  }

  #count(parts: readonly EntrySource[], asked: object): number {
    const question = JSON.stringify([asked, this.#connection.version()]);
    if (question !== this.#lastCount.question) {
      this.#lastCount = { question, total: parts.reduce((sum, part) => sum + part.count(), 0) };
    }
    return this.#lastCount.total;
  }
}

/** `direction`: 1 where the lists go forwards in time, -1 where backwards. */
function merge(lists: readonly PositionedRow[][], direction: 1 | -1): PositionedRow[] {
  return lists.reduce((merged, list) => mergeTwo(merged, list, direction), []);
}

function mergeTwo(a: PositionedRow[], b: PositionedRow[], direction: 1 | -1): PositionedRow[] {
  const merged: PositionedRow[] = [];
  let [i, j] = [0, 0];
  for (let [x, y] = [a[i], b[j]]; x || y; [x, y] = [a[i], b[j]]) {
    const isFirst = x && (!y || comparePositions(x.position, y.position) * direction < 0);
    const next = isFirst ? x : y;
    if (next) merged.push(next);
    if (isFirst) i += 1;
    else j += 1;
  }
  return merged;
}
