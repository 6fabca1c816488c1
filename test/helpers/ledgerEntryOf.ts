import type { LedgerEntry, LedgerRow } from "../../src/core/ledger/ledgerEntry.ts";
import { instantOf } from "../../src/core/time/instant.ts";

/** A stored entry in the shape of the public API, without translated text. */
export function ledgerEntryOf({
  atMs,
  unit: _unit,
  sinceMs: _since,
  cause: _cause,
  metadata: _metadata,
  changes: _changes,
  ...row
}: LedgerRow): LedgerEntry {
  return { ...row, at: instantOf(atMs) };
}
