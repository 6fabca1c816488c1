import type { ProviderLedgerEntry } from "../../../../../src/core/ledger/ledgerEntry.ts";
import type { HistoryStore } from "../../../../../src/store/historyStore.ts";
import { entry, meter, startMs } from "./readings.ts";

const pageSize = 100;

/** A provider's ledger that grows at its newest end, which shifts every offset. */
export class MockLedger {
  readonly entries: ProviderLedgerEntry[] = [];

  /** Several entries share each instant. */
  grow(count: number): void {
    for (let id = this.entries.length + 1; count > 0; id += 1, count -= 1) {
      this.entries.push(entry(id, startMs + Math.floor(id / 3) * 1000));
    }
  }

  page(offset: number): ProviderLedgerEntry[] {
    return this.entries.toReversed().slice(offset, offset + pageSize);
  }
}

/**
 * A sync as the product does it: from the newest entry, then from the first gap. `beforeNextPage` runs before each
 * page but the first, with the number of pages so far; if it returns false, the sync is interrupted.
 */
export function sync(
  store: HistoryStore,
  ledger: MockLedger,
  beforeNextPage: (pages: number) => boolean,
): boolean {
  let offset = 0;
  for (let pages = 1; pages < 1000; pages += 1) {
    const page = ledger.page(offset);
    store.addLedgerPage("poof", page, page.length < pageSize, meter("1"));
    const gap = store.firstGap("poof");
    if (!gap) return true;
    // Only a page that begins with the entry at the gap proves what follows it. New entries shift that entry down.
    const index = page.findIndex(({ id }) => id === gap.id);
    offset = index >= 0 ? offset + index : Math.max(gap.newerCount, offset + pageSize - 1);
    if (!beforeNextPage(pages)) return false;
  }
  throw new Error("the sync does not end");
}
