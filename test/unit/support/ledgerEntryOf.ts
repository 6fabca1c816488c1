import { instantOf } from "../../../src/core/instant.ts";
import type { LedgerEntry } from "../../../src/core/ledgerEntry.ts";
import type { LedgerRow } from "../../../src/core/ledgerRow.ts";

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
