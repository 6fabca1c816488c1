import type { ProviderLedgerEntry } from "../../src/core/ledger/ledgerEntry.ts";
import type { LedgerWalk } from "../../src/core/ledger/ledgerWalk.ts";
import type { MeterReading } from "../../src/core/readings/snapshot.ts";
import type { HistoryStore } from "../../src/store/historyStore.ts";

const walk: LedgerWalk = { pageSize: 100, pass: 1, segments: [] };

/** Stores entries of a provider's ledger as a sync does. False when the account was removed. */
export function storeLedgerPage(
  store: HistoryStore,
  accountId: string,
  page: readonly ProviderLedgerEntry[],
  meter: Pick<MeterReading, "unit">,
  source = "here",
): boolean {
  // Another process may store a page at the same time.
  for (let tries = 0; tries < 100; tries += 1) {
    const version = store.findWalk(accountId, source)?.version ?? 0;
    const isStored = store.updateLedger(accountId, { source, version, meter }, (writer) => {
      writer.addPage(page, { pass: walk.pass, isJoined: true, nowMs: 0 });
      return walk;
    });
    if (isStored) return true;
  }
  return false;
}
