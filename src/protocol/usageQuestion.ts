import type { Meter } from "../core/accounts/accountState.ts";
import type { PanelAccount } from "./messages.ts";
import type { PanelQuestion } from "./panelQuestions.ts";
import { runningMonth, usageSpanOf } from "./usageChoice.ts";
import type { PanelMemory } from "./viewState.ts";

/** What was used of a meter, over the remembered time. */
export function usageQuestion(
  { id: accountId }: PanelAccount,
  { id: meterId }: Meter,
  { usage = runningMonth }: PanelMemory,
  nowMs: number,
): Extract<PanelQuestion, { kind: "usage" }> {
  return { kind: "usage", accountId, meterId, span: usageSpanOf(usage, nowMs) };
}
