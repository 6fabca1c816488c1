import type {
  LedgerFilter,
  LedgerQuery,
  LedgerQueryResult,
  LedgerRow,
  ObservedDescriptions,
} from "../../../core/ledger/ledgerEntry.ts";
import type { Connection } from "../sqlite/connection.ts";
import type { ChangeTable } from "../tables/changeTable.ts";
import type { MeterTable } from "../tables/meterTable.ts";
import { AmountOrder } from "./amountOrder.ts";
import {
  type EntrySource,
  formatCursor,
  formatIndex,
  type PositionedRow,
  parseCursor,
  parseIndex,
} from "./cursor.ts";
import { isSearch, LedgerSearch, type SearchRange } from "./ledgerSearch.ts";
import type { LedgerSources } from "./ledgerSources.ts";
import { mergedPage } from "./mergedPage.ts";
import { RowBalances } from "./rowBalances.ts";
import type { RunningBalances } from "./runningBalances.ts";
import { skipEntries } from "./skippedEntries.ts";

const maxCounts = 4;

/** Reads pages of the ledger: queries each source by its own index and merges the results. */
export class LedgerPages {
  readonly #connection: Connection;
  readonly #meters: MeterTable;
  readonly #changes: ChangeTable;
  readonly #sources: LedgerSources;
  readonly #balances: RunningBalances;
  readonly #rowBalances: RowBalances;
  readonly #search: LedgerSearch;
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
    this.#search = new LedgerSearch(connection, tables.meters, sources);
    this.#amountOrder = new AmountOrder(connection, sources, this.#search);
  }

  page(account: number, query: LedgerQuery, descriptions: ObservedDescriptions): LedgerQueryResult {
    const { order, limit, cursor, skip = 0, ...filter } = query;
    if (order === "highest" || order === "lowest") return this.#pageByAmount(account, query, descriptions);
    const start = cursor === undefined ? undefined : parseCursor(cursor);
    return this.#connection.read(() => {
      if (isSearch(filter)) {
        const range = { order, after: start, skip, limit };
        return this.#searchedPage(account, filter, descriptions, range);
      }
      const sources = this.#sources.of(account, filter, descriptions);
      const count = () => this.#count(sources, filter);
      const place = { sources, order, after: start };
      const after = skip === 0 ? start : skipEntries(this.#connection, place, skip);
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
      const { rows, next } = this.#search.step(account, filter, descriptions, { after, limit });
      return { rows: rows.map(toRow), ...(next ? { next: formatCursor(next) } : {}) };
    });
  }

  #searchedPage(
    account: number,
    filter: LedgerFilter,
    descriptions: ObservedDescriptions,
    range: SearchRange,
  ): LedgerQueryResult {
    const total = this.#search.total(account, filter, descriptions);
    if (total === undefined) return { rows: [], total: 0, isUnprepared: true };
    const { limit } = range;
    const found = this.#search.page(account, filter, descriptions, { ...range, limit: limit + 1 });
    const page = found.slice(0, limit);
    const rows = this.#toRows(account, page);
    const last = page.at(-1);
    return found.length <= limit || !last
      ? { ...rows, total }
      : { ...rows, total, next: formatCursor(last.position) };
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

  /** Sorts some of the entries for pages by amount, or searches some. Returns whether there is more to do. */
  prepare(account: number, query: LedgerQuery, descriptions: ObservedDescriptions): boolean {
    const isByAmount = query.order === "highest" || query.order === "lowest";
    if (!isByAmount && !isSearch(query)) return false;
    const preparing = isByAmount ? this.#amountOrder : this.#search;
    return this.#connection.read(() => preparing.advance(account, filterOf(query), descriptions));
  }

  #pageByAmount(account: number, query: LedgerQuery, descriptions: ObservedDescriptions): LedgerQueryResult {
    const from = parseIndex(query.cursor) + (query.skip ?? 0);
    const range = { from, to: from + query.limit, isDescending: query.order === "highest" };
    return this.#connection.read(() => {
      const found = this.#amountOrder.page(account, filterOf(query), descriptions, range);
      if (!found) return { rows: [], total: 0, isUnprepared: true };
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
