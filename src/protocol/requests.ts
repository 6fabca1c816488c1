import { chartQuestion } from "./chartQuestion.ts";
import { ledgerBase } from "./ledgerBase.ts";
import type { PanelAccount } from "./messages.ts";
import { meterOf } from "./meterOf.ts";
import type { PanelQuestion } from "./panelQuestions.ts";
import { usageQuestion } from "./usageQuestion.ts";
import type { PanelMemory } from "./viewState.ts";

export const ledgerPageSize = 100;

/** What a panel asks first about an account. Host and page put it in the same words, within a minute. */
export function firstQuestions(
  account: PanelAccount,
  memory: PanelMemory,
  nowMs: number,
): readonly PanelQuestion[] {
  const query = { ...ledgerBase(account, memory, nowMs), limit: ledgerPageSize };
  const ledger = { kind: "ledger", query } as const;
  const meter = meterOf({ account, memory });
  if (!meter) return [ledger];
  return [ledger, chartQuestion(account, meter, memory, nowMs), usageQuestion(account, meter, memory, nowMs)];
}
