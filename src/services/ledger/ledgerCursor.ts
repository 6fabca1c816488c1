import type { ProviderLedgerEntry } from "../../core/ledger/ledgerEntry.ts";
import type { LedgerPage } from "../../providers/provider.ts";
import type { LedgerGap } from "../../store/historyStore.ts";

/** Which page of a ledger is fetched next. */
export interface LedgerPageRequest {
  readonly offset: number;
  /** In a ledger that is paged by cursors; absent for the newest page. */
  readonly cursor?: string;
  /** The entry above the page that the cursor leads to. */
  readonly after?: Pick<LedgerGap, "id" | "atMs">;
  /** The pages from this instant on, or from the newest entry, down to the cursor were fetched without a break. */
  readonly seenFromMs?: number;
  /** The gap that the request is to close. */
  readonly gapId?: string;
  /** The request to send instead when the provider no longer accepts the cursor, which is from an earlier sync. */
  readonly fallback?: LedgerPageRequest;
}

/** A fetched page, and the cursor to the next one. */
export interface LedgerPageReply {
  readonly request: LedgerPageRequest;
  readonly entries: readonly ProviderLedgerEntry[];
  readonly next: string;
}

/**
 * In a ledger that is paged by cursors: the request that continues at a gap. It starts at the cursor that an earlier,
 * interrupted sync saved for the gap, if there is one, and otherwise at the next page.
 */
export function nextCursorRequest(
  gap: LedgerGap,
  { request, entries, next }: LedgerPageReply,
): LedgerPageRequest {
  const after = findOldest(entries) ?? request.after;
  const { seenFromMs = Number.POSITIVE_INFINITY } = request;
  const nextPage: LedgerPageRequest = {
    offset: 0,
    cursor: next,
    seenFromMs,
    ...(after ? { after } : {}),
    gapId: gap.id,
  };
  const isNextPage = gap.id === after?.id || gap.id === request.gapId;
  if (isNextPage || gap.cursor === undefined) return nextPage;
  return { ...nextPage, cursor: gap.cursor, after: gap, fallback: nextPage };
}

/**
 * The id of the stored entry that comes directly before a page, or before the end of the ledger. New entries may have
 * moved newer ones to where the cursor leads. It is assumed that no entry above the cursor was deleted.
 */
export function precedingEntry(
  { after }: LedgerPageRequest,
  entries: readonly ProviderLedgerEntry[],
  isLast: boolean,
): string | undefined {
  const oldest = findOldest(entries);
  if (!oldest) return isLast ? after?.id : undefined;
  return after && oldest.atMs <= after.atMs && !entries.some(({ id }) => id === after.id)
    ? after.id
    : undefined;
}

function findOldest(entries: readonly ProviderLedgerEntry[]): LedgerPageRequest["after"] {
  const last = entries.at(-1);
  return last && { id: last.id, atMs: Date.parse(last.at) };
}

/** How many entries the search for a gap's entry goes back at a time. */
const searchStep = 50;

/**
 * The offset of the next page in a ledger that is paged by offset: it should begin with the entry above the gap,
 * because only a page that contains this entry shows that nothing lies in between. Entries that arrived meanwhile
 * shift the offset; then the entry is searched around the page that did not contain it.
 */
export function nextOffset(
  gap: LedgerGap,
  page: {
    readonly entries: readonly ProviderLedgerEntry[];
    readonly offset: number;
    /** The number of entries at the provider, if it says so. */
    readonly total?: number | undefined;
    /** The gap is another one than after the page before. */
    readonly isNewGap: boolean;
  },
): number {
  const index = page.entries.findIndex(({ id }) => id === gap.id);
  // The page contains the entry, so its offset is known, however many entries were added above it.
  if (index >= 0) return page.offset + index;
  if (page.isNewGap) return gap.newerCount;
  const last = page.entries.at(-1);
  // The offset is beyond the end: more entries are stored than the provider has.
  if (!last) return Math.max(0, Math.min(page.offset, page.total ?? page.offset) - searchStep);
  const isAbove = Date.parse(last.at) > gap.atMs;
  return isAbove ? page.offset + page.entries.length - 1 : Math.max(0, page.offset - searchStep);
}

/** Instants after `aboveMs` and up to `toMs`, in epoch milliseconds. */
export interface GapRange {
  readonly aboveMs: number;
  readonly toMs: number;
}

/**
 * The range of time in which gaps cannot be closed any more, because the provider deleted the entries: the page that
 * should contain them does not. `isLast`: the ledger ends with the page. A page proves this for its own range of time.
 * A page by cursor proves it for everything that was fetched before it, because not every provider keeps a strict
 * order. An empty first page proves nothing: it may be an error of the provider.
 */
export function coveredGaps(
  { offset, after, seenFromMs = Number.POSITIVE_INFINITY }: LedgerPageRequest,
  { entries, next }: LedgerPage,
  isLast: boolean,
): GapRange | undefined {
  const [newest, oldest] = [entries[0], entries.at(-1)];
  const isByCursor = next !== undefined;
  if (!newest || !oldest) {
    return isByCursor && isLast && after
      ? { aboveMs: Number.NEGATIVE_INFINITY, toMs: seenFromMs }
      : undefined;
  }
  const [newestMs, oldestMs] = [Date.parse(newest.at), Date.parse(oldest.at)];
  // Entries of the same instant as the first one may be on the page above.
  const pageToMs = offset === 0 ? seenFromMs : Math.max(newestMs - 1, oldestMs);
  return {
    aboveMs: isLast ? Number.NEGATIVE_INFINITY : isByCursor ? newestMs : oldestMs,
    toMs: isByCursor ? seenFromMs : pageToMs,
  };
}
