import { defined } from "../../core/common/defined.ts";
import type { LedgerEntry, LedgerRow } from "../../core/ledger/ledgerEntry.ts";
import { instantOf } from "../../core/time/instant.ts";
import { ledgerDescription } from "../text/ledgerDescription.ts";
import type { TextContext } from "../text/textContext.ts";

/** A stored entry in the API's shape, with its description in the display language. */
export function toLedgerEntry(
  row: LedgerRow,
  context: Pick<TextContext, "locale" | "timeZone">,
): LedgerEntry {
  return defined({
    id: row.id,
    source: row.source,
    type: row.type,
    meterId: row.meterId,
    amount: row.amount,
    balanceAfter: row.balanceAfter,
    runningBalance: row.runningBalance,
    description: ledgerDescription(row, context),
    reference: row.reference,
    at: instantOf(row.atMs),
    booking: row.booking,
    changes: row.changes?.map(({ atMs, before: { amount, atMs: beforeMs, description } }) => ({
      at: instantOf(atMs),
      before: { amount, at: instantOf(beforeMs), description },
    })),
  });
}
