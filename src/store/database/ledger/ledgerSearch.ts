import type { LedgerFilter, ObservedDescriptions, TimeOrder } from "../../../core/ledger/ledgerEntry.ts";
import type { Connection } from "../sqlite/connection.ts";
import { integer } from "../sqlite/row.ts";
import type { MeterTable } from "../tables/meterTable.ts";
import type { EntrySource, LedgerPosition, PositionedRow } from "./cursor.ts";
import type { LedgerSources } from "./ledgerSources.ts";
import { mergedPage } from "./mergedPage.ts";
import { countEntries, skipEntries } from "./skippedEntries.ts";

/** A part of the time of a ledger, `toMs` exclusive, and how many of its entries match. */
interface SearchedPart {
  readonly fromMs: number;
  readonly toMs: number;
  readonly count: number;
}

/** Up to `limit` entries after a position and `skip` further ones. */
export interface SearchRange {
  readonly order: TimeOrder;
  readonly after: LedgerPosition | undefined;
  readonly skip: number;
  readonly limit: number;
}

interface Search {
  readonly key: string;
  /** Newest first. */
  readonly parts: SearchedPart[];
  isDone: boolean;
}

/** So many rows of each source are looked through in a few milliseconds. */
const rowsAStep = 5_000;

/**
 * Finds entries by their text or type, which no index has, in steps: the extension host does other work between them. A
 * search is kept until something is written.
 */
export class LedgerSearch {
  readonly #connection: Connection;
  readonly #meters: MeterTable;
  readonly #sources: LedgerSources;
  #search: Search | undefined;

  constructor(connection: Connection, meters: MeterTable, sources: LedgerSources) {
    this.#connection = connection;
    this.#meters = meters;
    this.#sources = sources;
  }

  /** Looks through one more part, newest first. Returns whether there is more to do. */
  advance(account: number, filter: LedgerFilter, descriptions: ObservedDescriptions): boolean {
    const search = this.#current(account, filter, descriptions);
    if (search.isDone) return false;
    const { fromMs = Number.MIN_SAFE_INTEGER } = filter;
    const toMs = search.parts.at(-1)?.fromMs ?? filter.toMs ?? Number.MAX_SAFE_INTEGER;
    const stepFromMs = this.#nthRow(account, "before", toMs);
    const part = { fromMs: Math.max(fromMs, stepFromMs ?? fromMs), toMs };
    const sources = this.#sources.of(account, { ...filter, ...part }, descriptions);
    search.parts.push({ ...part, count: sources.reduce((sum, source) => sum + source.count(), 0) });
    search.isDone = stepFromMs === undefined || stepFromMs <= fromMs;
    return !search.isDone;
  }

  /** The number of matches; `undefined` while there is more to look through. */
  total(account: number, filter: LedgerFilter, descriptions: ObservedDescriptions): number | undefined {
    const search = this.#current(account, filter, descriptions);
    // A short ledger needs no steps.
    if (search.parts.length === 0) this.advance(account, filter, descriptions);
    return search.isDone ? search.parts.reduce((sum, { count }) => sum + count, 0) : undefined;
  }

  /** The matches of a range, once the search is done. */
  page(
    account: number,
    filter: LedgerFilter,
    descriptions: ObservedDescriptions,
    range: SearchRange,
  ): readonly PositionedRow[] {
    const { order, limit } = range;
    const { parts } = this.#current(account, filter, descriptions);
    const found: PositionedRow[] = [];
    let { skip } = range;
    for (const part of order === "newest" ? parts : parts.toReversed()) {
      const side = range.after ? sideOf(part, range.after, order) : "after";
      if (side === "before" || part.count === 0) continue;
      if (side === "after" && skip >= part.count) {
        skip -= part.count;
        continue;
      }
      const { fromMs, toMs } = part;
      const sources = this.#sources.of(account, { ...filter, fromMs, toMs }, descriptions);
      let after = side === "after" ? undefined : range.after;
      if (skip > 0) {
        const place = { sources, order, after };
        after = skipEntries(this.#connection, place, skip);
        skip = after ? 0 : skip - countEntries(this.#connection, place);
        if (!after) continue;
      }
      found.push(...mergedPage(sources, order, after, limit - found.length));
      if (found.length === limit) break;
    }
    return found;
  }

  /** Up to `limit` matches after a position, oldest first, of the rows that one step looks through. */
  step(
    account: number,
    filter: LedgerFilter,
    descriptions: ObservedDescriptions,
    { after, limit }: { readonly after: LedgerPosition | undefined; readonly limit: number },
  ): { readonly rows: readonly PositionedRow[]; readonly next?: LedgerPosition } {
    const { fromMs = Number.MIN_SAFE_INTEGER, toMs = Number.MAX_SAFE_INTEGER } = filter;
    const stepToMs = isSearch(filter)
      ? this.#nthRow(account, "after", Math.max(fromMs, after?.atMs ?? fromMs))
      : undefined;
    // With its last instant, so that a step with more rows of one instant than it looks through goes on.
    const endMs = stepToMs === undefined ? toMs : Math.min(toMs, stepToMs + 1);
    const sources: readonly EntrySource[] = this.#sources.of(
      account,
      { ...filter, toMs: endMs },
      descriptions,
    );
    const found = mergedPage(sources, "oldest", after, limit + 1);
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1)?.position : endMs < toMs ? endOf(endMs) : undefined;
    return last ? { rows, next: last } : { rows };
  }

  /** The instant of the row that comes so many rows before or after an instant, in the source where it is nearest. */
  #nthRow(account: number, side: "before" | "after", atMs: number): number | undefined {
    const [compare, direction] = side === "before" ? ["<", "DESC"] : [">", "ASC"];
    const range = (column: string) =>
      `${column} ${compare} ? ORDER BY ${column} ${direction} LIMIT 1 OFFSET ${rowsAStep}`;
    const rows = [
      this.#connection.get(
        `SELECT at_ms FROM entry INDEXED BY entry_order WHERE account = ? AND ${range("at_ms")}`,
        account,
        atMs,
      ),
      ...this.#meters
        .all(account)
        .map(({ key }) =>
          this.#connection.get(
            `SELECT from_ms AS at_ms FROM sample WHERE meter = ? AND ${range("from_ms")}`,
            key,
            atMs,
          ),
        ),
    ];
    const found = rows.flatMap((row) => (row ? [integer(row, "at_ms")] : []));
    if (found.length === 0) return undefined;
    return side === "before" ? Math.max(...found) : Math.min(...found);
  }

  #current(account: number, filter: LedgerFilter, descriptions: ObservedDescriptions): Search {
    const key = JSON.stringify([account, filter, descriptions, this.#connection.version()]);
    if (this.#search?.key !== key) this.#search = { key, parts: [], isDone: false };
    return this.#search;
  }
}

/** Whether the entries of a part come before or after a position, or on both sides of it. */
function sideOf({ fromMs, toMs }: SearchedPart, { atMs }: LedgerPosition, order: TimeOrder) {
  if (atMs >= fromMs && atMs < toMs) return "both";
  return atMs < fromMs === (order === "oldest") ? "after" : "before";
}

/** Whether a filter wants what no index has. */
export function isSearch({ text, type }: LedgerFilter): boolean {
  return Boolean(text) || type !== undefined;
}

/** The position after all entries before an instant. */
function endOf(atMs: number): LedgerPosition {
  return { atMs: atMs - 1, source: "provider", rank: "~\u{10FFFF}" };
}
