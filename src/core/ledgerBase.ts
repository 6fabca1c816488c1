import { filterOf, wholeLedger } from "./ledgerChoice.ts";
import type { LedgerQuery } from "./ledgerQuery.ts";
import type { PanelMemory } from "./panelMemory.ts";
import type { PanelAccount } from "./panelMessages.ts";
import { wholeMinute } from "./wholeMinute.ts";

export type LedgerBase = Omit<LedgerQuery, "limit" | "cursor" | "skip">;

/** The ledger as it is filtered and ordered, whichever page of it. */
export function ledgerBase(
  account: Pick<PanelAccount, "id" | "sync">,
  { ledger = wholeLedger }: PanelMemory,
  nowMs: number,
): LedgerBase {
  return { ...filterOf(account, ledger, wholeMinute(nowMs)), order: ledger.order };
}
