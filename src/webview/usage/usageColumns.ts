import { type DailyUsage, startOfPeriod } from "../../core/history/usage.ts";
import { type Amount, amountOf, plus } from "../../core/money/amount.ts";
import { type LocalDay, startOfDay, toLocalDay } from "../../core/time/localDay.ts";
import type { UsageSpan } from "../../protocol/messages.ts";

// Two years and a bit; a longer range is shown by its last days.
const mostDays = 800;

/** Every day of a span up to today, in order. */
export function daysOfSpan(span: UsageSpan, nowMs: number): readonly LocalDay[] {
  const fromMs = span.kind === "range" ? span.fromMs : startOfPeriod(span.period, nowMs);
  const lastMs = span.kind === "range" ? Math.min(span.toMs - 1, Math.max(nowMs, fromMs)) : nowMs;
  const last = toLocalDay(lastMs);
  const days: LocalDay[] = [];
  for (let day = toLocalDay(fromMs); day <= last; day = toLocalDay(startOfDay(day, 1))) days.push(day);
  return days.slice(-mostDays);
}

/** What was consumed in a day or a month that begins at `atMs`. */
export interface UseColumn {
  readonly atMs: number;
  readonly consumed: Amount;
}

export interface UseColumns {
  readonly by: "day" | "month";
  readonly columns: readonly UseColumn[];
  readonly total: Amount;
}

// More days than this would be hairlines: they are added up by month.
const mostDayColumns = 92;
const zero = amountOf("0");

/** Consumption over a span, days without any included as zero; by month where the days are many. */
export function useColumns(used: readonly DailyUsage[], span: UsageSpan, nowMs: number): UseColumns {
  const known = new Map(used.map(({ day, consumed }) => [day, consumed]));
  const days = daysOfSpan(span, nowMs);
  const by = days.length > mostDayColumns || isYear(span) ? "month" : "day";
  const sums = new Map<string, Amount>();
  for (const day of days) {
    const key = by === "day" ? day : `${day.slice(0, 7)}-01`;
    sums.set(key, plus(sums.get(key) ?? zero, known.get(day) ?? zero));
  }
  const columns = [...sums].map(([day, consumed]) => ({ atMs: startOfDay(day), consumed }));
  return { by, columns, total: columns.reduce((sum, { consumed }) => plus(sum, consumed), zero) };
}

function isYear(span: UsageSpan): boolean {
  return span.kind === "period" && span.period === "yearly";
}
