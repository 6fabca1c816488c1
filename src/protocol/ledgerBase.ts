import type { LedgerQuery } from "../core/ledger/ledgerQuery.ts";
import { filterOf, wholeLedger } from "./ledgerChoice.ts";
import type { PanelAccount } from "./messages.ts";
import type { PanelMemory } from "./viewState.ts";
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
