import type { LedgerRow, TimeOrder } from "../../../core/ledger/ledgerEntry.ts";
import type { SqlValue } from "../sqlite/connection.ts";

/** The position of an entry in the ledger: by time, then observed before booked, then by rank within its source. */
export interface LedgerPosition {
  readonly atMs: number;
  readonly source: LedgerRow["source"];
  /** The meter's key for an observed entry, `idSortKey` of the id for an entry of the provider. */
  readonly rank: string;
}

export interface PositionedRow {
  readonly position: LedgerPosition;
  readonly row: LedgerRow;
}

/** A query for the positions of entries, in any order, with the columns `at_ms`, `source` ("o" or "p") and `rank`. */
export interface PositionQuery {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** The entries of one source that match a filter. `after`: the position of the last entry before the page. */
export interface EntrySource {
  page(order: TimeOrder, after: LedgerPosition | undefined, limit: number): PositionedRow[];
  positionQuery(order: TimeOrder, after: LedgerPosition | undefined): PositionQuery;
  count(): number;
  /** The entry at a position of one of its pages. */
  at(position: LedgerPosition): PositionedRow | undefined;
}

const cursorPattern = /^(-?\d{1,16})([op])(.*)$/s;

export function formatCursor({ atMs, source, rank }: LedgerPosition): string {
  return `${atMs}${source.charAt(0)}${rank}`;
}

/** Throws for a text that `formatCursor` does not return. */
export function parseCursor(cursor: string): LedgerPosition {
  const position = matchCursor(cursor);
  if (!position) throw new Error("cursor: not one that a page of the ledger ended with");
  return position;
}

/** The cursor of a page by amount: the number of entries before it. */
export function formatIndex(index: number): string {
  return `#${index}`;
}

/** Throws for a text that `formatIndex` does not return; 0 without one. */
export function parseIndex(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const [, index] = /^#(\d{1,15})$/.exec(cursor) ?? [];
  if (index === undefined) throw new Error("cursor: not one that a page of the ledger ended with");
  return Number(index);
}

export function isCursor(text: string): boolean {
  return matchCursor(text) !== undefined;
}

function matchCursor(cursor: string): LedgerPosition | undefined {
  const [, at, source, rank = ""] = cursorPattern.exec(cursor) ?? [];
  const isRank = source === "o" ? /^\d{1,15}$/.test(rank) : /^(?:~|\d{3}\d+$)/.test(rank);
  if (at === undefined || !Number.isSafeInteger(Number(at)) || !isRank) return undefined;
  return { atMs: Number(at), source: source === "o" ? "observed" : "provider", rank };
}

/** Only for entries of different sources or meters: SQLite compares the ranks of the provider's entries. */
export function comparePositions(a: LedgerPosition, b: LedgerPosition): number {
  if (a.atMs !== b.atMs) return a.atMs - b.atMs;
  if (a.source !== b.source) return a.source === "observed" ? -1 : 1;
  return Number(a.rank) - Number(b.rank);
}
