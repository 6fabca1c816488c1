import type { ProviderLedgerEntry } from "../../../../../src/core/ledger/ledgerEntry.ts";
import type { HistoryStore } from "../../../../../src/store/historyStore.ts";
import { entry, meter, startMs } from "./readings.ts";

const pageSize = 100;

/** A provider's ledger that grows at its new end, which shifts every offset. */
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
 * A sync as the product makes it: from the top, then on from the first hole. `meanwhile` runs before each
 * page but the first, with the number of pages so far; where it returns false, the sync is interrupted.
 */
export function sync(
  store: HistoryStore,
  ledger: MockLedger,
  meanwhile: (pages: number) => boolean,
): boolean {
  let offset = 0;
  for (let pages = 1; pages < 1000; pages += 1) {
    const page = ledger.page(offset);
    store.addLedgerPage("poof", page, page.length < pageSize, meter("1"));
    const hole = store.firstGap("poof");
    if (!hole) return true;
    // Only a page that begins with the hole's edge proves what follows it. Arrivals push the edge down.
    const at = page.findIndex(({ id }) => id === hole.id);
    offset = at >= 0 ? offset + at : Math.max(hole.newerCount, offset + pageSize - 1);
    if (!meanwhile(pages)) return false;
  }
  throw new Error("the sync does not end");
}
