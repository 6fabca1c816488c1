import { defined } from "../../core/common/defined.ts";
import type { LedgerWalk, WalkKind, WalkPosition } from "../../core/ledger/ledgerWalk.ts";
import type { LedgerPage, LedgerPageQuery } from "../../providers/provider.ts";

/** How many entries a request asks for. */
export const pageLimit = 100;

/** The address of a page, and the number of entries above it where that follows from the address. */
export interface PageAddress extends Pick<LedgerPageQuery, "offset" | "cursor"> {
  readonly start?: number;
}

export const topAddress: PageAddress = { offset: 0, start: 0 };

/**
 * How a ledger is paged, by its newest page. A provider's definition says it; for code that does not, it follows from
 * the cursor to the next page: the number of the next page or entry shifts when entries are added, a text does not.
 */
export function pagingOf(
  page: LedgerPage,
): Pick<LedgerWalk, "kind" | "pageSize" | "firstPage" | "isOffsetCursor"> & { readonly kind: WalkKind } {
  const { entries, next, paging } = page;
  const pageSize = entries.length;
  if (next === undefined) return { kind: "offset", pageSize };
  const kind: WalkKind | undefined = paging?.kind;
  if (next === null)
    return { kind: kind ?? "single", pageSize, ...defined({ firstPage: paging?.firstPage }) };
  if (kind === "page") return { kind, pageSize, firstPage: Number(next) - 1 };
  if (kind === "offset") return { kind, pageSize, isOffsetCursor: true };
  if (kind) return { kind, pageSize };
  const number = /^\d{1,9}$/.test(next) ? Number(next) : undefined;
  if (number === undefined || next === entries.at(-1)?.id) return { kind: "cursor", pageSize };
  if (number === 1 || number === 2) return { kind: "page", pageSize, firstPage: number - 1 };
  return number === entries.length
    ? { kind: "offset", pageSize, isOffsetCursor: true }
    : { kind: "cursor", pageSize };
}

/** Whether pages are addressed by number, so that they shift when an entry is added or removed above them. */
export function isByNumber({ kind }: Pick<LedgerWalk, "kind">): boolean {
  return kind === "offset" || kind === "page";
}

/** The page that contains the entry with this number of entries above it, in a ledger that is paged by number. */
export function addressOf(walk: LedgerWalk, index: number): PageAddress {
  const { kind, pageSize, firstPage = 1, isOffsetCursor } = walk;
  if (kind === "page") {
    const number = Math.floor(index / Math.max(1, pageSize));
    return { offset: 0, cursor: String(firstPage + number), start: number * pageSize };
  }
  return isOffsetCursor
    ? { offset: 0, cursor: String(index), start: index }
    : { offset: index, start: index };
}

/** The page after a position, in a ledger that is paged by cursors. */
export function addressAfter({ cursor }: WalkPosition): PageAddress {
  return defined({ offset: 0, cursor });
}

/** Whether the ledger ends with a page. */
export function isLastPage({ entries, next, total }: LedgerPage, start: number): boolean {
  if (next !== undefined) return next === null;
  if (entries.length === 0) return true;
  if (total === undefined) return entries.length < pageLimit;
  // A total below what the page shows says nothing: the next page has to show that nothing follows.
  return start + entries.length === total;
}

/**
 * Whether the newest page is the whole ledger. A total that is smaller than the number of entries that are known proves
 * nothing: the next page has to show that nothing follows.
 */
export function isOnlyPage(page: LedgerPage, { segments }: LedgerWalk): boolean {
  const isContradicted = page.total !== undefined && page.total < (segments.at(-1)?.count ?? 0);
  return isLastPage(page, 0) && !(page.next === undefined && page.entries.length > 0 && isContradicted);
}
