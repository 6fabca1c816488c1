import { type DailyUsage, startOfPeriod } from "../../core/history/usage.ts";
import { type Amount, amountOf, plus } from "../../core/money/amount.ts";
import { type LocalDay, startOfDay, toLocalDay } from "../../core/time/localDay.ts";
import type { UsageSpan } from "../../protocol/messages.ts";
import type { ReaderTime } from "../../protocol/requestParams.ts";

/** A day or a month. */
export interface UsageColumn {
  readonly startMs: number;
  readonly consumed: Amount;
}

export interface UsageColumns {
  readonly interval: "day" | "month";
  /** In order of time. */
  readonly columns: readonly UsageColumn[];
  readonly total: Amount;
}

// About two years; of a longer range the last days are shown.
const maxDays = 800;
// Columns of more days would be too narrow to read: the days are added up by month.
const maxDayColumns = 92;
const zero = amountOf("0");

/** The consumption of each day or month in a span; one without any usage is zero. */
export function usageColumns(
  used: readonly DailyUsage[],
  span: UsageSpan,
  { nowMs, timeZone }: ReaderTime,
): UsageColumns {
  const consumedByDay = new Map(used.map(({ day, consumed }) => [day, consumed]));
  const days = daysOf(span, { nowMs, timeZone });
  const interval = days.length > maxDayColumns || isYear(span) ? "month" : "day";
  const sums = new Map<LocalDay, Amount>();
  for (const day of days) {
    const start = interval === "day" ? day : `${day.slice(0, 7)}-01`;
    sums.set(start, plus(sums.get(start) ?? zero, consumedByDay.get(day) ?? zero));
  }
  const columns = [...sums].map(([start, consumed]) => ({ startMs: startOfDay(start, timeZone), consumed }));
  return { interval, columns, total: columns.reduce((sum, { consumed }) => plus(sum, consumed), zero) };
}

/** Every day of a span up to today, in order. */
function daysOf(span: UsageSpan, { nowMs, timeZone }: ReaderTime): readonly LocalDay[] {
  const fromMs = span.kind === "range" ? span.fromMs : startOfPeriod(span.period, nowMs, timeZone);
  const toMs = span.kind === "range" ? Math.min(span.toMs - 1, Math.max(nowMs, fromMs)) : nowMs;
  const last = toLocalDay(toMs, timeZone);
  const days: LocalDay[] = [];
  for (
    let day = toLocalDay(fromMs, timeZone);
    day <= last;
    day = toLocalDay(startOfDay(day, timeZone, 1), timeZone)
  ) {
    days.push(day);
  }
  return days.slice(-maxDays);
}

function isYear(span: UsageSpan): boolean {
  return span.kind === "period" && span.period === "yearly";
}
