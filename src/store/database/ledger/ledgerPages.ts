import type {
  LedgerQuery,
  LedgerQueryResult,
  LedgerRow,
  ObservedDescriptions,
  TimeOrder,
} from "../../../core/ledger/ledgerEntry.ts";
import type { Connection } from "../sqlite/connection.ts";
import { integer, text } from "../sqlite/row.ts";
import type { ChangeTable } from "../tables/changeTable.ts";
import type { MeterTable } from "../tables/meterTable.ts";
import { AmountOrder } from "./amountOrder.ts";
import {
  type EntrySource,
  formatCursor,
  formatIndex,
  type LedgerPosition,
  type PositionedRow,
  parseCursor,
  parseIndex,
} from "./cursor.ts";
import type { LedgerSources } from "./ledgerSources.ts";
import { mergedPage } from "./mergedPage.ts";
import { RowBalances } from "./rowBalances.ts";
import type { RunningBalances } from "./runningBalances.ts";

const maxCounts = 4;

/** Reads pages of the ledger: queries each source by its own index and merges the results. */
export class LedgerPages {
  readonly #connection: Connection;
  readonly #meters: MeterTable;
  readonly #changes: ChangeTable;
  readonly #sources: LedgerSources;
  readonly #balances: RunningBalances;
  readonly #rowBalances: RowBalances;
  readonly #amountOrder: AmountOrder;
  /** The last counts, by filter and database version, so that the next pages do not count again. */
  readonly #counts = new Map<string, number>();

  constructor(
    connection: Connection,
    tables: { readonly meters: MeterTable; readonly changes: ChangeTable },
    sources: LedgerSources,
    balances: RunningBalances,
  ) {
    this.#connection = connection;
    this.#meters = tables.meters;
    this.#changes = tables.changes;
    this.#sources = sources;
    this.#balances = balances;
    this.#rowBalances = new RowBalances(connection, balances);
    this.#amountOrder = new AmountOrder(connection, sources);
  }

  page(account: number, query: LedgerQuery, descriptions: ObservedDescriptions): LedgerQueryResult {
    const { order, limit, cursor, skip = 0, ...filter } = query;
    if (order === "highest" || order === "lowest") return this.#pageByAmount(account, query, descriptions);
    const start = cursor === undefined ? undefined : parseCursor(cursor);
    return this.#connection.read(() => {
      const sources = this.#sources.of(account, filter, descriptions);
      const count = () => this.#count(sources, { ...filter, descriptions: filter.text ? descriptions : {} });
      const after = skip === 0 ? start : this.#skipTo(sources, order, start, skip);
      if (skip > 0 && !after) return { rows: [], total: count() };
      const found = mergedPage(sources, order, after, limit + 1);
      const page = found.slice(0, limit);
      const rows = this.#toRows(account, page);
      const last = page.at(-1);
      const isAll = found.length <= limit;
      if (isAll && !after) return { ...rows, total: page.length };
      const total = count();
      return isAll || !last ? { ...rows, total } : { ...rows, total, next: formatCursor(last.position) };
    });
  }

  /** The entries that match a filter, oldest first, without what only a page tells. */
  scan(
    account: number,
    { cursor, limit, ...filter }: Omit<LedgerQuery, "order" | "skip">,
    descriptions: ObservedDescriptions,
  ): Omit<LedgerQueryResult, "total"> {
    const after = cursor === undefined ? undefined : parseCursor(cursor);
    return this.#connection.read(() => {
      const found = mergedPage(this.#sources.of(account, filter, descriptions), "oldest", after, limit + 1);
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const rows = page.map(toRow);
      return found.length <= limit || !last ? { rows } : { rows, next: formatCursor(last.position) };
    });
  }

  /** The balances are there only if the sums down to the oldest row are prepared, or take one more step. */
  #toRows(
    account: number,
    page: readonly PositionedRow[],
  ): Pick<LedgerQueryResult, "rows" | "balancesFromMs"> {
    const meters = this.#meters.all(account);
    const oldestMs = Math.min(...page.map(({ row }) => row.atMs));
    const isPrepared = meters.every((meter) => !this.#balances.advance(account, meter, oldestMs));
    if (!isPrepared) return { rows: this.#withChanges(account, page.map(toRow)), balancesFromMs: oldestMs };
    return { rows: this.#withChanges(account, this.#rowBalances.addTo(account, meters, page)) };
  }

  /** Sorts some of the entries for pages by amount. Returns whether there is more to do. */
  advanceOrder(account: number, query: LedgerQuery, descriptions: ObservedDescriptions): boolean {
    return this.#connection.read(() => this.#amountOrder.advance(account, filterOf(query), descriptions));
  }

  #pageByAmount(account: number, query: LedgerQuery, descriptions: ObservedDescriptions): LedgerQueryResult {
    const from = parseIndex(query.cursor) + (query.skip ?? 0);
    const range = { from, to: from + query.limit, isDescending: query.order === "highest" };
    return this.#connection.read(() => {
      const found = this.#amountOrder.page(account, filterOf(query), descriptions, range);
      if (!found) return { rows: [], total: 0, isUnsorted: true };
      const { page, total } = found;
      const rows = this.#toRows(account, page);
      return range.to < total ? { ...rows, total, next: formatIndex(range.to) } : { ...rows, total };
    });
  }

  #withChanges(account: number, rows: readonly LedgerRow[]): readonly LedgerRow[] {
    const ids = rows.flatMap(({ id, source }) => (source === "provider" ? [id] : []));
    if (ids.length === 0) return rows;
    const changesById = this.#changes.ofEntries(account, ids);
    if (changesById.size === 0) return rows;
    return rows.map((row) => {
      const changes = row.source === "provider" ? changesById.get(row.id) : undefined;
      return changes ? { ...row, changes } : row;
    });
  }

  /** The position of the last skipped entry; `undefined` when there are fewer entries than `skip`. */
  #skipTo(
    sources: readonly EntrySource[],
    order: TimeOrder,
    start: LedgerPosition | undefined,
    skip: number,
  ): LedgerPosition | undefined {
    if (sources.length === 0) return undefined;
    const queries = sources.map((source) => source.positionQuery(order, start));
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
        rank: text(row, "full_rank"),
      }
    );
  }

  #count(sources: readonly EntrySource[], filter: object): number {
    const key = JSON.stringify([filter, this.#connection.version()]);
    const known = this.#counts.get(key);
    if (known !== undefined) return known;
    const total = sources.reduce((sum, source) => sum + source.count(), 0);
    this.#counts.set(key, total);
    for (const oldest of this.#counts.keys()) {
      if (this.#counts.size <= maxCounts) break;
      this.#counts.delete(oldest);
    }
    return total;
  }
}

function filterOf({ order: _order, limit: _limit, cursor: _cursor, skip: _skip, ...filter }: LedgerQuery) {
  return filter;
}

function toRow({ row }: PositionedRow): LedgerRow {
  return row;
}
