import { defined } from "../../core/common/defined.ts";
import type { LedgerEntry, LedgerRow } from "../../core/ledger/ledgerEntry.ts";
import { instantOf } from "../../core/time/instant.ts";
import type { TimeZone } from "../../core/time/timeZone.ts";
import { ledgerDescription } from "../text/ledgerDescription.ts";

/** A stored entry in the API's shape, with its description in the display language. */
export function toLedgerEntry(row: LedgerRow, timeZone: TimeZone): LedgerEntry {
  return defined({
    id: row.id,
    source: row.source,
    type: row.type,
    meterId: row.meterId,
    amount: row.amount,
    balanceAfter: row.balanceAfter,
    description: ledgerDescription(row, timeZone),
    reference: row.reference,
    at: instantOf(row.atMs),
    booking: row.booking,
    changes: row.changes?.map(({ atMs, before: { amount, atMs: beforeMs, description } }) => ({
      at: instantOf(atMs),
      before: { amount, at: instantOf(beforeMs), description },
    })),
  });
}
