import { defined } from "../../core/common/defined.ts";
import type { EntryChange, LedgerEntry, LedgerRow } from "../../core/ledger/ledgerEntry.ts";
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
    changes: row.changes?.map(toApiChange),
  });
}

/** What an entry was before its provider changed or removed it, in the API's shape. */
export function toApiChange({ atMs, before }: Pick<EntryChange, "atMs" | "before">) {
  const { amount, description } = before;
  return { at: instantOf(atMs), before: { amount, at: instantOf(before.atMs), description } };
}
