import type { LedgerEntry, LedgerRow } from "../../src/core/ledger/ledgerEntry.ts";
import { instantOf } from "../../src/core/time/instant.ts";

/** A kept entry in the public contract's shape, in no language. */
export function ledgerEntryOf({
  atMs,
  unit: _unit,
  sinceMs: _since,
  cause: _cause,
  metadata: _metadata,
  ...row
}: LedgerRow): LedgerEntry {
  return { ...row, at: instantOf(atMs) };
}
