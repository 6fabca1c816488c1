import { html, type TemplateResult } from "lit";
import { compare, ratio } from "../../core/money/amount.ts";
import type { Unit } from "../../core/money/unit.ts";
import type { PanelResponse, UsageSpan } from "../../protocol/messages.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { emptyState } from "../controls/emptyState.ts";
import { amountText } from "../text/amountText.ts";
import { timeText } from "../text/timeText.ts";
import { type UseColumn, type UseColumns, useColumns } from "./usageColumns.ts";

const mostLabels = 6;

/** Consumption as concluded from readings: a column a day, or a month in a long span. */
export function observedUsage(
  screen: RenderContext,
  { days, unit }: Extract<PanelResponse, { kind: "observedUsage" }>,
  span: UsageSpan,
): TemplateResult {
  const words = screen.words.usage;
  const use = useColumns(days, span, screen.nowMs);
  if (use.total === "0") return emptyState(words.nothingConsumed);
  const most =
    use.columns
      .map(({ consumed }) => consumed)
      .sort(compare)
      .at(-1) ?? use.total;
  const [before, after] = words.total.split("{0}");
  return html`<div class="observed-use">
    <p class="sum">${before}<span class="amount">${amountText(screen, use.total, unit)}</span>${after}</p>
    <ol class="columns" aria-label=${use.by === "day" ? words.perDay : words.perMonth}>
      ${use.columns.map((column, index) => {
        const share = compare(column.consumed, most) === 0 ? 1 : ratio(column.consumed, most);
        return columnOf(screen, column, unit, use.by, share, labelOf(index, use.columns.length));
      })}
    </ol>
  </div>`;
}

function columnOf(
  screen: RenderContext,
  { atMs, consumed }: UseColumn,
  unit: Unit,
  by: UseColumns["by"],
  share: number,
  /** Under which end of the column its name begins or ends. */
  label: "none" | "start" | "end",
): TemplateResult {
  const percent = Math.round(share * 1000) / 10;
  const name = timeText(screen, atMs, by === "day" ? "day" : "month");
  return html`<li>
    <svg aria-hidden="true">
      <rect class="base" y="100%" width="100%" height="1" transform="translate(0 -1)" />
      <rect class="fill" y="${100 - percent}%" width="100%" height="${percent}%" rx="1" />
    </svg>
    <span class="tick ${label}" aria-hidden="true">${label === "none" ? "" : name}</span>
    <span class="tip">${name}: <b>${amountText(screen, consumed, unit)}</b></span>
  </li>`;
}

function labelOf(index: number, count: number): "none" | "start" | "end" {
  if (index % Math.ceil(count / mostLabels) !== 0) return "none";
  return index > 0 && index >= count * 0.8 ? "end" : "start";
}
