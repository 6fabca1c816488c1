import { localDayOf, startOfDay } from "../core/time/localDay.ts";
import type { UsageSpan } from "./panelQuestions.ts";
import type { PanelMemory } from "./viewState.ts";

/** Which time the usage is looked at over. */
export type UsageChoice = NonNullable<PanelMemory["usage"]>;

export const runningMonth: UsageChoice = { period: "monthly" };

const defaultDays = 30;

/** A chosen range with both ends: the last thirty days where they were not chosen. */
export function chosenRange({ from, to }: UsageChoice, nowMs: number): { from: string; to: string } {
  const end = to ?? localDayOf(nowMs);
  const start = from ?? localDayOf(startOfDay(end, 1 - defaultDays));
  return start <= end ? { from: start, to: end } : { from: end, to: start };
}

export function usageSpanOf(choice: UsageChoice, nowMs: number): UsageSpan {
  if (choice.period !== "range") return { kind: "period", period: choice.period };
  const { from, to } = chosenRange(choice, nowMs);
  return { kind: "range", fromMs: startOfDay(from), toMs: startOfDay(to, 1) };
}
