import type {
  LedgerFilter,
  LedgerOrder,
  LedgerQuery,
  LedgerQueryResult,
  LedgerRow,
  ObservedDescriptions,
} from "../../../core/ledger/ledgerEntry.ts";
import { type OpenRange, openRanges } from "../../../core/ledger/openRange.ts";
import type { UnexplainedChange } from "../../../core/ledger/reconcile.ts";
import type { Connection } from "../sqlite/connection.ts";
import { integer, text } from "../sqlite/row.ts";
import type { ChangeTable } from "../tables/changeTable.ts";
import type { MeterTable, StoredMeter } from "../tables/meterTable.ts";
import type { SyncTable } from "../tables/syncTable.ts";
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
import { RemainderEntries } from "./remainderEntries.ts";
import { UnexplainedChanges } from "./unexplainedChanges.ts";

/** Reads pages of the ledger: queries each source by its own index and merges the results. */
export class LedgerPages {
  readonly #connection: Connection;
  readonly #meters: MeterTable;
  readonly #syncs: SyncTable;
  readonly #changes: ChangeTable;
  readonly #unexplained: UnexplainedChanges;
  /** The last count, by filter and database version, so that the next pages do not count again. */
  #lastCount = { key: "", total: 0 };

  constructor(connection: Connection, meters: MeterTable, syncs: SyncTable, changes: ChangeTable) {
    this.#connection = connection;
    this.#meters = meters;
    this.#syncs = syncs;
    this.#changes = changes;
    this.#unexplained = new UnexplainedChanges(connection);
  }

  page(account: number, query: LedgerQuery, descriptions: ObservedDescriptions): LedgerQueryResult {
    const { order, limit, cursor, skip = 0, ...filter } = query;
    const start = cursor === undefined ? undefined : parseCursor(cursor);
    return this.#connection.read(() => {
      const sources = this.#sources(account, filter, descriptions);
      const count = () => this.#count(sources, { ...filter, descriptions: filter.text ? descriptions : {} });
      const after = skip === 0 ? start : this.#skipTo(sources, order, start, skip);
      if (skip > 0 && !after) return { rows: [], total: count() };
      const found = merge(
        sources.map((source) => source.page(order, after, limit + 1)),
        order === "newest" ? -1 : 1,
      );
      const page = found.slice(0, limit);
      const rows = this.#withChanges(
        account,
        page.map(({ row }) => row),
      );
      const last = page.at(-1);
      const isAll = found.length <= limit;
      if (isAll && !after) return { rows, total: rows.length };
      const total = count();
      return isAll || !last ? { rows, total } : { rows, total, next: formatCursor(last.position) };
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

  /** Compares some readings with the provider's entries, for later pages. Returns whether there is more to compare. */
  advanceComparison(account: number): boolean {
    return this.#connection.read(() =>
      this.#meters.all(account).some((meter) => this.#unexplained.advance(account, meter)),
    );
  }

  /** What the provider's entries do not explain; `undefined` for a meter on which it does not book. */
  unexplained(account: number, meter: StoredMeter): readonly UnexplainedChange[] | undefined {
    return this.#connection.read(() => this.#unexplained.find(account, meter));
  }

  #sources(account: number, filter: LedgerFilter, descriptions: ObservedDescriptions): EntrySource[] {
    const meters = this.#meters.all(account);
    const sources: EntrySource[] = [];
    if (filter.source !== "observed")
      sources.push(new ProviderEntries(this.#connection, account, meters, filter));
    if (filter.source === "provider") return sources;
    for (const meter of meters) {
      const ranges = filter.source === undefined ? this.#openRanges(account, meter) : undefined;
      sources.push(new ObservedEntries(this.#connection, meter, filter, descriptions, ranges));
      if (ranges) sources.push(new RemainderEntries(this.#connection, meter, ranges, filter, descriptions));
    }
    return sources;
  }

  /** What the provider's entries do not explain; `undefined` for a meter on which it does not book. */
  #openRanges(account: number, meter: StoredMeter): readonly OpenRange[] | undefined {
    const changes = this.#unexplained.find(account, meter);
    return changes && openRanges(changes, this.#syncs.completeAtMs(account));
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
