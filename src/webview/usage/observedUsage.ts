import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import { type Amount, compare, ratio } from "../../core/money/amount.ts";
import type { Unit } from "../../core/money/unit.ts";
import { startOfDay } from "../../core/time/localDay.ts";
import type { UsageSpan } from "../../protocol/messages.ts";
import { readerTime } from "../app/readerTime.ts";
import type { ViewContext } from "../app/viewContext.ts";
import { emptyState } from "../controls/emptyState.ts";
import { amountText } from "../text/amountText.ts";
import { joinWithDots } from "../text/formatMessage.ts";
import { timeText } from "../text/timeText.ts";
import { type ConsumedAmounts, type UsageColumn, type UsageColumns, usageColumns } from "./usageColumns.ts";
import { averageText, budgetText, dailyBudgetFor, observedBounds, spanText } from "./usageFacts.ts";

const maxLabels = 6;
const forms = { hour: "clock", day: "day", month: "month" } as const;

/** The consumption computed from readings, as a column for each hour of a day, each day, or each month of a long span. */
export function observedUsage(
  context: ViewContext,
  consumed: ConsumedAmounts,
  unit: Unit,
  span: UsageSpan,
): TemplateResult {
  const strings = context.strings.usage;
  const time = readerTime();
  const usage = usageColumns(consumed, span, { ...time, nowMs: context.nowMs });
  const { interval, total } = usage;
  const name = html`<p class="span-name">${spanText(context, span)}</p>`;
  if (total === "0") return html`${name}${emptyState(strings.nothingConsumed)}`;
  const budget = dailyBudgetFor(context, unit);
  const [firstDay] = consumed.days.map(({ day }) => day).toSorted();
  const firstDayMs = firstDay === undefined ? undefined : startOfDay(firstDay, time.timeZone);
  const [before, after] = strings.total.split("{0}");
  const labels = { hour: strings.perHour, day: strings.perDay, month: strings.perMonth };
  return html`<div class="observed-usage">
    ${name}
    <p class="total">${before}<span class="amount">${amountText(context, total, unit)}</span>${after}</p>
    ${joinWithDots([
      averageText(context, total, unit, observedBounds(firstDayMs, span)),
      budgetText(context, usage, budget, unit),
    ])}
    <ol class="usage-columns" aria-label=${labels[interval]}>
      ${columnItems(context, usage, unit, interval === "day" ? budget : undefined)}
    </ol>
  </div>`;
}

function columnItems(
  context: ViewContext,
  { interval, columns }: UsageColumns,
  unit: Unit,
  budget: Amount | undefined,
): readonly TemplateResult[] {
  const amounts = [...columns.map(({ consumed }) => consumed), ...(budget === undefined ? [] : [budget])];
  const max = amounts.toSorted(compare).at(-1);
  const percentOf = (amount: Amount) =>
    max === undefined || compare(amount, max) === 0 ? 100 : Math.round(ratio(amount, max) * 1000) / 10;
  const budgetPercent = budget === undefined ? undefined : percentOf(budget);
  return columns.map((column, index) => {
    const percent = percentOf(column.consumed);
    const label = labelPosition(index, columns.length);
    const name = timeText(context, column.startMs, forms[interval]);
    return html`<li class=${isOver(column, budget) ? "over" : nothing}>
      <svg aria-hidden="true">
        <rect class="base" y="100%" width="100%" height="1" transform="translate(0 -1)" />
        <rect class="fill" y="${100 - percent}%" width="100%" height="${percent}%" rx="1" />
        ${budgetPercent === undefined ? nothing : budgetLine(budgetPercent)}
      </svg>
      <span class="tick ${label}" aria-hidden="true">${label === "none" ? "" : name}</span>
      <span class="tip">${name}: <b>${amountText(context, column.consumed, unit)}</b></span>
    </li>`;
  });
}

function budgetLine(percent: number): SVGTemplateResult {
  return svg`<rect class="budget" y="${100 - percent}%" width="100%" height="1" />`;
}

function isOver({ consumed }: UsageColumn, budget: Amount | undefined): boolean {
  return budget !== undefined && compare(consumed, budget) > 0;
}

/** A label begins at the start of its column; near the right edge it ends at the end of the column. */
function labelPosition(index: number, count: number): "none" | "start" | "end" {
  if (index % Math.ceil(count / maxLabels) !== 0) return "none";
  return index > 0 && index >= count * 0.8 ? "end" : "start";
}
