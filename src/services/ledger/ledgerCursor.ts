import type { ProviderLedgerEntry } from "../../core/ledger/ledgerEntry.ts";
import type { LedgerPage } from "../../providers/provider.ts";
import type { LedgerGap } from "../../store/historyStore.ts";

/** The page of a ledger that is fetched next. */
export interface LedgerPageRequest {
  readonly offset: number;
  /** In a ledger that is walked by cursors; the newest page where it is absent. */
  readonly cursor?: string;
  /** The entry that the cursor leads on from. */
  readonly after?: Pick<LedgerGap, "id" | "atMs">;
  /** From this instant on back, or from the newest entry, pages were seen one after the other. */
  readonly seenFromMs?: number;
  /** The hole that the step is taken for. */
  readonly gapId?: string;
  /** Where to go on should the cursor, which an earlier walk left, lead nowhere any more. */
  readonly fallback?: LedgerPageRequest;
}

/** A page that was fetched by a step, and where its reply leads on to. */
export interface LedgerPageReply {
  readonly request: LedgerPageRequest;
  readonly entries: readonly ProviderLedgerEntry[];
  readonly next: string;
}

/**
 * Where a walk by cursors goes on for a hole: where an earlier walk was interrupted, if one left a cursor there, else
 * to the next page.
 */
export function nextCursorRequest(
  hole: LedgerGap,
  { request, entries, next }: LedgerPageReply,
): LedgerPageRequest {
  const after = oldestOf(entries) ?? request.after;
  const { seenFromMs = Number.POSITIVE_INFINITY } = request;
  const on = { offset: 0, cursor: next, seenFromMs, ...(after ? { after } : {}), towards: hole.id };
  const isAtHand = hole.id === after?.id || hole.id === request.gapId;
  return isAtHand || hole.cursor === undefined
    ? on
    : { ...on, cursor: hole.cursor, after: hole, fallback: on };
}

/**
 * The id of the entry that a page, or the end of the ledger, is known to follow. Of pages that are counted, arrivals
 * may have pushed newer ones to where the cursor leads; that none above it were deleted is taken for granted.
 */
export function precedingEntry(
  { after }: LedgerPageRequest,
  entries: readonly ProviderLedgerEntry[],
  isLast: boolean,
): string | undefined {
  const oldest = oldestOf(entries);
  if (!oldest) return isLast ? after?.id : undefined;
  return after && oldest.atMs <= after.atMs && !entries.some(({ id }) => id === after.id)
    ? after.id
    : undefined;
}

function oldestOf(entries: readonly ProviderLedgerEntry[]): LedgerPageRequest["after"] {
  const last = entries.at(-1);
  return last && { id: last.id, atMs: Date.parse(last.at) };
}

const searchStep = 50;

/**
 * Where to read on so that the next page begins with the entry at the hole's edge: only a page that shows
 * it proves that nothing lies between. Entries that arrived meanwhile shift the offset; then the edge is
 * looked for around the page that missed it.
 */
export function nextOffset(
  hole: LedgerGap,
  page: {
    readonly entries: readonly ProviderLedgerEntry[];
    readonly offset: number;
    /** Entries on the provider's side, where it says so. */
    readonly total?: number | undefined;
    readonly isNews: boolean;
  },
): number {
  const index = page.entries.findIndex(({ id }) => id === hole.id);
  // Seen there a moment ago, whatever has arrived above it.
  if (index >= 0) return page.offset + index;
  if (page.isNews) return hole.newerCount;
  const last = page.entries.at(-1);
  // Past the end: what is kept is more than the provider has.
  if (!last) return Math.max(0, Math.min(page.offset, page.total ?? page.offset) - searchStep);
  const isAbove = Date.parse(last.at) > hole.atMs;
  return isAbove ? page.offset + page.entries.length - 1 : Math.max(0, page.offset - searchStep);
}

/** Instants after `aboveMs` and up to `toMs`, in epoch milliseconds. */
export interface GapRange {
  readonly aboveMs: number;
  readonly toMs: number;
}

/**
 * Where a hole's entry is gone at the provider, deleted or too old for it: where the page that it belongs on did not
 * show it. `isLast`: the ledger ends with the page. A page by itself tells of the time that it spans; one that the
 * cursor before led to, of all that was passed on the way to it, as not every provider is strict in its order. An
 * empty first page tells of nothing: it may be a provider's slip.
 */
export function coveredGaps(
  { offset, after, seenFromMs = Number.POSITIVE_INFINITY }: LedgerPageRequest,
  { entries, next }: LedgerPage,
  isLast: boolean,
): GapRange | undefined {
  const [newest, oldest] = [entries[0], entries.at(-1)];
  const isWalked = next !== undefined;
  if (!newest || !oldest) {
    return isWalked && isLast && after ? { aboveMs: Number.NEGATIVE_INFINITY, toMs: seenFromMs } : undefined;
  }
  const [newestMs, oldestMs] = [Date.parse(newest.at), Date.parse(oldest.at)];
  // Others of an instant that the page begins with may be above it.
  const spannedToMs = offset === 0 ? seenFromMs : Math.max(newestMs - 1, oldestMs);
  return {
    aboveMs: isLast ? Number.NEGATIVE_INFINITY : isWalked ? newestMs : oldestMs,
    toMs: isWalked ? seenFromMs : spannedToMs,
  };
}
