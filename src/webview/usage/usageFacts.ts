import { type Amount, amountOf, compare, quotient } from "../../core/money/amount.ts";
import { sameUnit, type Unit } from "../../core/money/unit.ts";
import { dayMs } from "../../core/time/durations.ts";
import type { UsageSpan } from "../../protocol/messages.ts";
import { readerTime } from "../app/readerTime.ts";
import type { RenderContext, ViewContext } from "../app/viewContext.ts";
import { amountText, countText } from "../text/amountText.ts";
import { formatMessage } from "../text/formatMessage.ts";
import { timeRangeText, timeText } from "../text/timeText.ts";
import { boundsOf, type UsageColumns } from "./usageColumns.ts";

/** The name of a span with its dates: "Calendar month: November 2026". */
export function spanText(context: RenderContext, span: UsageSpan): string {
  const { spans } = context.strings.usage;
  if (span.kind === "range") {
    return formatMessage(spans.range, timeRangeText(context, span.fromMs, span.toMs - 1, "date"));
  }
  const forms = { daily: "day", monthly: "longMonth", yearly: "year" } as const;
  return formatMessage(spans[span.period], timeText(context, context.nowMs, forms[span.period]));
}

/** "557 a day on average", from the first reading to now; `undefined` for less than a day. */
export function averageText(
  context: RenderContext,
  total: Amount,
  unit: Unit,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): string | undefined {
  const days = (toMs - fromMs) / dayMs;
  if (days <= 1) return undefined;
  const average = quotient(total, amountOf(days.toFixed(4)));
  return formatMessage(context.strings.usage.average, amountText(context, average, unit, "rounded"));
}

/** The account's daily budget, for amounts in its unit. */
export function dailyBudgetFor({ account }: ViewContext, unit: Unit): Amount | undefined {
  const [headline] = account.meters;
  return headline && sameUnit(headline.unit, unit) ? account.dailyBudget : undefined;
}

/** How the columns stand to the daily budget; `undefined` without one, and for months. */
export function budgetText(
  context: RenderContext,
  { interval, columns, total }: UsageColumns,
  budget: Amount | undefined,
  unit: Unit,
): string | undefined {
  if (budget === undefined || interval === "month") return undefined;
  const { dailyBudget, ofDailyBudget, daysOver } = context.strings.usage;
  const amount = amountText(context, budget, unit);
  if (interval === "hour") return formatMessage(ofDailyBudget, amountText(context, total, unit), amount);
  const over = columns.filter(({ consumed }) => compare(consumed, budget) > 0).length;
  if (over === 0) return formatMessage(dailyBudget, amount);
  return formatMessage(daysOver, countText(context, over), countText(context, columns.length));
}

/** From the first of the days with readings, else from the start of the span. */
export function observedBounds(
  firstDayMs: number | undefined,
  span: UsageSpan,
): { readonly fromMs: number; readonly toMs: number } {
  const { fromMs, toMs } = boundsOf(span, readerTime());
  return { fromMs: Math.max(fromMs, firstDayMs ?? fromMs), toMs };
}
