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
  cursorOf,
  type LedgerPart,
  type LedgerPosition,
  type PlacedRow,
  positionOf,
} from "./cursor.ts";
import { ObservedPart } from "./observedEntries.ts";
import { ProviderPart } from "./providerEntries.ts";

/** Pages of the ledger over both sources, each read by its own index and merged. */
export class LedgerPages {
  readonly #connection: Connection;
  readonly #meters: MeterTable;
  /** The last count and what it answered: paging on does not count again. */
  #counted = { question: "", total: 0 };

  constructor(connection: Connection, meters: MeterTable) {
    this.#connection = connection;
    this.#meters = meters;
  }

  page(account: number, query: LedgerQuery, observedWords: ObservedDescriptions): LedgerQueryResult {
    const { order, limit, cursor, skip = 0, ...filter } = query;
    const start = cursor === undefined ? undefined : positionOf(cursor);
    return this.#connection.read(() => {
      const parts = this.#parts(account, filter, observedWords);
      const count = () => this.#total(parts, { ...filter, words: filter.text ? observedWords : {} });
      const after = skip === 0 ? start : this.#leap(parts, order, start, skip);
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
      return isAll || !last ? { rows, total } : { rows, total, next: cursorOf(last.position) };
    });
  }

  #parts(account: number, filter: LedgerFilter, observedWords: ObservedDescriptions): LedgerPart[] {
    const meters = this.#meters.all(account);
    const parts: LedgerPart[] = [];
    if (filter.source !== "observed") parts.push(new ProviderPart(this.#connection, account, meters, filter));
    if (filter.source === "provider") return parts;
    for (const meter of meters) parts.push(new ObservedPart(this.#connection, meter, filter, observedWords));
    return parts;
  }

  /** The place of the last entry that is passed over; `undefined` when there are not as many. */
  #leap(
    parts: readonly LedgerPart[],
    order: LedgerOrder,
    start: LedgerPosition | undefined,
    skip: number,
  ): LedgerPosition | undefined {
    if (parts.length === 0) return undefined;
    const queries = parts.map((part) => part.places(order, start));
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

  #total(parts: readonly LedgerPart[], asked: object): number {
    const question = JSON.stringify([asked, this.#connection.version()]);
    if (question !== this.#counted.question) {
      this.#counted = { question, total: parts.reduce((sum, part) => sum + part.count(), 0) };
    }
    return this.#counted.total;
  }
}

/** `direction`: 1 where the lists go forwards in time, -1 where backwards. */
function merge(lists: readonly PlacedRow[][], direction: 1 | -1): PlacedRow[] {
  return lists.reduce((merged, list) => mergeTwo(merged, list, direction), []);
}

function mergeTwo(a: PlacedRow[], b: PlacedRow[], direction: 1 | -1): PlacedRow[] {
  const merged: PlacedRow[] = [];
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
