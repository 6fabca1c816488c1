import type { ProviderLedgerEntry } from "../../core/ledger/ledgerEntry.ts";
import type { Hole } from "../../store/hole.ts";

const stepBack = 50;

/**
 * Where to read on so that the next page begins with the entry at the hole's edge: only a page that shows
 * it proves that nothing lies between. Entries that arrived meanwhile shift the offset; then the edge is
 * looked for around the page that missed it.
 */
export function nextOffset(
  hole: Hole,
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
  if (page.isNews) return hole.newer;
  const last = page.entries.at(-1);
  // Past the end: what is kept is more than the provider has.
  if (!last) return Math.max(0, Math.min(page.offset, page.total ?? page.offset) - stepBack);
  const isAbove = Date.parse(last.at) > hole.atMs;
  return isAbove ? page.offset + page.entries.length - 1 : Math.max(0, page.offset - stepBack);
}
