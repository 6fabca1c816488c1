import type { LedgerFilter } from "../core/ledger/ledgerQuery.ts";
import { startOfDay } from "../core/time/localDay.ts";
import type { PanelAccount } from "./messages.ts";
import type { PanelMemory } from "./viewState.ts";

/** Which entries are looked at, and from which end. */
export type LedgerChoice = NonNullable<PanelMemory["ledger"]>;

const dayMs = 86_400_000;
const spanDays = { day: 1, week: 7, month: 30 } as const;

export const wholeLedger: LedgerChoice = { span: "all", text: "", order: "newest" };

export function isFiltered({ type, source, span, text }: LedgerChoice): boolean {
  return type !== undefined || source !== undefined || span !== "all" || text.trim() !== "";
}

/** The choice as the host filters by it. The source counts only where a provider publishes a ledger. */
export function filterOf(
  account: Pick<PanelAccount, "id" | "sync">,
  choice: LedgerChoice,
  nowMs: number,
): LedgerFilter {
  const { type, source } = choice;
  const text = choice.text.trim();
  return {
    accountId: account.id,
    ...(type === undefined ? {} : { type }),
    ...(source === undefined || account.sync === undefined ? {} : { source }),
    ...(text === "" ? {} : { text }),
    ...datesOf(choice, nowMs),
  };
}

function datesOf({ span, from, to }: LedgerChoice, nowMs: number): Pick<LedgerFilter, "fromMs" | "toMs"> {
  if (span === "all") return {};
  if (span !== "chosen") return { fromMs: nowMs - spanDays[span] * dayMs };
  return {
    ...(from === undefined ? {} : { fromMs: startOfDay(from) }),
    ...(to === undefined ? {} : { toMs: startOfDay(to, 1) }),
  };
}
