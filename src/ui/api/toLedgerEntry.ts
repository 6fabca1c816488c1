import type { LedgerEntry, LedgerRow } from "../../core/ledger/ledgerEntry.ts";
import { instantOf } from "../../core/time/instant.ts";
import { observedText } from "../text/observedText.ts";

/** A kept entry in the public contract's shape and the reader's words. */
export function toLedgerEntry(row: LedgerRow): LedgerEntry {
  return {
    id: row.id,
    source: row.source,
    type: row.type,
    meterId: row.meterId,
    amount: row.amount,
    ...(row.balanceAfter === undefined ? {} : { balanceAfter: row.balanceAfter }),
    description: entryDescription(row),
    ...(row.reference === undefined ? {} : { reference: row.reference }),
    at: instantOf(row.atMs),
  };
}

export function entryDescription(row: LedgerRow): string {
  return row.source === "observed" ? observedText(row) : row.description;
}
