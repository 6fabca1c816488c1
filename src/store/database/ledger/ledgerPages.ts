import type {
  LedgerOrder,
  LedgerQuery,
  LedgerQueryResult,
  LedgerRow,
  ObservedDescriptions,
} from "../../../core/ledger/ledgerEntry.ts";
import type { Connection } from "../sqlite/connection.ts";
import { integer, text } from "../sqlite/row.ts";
import type { ChangeTable } from "../tables/changeTable.ts";
import type { MeterTable } from "../tables/meterTable.ts";
import {
  comparePositions,
  type EntrySource,
  formatCursor,
  type LedgerPosition,
  type PositionedRow,
  parseCursor,
} from "./cursor.ts";
import type { LedgerSources } from "./ledgerSources.ts";
import { RowBalances } from "./rowBalances.ts";
import type { RunningBalances } from "./runningBalances.ts";

/** Reads pages of the ledger: queries each source by its own index and merges the results. */
export class LedgerPages {
  readonly #connection: Connection;
  readonly #meters: MeterTable;
  readonly #changes: ChangeTable;
  readonly #sources: LedgerSources;
  readonly #balances: RunningBalances;
  readonly #rowBalances: RowBalances;
  /** The last count, by filter and database version, so that the next pages do not count again. */
  #lastCount = { key: "", total: 0 };

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
  }

  page(account: number, query: LedgerQuery, descriptions: ObservedDescriptions): LedgerQueryResult {
    const { order, limit, cursor, skip = 0, ...filter } = query;
    const start = cursor === undefined ? undefined : parseCursor(cursor);
    return this.#connection.read(() => {
      const sources = this.#sources.of(account, filter, descriptions);
      const count = () => this.#count(sources, { ...filter, descriptions: filter.text ? descriptions : {} });
      const after = skip === 0 ? start : this.#skipTo(sources, order, start, skip);
      if (skip > 0 && !after) return { rows: [], total: count() };
      const found = mergedPage(sources, order, after, limit + 1);
      const page = found.slice(0, limit);
      const rows = this.#toRows(account, page, order);
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
    order: LedgerOrder,
  ): Pick<LedgerQueryResult, "rows" | "balancesFromMs"> {
    const meters = this.#meters.all(account);
    const oldestMs = Math.min(...page.map(({ row }) => row.atMs));
    const isPrepared = meters.every((meter) => !this.#balances.advance(account, meter, oldestMs));
    if (!isPrepared) return { rows: this.#withChanges(account, page.map(toRow)), balancesFromMs: oldestMs };
    const newestFirst = order === "newest" ? page : page.toReversed();
    const rows = this.#rowBalances.addTo(account, meters, newestFirst);
    return { rows: this.#withChanges(account, order === "newest" ? rows : rows.toReversed()) };
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
    order: LedgerOrder,
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
    if (key !== this.#lastCount.key) {
      this.#lastCount = { key, total: sources.reduce((sum, source) => sum + source.count(), 0) };
    }
    return this.#lastCount.total;
  }
}

function toRow({ row }: PositionedRow): LedgerRow {
  return row;
}

function mergedPage(
  sources: readonly EntrySource[],
  order: LedgerOrder,
  after: LedgerPosition | undefined,
  limit: number,
): readonly PositionedRow[] {
  return merge(
    sources.map((source) => source.page(order, after, limit)),
    order === "newest" ? -1 : 1,
  );
}

/** `direction`: 1 for lists in order of time, -1 for the newest first. */
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
