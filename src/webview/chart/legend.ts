import { html, nothing, type TemplateResult } from "lit";
import type { Meter } from "../../core/accounts/accountState.ts";
import { formatAllowance } from "../../core/money/formatAmount.ts";
import { sameUnit } from "../../core/money/unit.ts";
import type { ViewContext } from "../app/viewContext.ts";
import { amountText } from "../text/amountText.ts";
import { formatMessage } from "../text/formatMessage.ts";
import { amountName, type ChartView } from "./chartView.ts";
import { valueAxis } from "./valueAxis.ts";

/** The meters that can be drawn beside the selected one: those of its unit with an amount. */
export function drawableMeters({ account }: ViewContext, selected: Meter): readonly Meter[] {
  return account.meters.filter(
    ({ id, unit, remaining }) => id !== selected.id && remaining !== null && sameUnit(unit, selected.unit),
  );
}

/** What the lines are, with a button for each further one, and what they are compared with. */
export function chartLegend(context: ViewContext, view: ChartView): TemplateResult {
  const strings = context.strings.chart;
  const { meter, unit, floor, pace, band } = view;
  const hasOthers = drawableMeters(context, meter).length > 0;
  const name = amountName(view);
  const axis = valueAxis(view);
  return html`<ul class="legend">
    <li><span class="swatch line" aria-hidden="true"></span><bdi>${hasOthers ? `${meter.label} · ${name}` : name}</bdi></li>
    ${drawableMeters(context, meter).map((other, index) => otherMeter(context, other, index))}
    ${band ? html`<li><span class="swatch forecast" aria-hidden="true"></span>${strings.forecast}</li>` : nothing}
    ${
      floor === undefined
        ? nothing
        : html`<li><span class="swatch floor" aria-hidden="true"></span>${formatMessage(strings.floor, amountText(context, floor, unit, "rounded"))}</li>`
    }
    ${pace ? html`<li class="pace"><span class="swatch pace" aria-hidden="true"></span>${paceText(view)}</li>` : nothing}
    ${axis.isBroken ? html`<li class="note">${formatMessage(strings.brokenAxis, amountText(context, axis.ticks[0]?.amount, unit))}</li>` : nothing}
  </ul>`;
}

/** "≤ 1,772 a day lasts to the reset"; empty without a reset ahead. */
export function paceText({ context, pace, unit }: ChartView): string {
  if (!pace) return "";
  const { strings, locale, hideAmounts } = context;
  const amount = hideAmounts
    ? amountText(context, pace.allowance, unit)
    : formatAllowance(pace.allowance, unit, locale);
  return formatMessage(strings.chart.pace[pace.per], amount);
}

function otherMeter(
  { viewState, updateViewState }: ViewContext,
  { id, label }: Meter,
  index: number,
): TemplateResult {
  const shownIds = viewState.chartMeterIds ?? [];
  const isShown = shownIds.includes(id);
  const toggle = () =>
    updateViewState({
      chartMeterIds: isShown ? shownIds.filter((shownId) => shownId !== id) : [...shownIds, id],
    });
  return html`<li>
    <button type="button" class="line-toggle" aria-pressed=${isShown} @click=${toggle}>
      <span class="swatch other-${index % otherColors}" aria-hidden="true"></span><bdi>${label}</bdi>
    </button>
  </li>`;
}

/** How many colours there are for further lines; see chart.css. */
export const otherColors = 4;
