import type { Unit } from "../../../core/money/unit.ts";
import type { LedgerWriter } from "../../historyStore.ts";
import type { EntryTable } from "../tables/entryTable.ts";

/** Whose entries are written: of one account and its current source, in the unit of the ledger's meter. */
interface WrittenLedger {
  readonly account: number;
  readonly sourceVersion: number;
  readonly unit: Unit;
}

/** What a step of a walk may do with the stored entries. Use it within one transaction. */
export function createLedgerWriter(
  entries: EntryTable,
  { account, sourceVersion, unit }: WrittenLedger,
): LedgerWriter {
  return {
    addPage: (page, options) => entries.addPage(account, page, { ...options, sourceVersion, unit }),
    joinAll: () => entries.joinAll(account),
    countSeen: (pass) => entries.countSeen(account, sourceVersion, pass),
    countUnseen: (pass, range) => entries.countUnseen(account, sourceVersion, pass, range),
    removeUnseen: (unseen) => entries.removeUnseen(account, sourceVersion, unseen),
    removeEntries: (ids, nowMs) => entries.removeEntries(account, sourceVersion, ids, nowMs),
  };
}
