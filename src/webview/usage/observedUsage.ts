import { html, type TemplateResult } from "lit";
import type { DailyUsage } from "../../core/history/usage.ts";
import { compare, ratio } from "../../core/money/amount.ts";
import type { Unit } from "../../core/money/unit.ts";
import type { UsageSpan } from "../../protocol/messages.ts";
import { readerTime } from "../app/readerTime.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { emptyState } from "../controls/emptyState.ts";
import { amountText } from "../text/amountText.ts";
import { timeText } from "../text/timeText.ts";
import { usageColumns } from "./usageColumns.ts";

const maxLabels = 6;

/** The consumption computed from readings, as a column for each day, or for each month of a long span. */
export function observedUsage(
  context: RenderContext,
  days: readonly DailyUsage[],
  unit: Unit,
  span: UsageSpan,
): TemplateResult {
  const strings = context.strings.usage;
  const { interval, columns, total } = usageColumns(days, span, { ...readerTime(), nowMs: context.nowMs });
  if (total === "0") return emptyState(strings.nothingConsumed);
  const consumed = columns.map((column) => column.consumed);
  const max = consumed.toSorted(compare).at(-1) ?? total;
  const [before, after] = strings.total.split("{0}");
  return html`<div class="observed-usage">
    <p class="total">${before}<span class="amount">${amountText(context, total, unit)}</span>${after}</p>
    <ol class="usage-columns" aria-label=${interval === "day" ? strings.perDay : strings.perMonth}>
      ${columns.map((column, index) => {
        const fraction = compare(column.consumed, max) === 0 ? 1 : ratio(column.consumed, max);
        const percent = Math.round(fraction * 1000) / 10;
        const label = labelPosition(index, columns.length);
        const name = timeText(context, column.startMs, interval);
        return html`<li>
          <svg aria-hidden="true">
            <rect class="base" y="100%" width="100%" height="1" transform="translate(0 -1)" />
            <rect class="fill" y="${100 - percent}%" width="100%" height="${percent}%" rx="1" />
          </svg>
          <span class="tick ${label}" aria-hidden="true">${label === "none" ? "" : name}</span>
          <span class="tip">${name}: <b>${amountText(context, column.consumed, unit)}</b></span>
        </li>`;
      })}
    </ol>
  </div>`;
}

/** A label begins at the start of its column; near the right edge it ends at the end of the column. */
function labelPosition(index: number, count: number): "none" | "start" | "end" {
  if (index % Math.ceil(count / maxLabels) !== 0) return "none";
  return index > 0 && index >= count * 0.8 ? "end" : "start";
}
