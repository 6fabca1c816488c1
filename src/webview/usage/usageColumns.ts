import { type DailyUsage, type HourlyUsage, startOfPeriod } from "../../core/history/usage.ts";
import { type Amount, amountOf, plus } from "../../core/money/amount.ts";
import { hourMs } from "../../core/time/durations.ts";
import { type LocalDay, startOfDay, toLocalDay } from "../../core/time/localDay.ts";
import type { UsageSpan } from "../../protocol/messages.ts";
import type { ReaderTime } from "../../protocol/requestParams.ts";

/** An hour, a day or a month. */
export interface UsageColumn {
  readonly startMs: number;
  readonly consumed: Amount;
}

export interface UsageColumns {
  readonly interval: "hour" | "day" | "month";
  /** In order of time. */
  readonly columns: readonly UsageColumn[];
  readonly total: Amount;
}

/** The consumption computed from readings, without hours and days before the first one. */
export interface ConsumedAmounts {
  readonly days: readonly DailyUsage[];
  /** Of a span of one day. */
  readonly hours?: readonly HourlyUsage[];
}

// About two years; of a longer range the last days are shown.
const maxDays = 800;
// Columns of more days would be too narrow to read: the days are added up by month.
const maxDayColumns = 92;
const zero = amountOf("0");

/** The consumption of each hour, day or month in a span; one without any usage is zero. */
export function usageColumns(
  { days: used, hours }: ConsumedAmounts,
  span: UsageSpan,
  { nowMs, timeZone }: ReaderTime,
): UsageColumns {
  if (hours) return { interval: "hour", ...withTotal(hourColumns(hours, span, { nowMs, timeZone })) };
  const consumedByDay = new Map(used.map(({ day, consumed }) => [day, consumed]));
  const days = daysOf(span, { nowMs, timeZone });
  const interval = days.length > maxDayColumns || isYear(span) ? "month" : "day";
  const sums = new Map<LocalDay, Amount>();
  for (const day of days) {
    const start = interval === "day" ? day : `${day.slice(0, 7)}-01`;
    sums.set(start, plus(sums.get(start) ?? zero, consumedByDay.get(day) ?? zero));
  }
  const columns = [...sums].map(([start, consumed]) => ({ startMs: startOfDay(start, timeZone), consumed }));
  return { interval, ...withTotal(columns) };
}

function withTotal(columns: readonly UsageColumn[]): Pick<UsageColumns, "columns" | "total"> {
  return { columns, total: columns.reduce((sum, { consumed }) => plus(sum, consumed), zero) };
}

/** Every hour of a span up to the current one. */
function hourColumns(
  hours: readonly HourlyUsage[],
  span: UsageSpan,
  time: ReaderTime,
): readonly UsageColumn[] {
  const consumedByHour = new Map(hours.map(({ startMs, consumed }) => [startMs, consumed]));
  const { fromMs, toMs } = boundsOf(span, time);
  const columns: UsageColumn[] = [];
  for (let startMs = fromMs; startMs <= toMs; startMs += hourMs) {
    columns.push({ startMs, consumed: consumedByHour.get(startMs) ?? zero });
  }
  return columns;
}

/** A span up to now; both ends are part of it. */
export function boundsOf(
  span: UsageSpan,
  { nowMs, timeZone }: ReaderTime,
): { readonly fromMs: number; readonly toMs: number } {
  const fromMs = span.kind === "range" ? span.fromMs : startOfPeriod(span.period, nowMs, timeZone);
  return { fromMs, toMs: span.kind === "range" ? Math.min(span.toMs - 1, Math.max(nowMs, fromMs)) : nowMs };
}

/** Every day of a span up to today, in order. */
function daysOf(span: UsageSpan, { nowMs, timeZone }: ReaderTime): readonly LocalDay[] {
  const { fromMs, toMs } = boundsOf(span, { nowMs, timeZone });
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
