import { startOfPeriod } from "../../core/history/startOfPeriod.ts";
import { type LocalDay, localDayOf, startOfDay } from "../../core/time/localDay.ts";
import type { UsageSpan } from "../../protocol/panelQuestions.ts";

// Two years and a bit; a longer range is shown by its last days.
const mostDays = 800;

/** Every day of a span up to today, in order. */
export function daysOfSpan(span: UsageSpan, nowMs: number): readonly LocalDay[] {
  const fromMs = span.kind === "range" ? span.fromMs : startOfPeriod(span.period, nowMs);
  const lastMs = span.kind === "range" ? Math.min(span.toMs - 1, Math.max(nowMs, fromMs)) : nowMs;
  const last = localDayOf(lastMs);
  const days: LocalDay[] = [];
  for (let day = localDayOf(fromMs); day <= last; day = localDayOf(startOfDay(day, 1))) days.push(day);
  return days.slice(-mostDays);
}
