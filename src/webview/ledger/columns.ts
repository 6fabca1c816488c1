import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { LedgerOrder } from "../../core/ledger/ledgerEntry.ts";
import type { PanelEntry } from "../../protocol/panelState.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { amountText, signedText } from "../text/amountText.ts";
import { dateTimeText } from "../text/timeText.ts";
import { splitAtDecimalPoint } from "./alignDecimal.ts";

/** The header row: the names of the columns, and which way the time runs. */
export function gridHead({ strings }: RenderContext, order: LedgerOrder): TemplateResult {
  const { time, type, amount, balanceAfter, description, reference } = strings.ledger;
  const sort = order === "newest" ? "descending" : "ascending";
  return html`<div role="rowgroup" class="grid-head">
    <div role="row" class="row" aria-rowindex="1">
      <div role="columnheader" class="time" aria-sort=${sort}>${time}</div>
      <div role="columnheader" class="type">${type}</div>
      <div role="columnheader" class="amount">${amount}</div>
      <div role="columnheader" class="amount after">${balanceAfter}</div>
      <div role="columnheader" class="description">${description}</div>
      <div role="columnheader" class="reference">${reference}</div>
    </div>
  </div>`;
}

// What a row can show of a text; the details have the whole of it.
const maxTextLength = 400;

export interface RowPosition {
  readonly index: number;
  readonly topPx: number;
  readonly isActive: boolean;
}

/** A row of the grid; a placeholder of the same height while its entry is fetched. */
export function ledgerRow(
  context: RenderContext,
  entry: PanelEntry | undefined,
  { index, topPx, isActive }: RowPosition,
): TemplateResult {
  return html`<div
    role="row"
    class="row"
    aria-rowindex=${index + 2}
    aria-busy=${entry ? nothing : "true"}
    tabindex=${isActive ? 0 : -1}
    .style=${`transform: translateY(${topPx}px)`}
  >${entry ? cells(context, entry) : html`<div role="gridcell" class="placeholder"><span class="visually-hidden">${context.strings.loading}</span></div>`}</div>`;
}

function cells(context: RenderContext, entry: PanelEntry): TemplateResult {
  const strings = context.strings.ledger;
  const { type, source, amount, balanceAfter, unit, atMs } = entry;
  const tone = amount.startsWith("-") || context.hideAmounts ? "" : "gain";
  const reference =
    entry.reference === undefined && source === "observed" ? strings.sources.observed : entry.reference;
  return html`<div role="gridcell" class="time">${dateTimeText(context, atMs)}</div>
    <div role="gridcell" class="type">${strings.types[type]}</div>
    <div role="gridcell" class="amount ${tone}">${aligned(context, signedText(context, amount, unit))}</div>
    <div role="gridcell" class="amount after">${balanceAfter === undefined ? nothing : aligned(context, amountText(context, balanceAfter, unit))}</div>
    <div role="gridcell" class="description"><bdi>${cut(entry.description)}</bdi></div>
    <div role="gridcell" class="reference"><bdi>${cut(reference ?? "")}</bdi></div>`;
}

function aligned(context: RenderContext, text: string): TemplateResult {
  const [whole, rest] = splitAtDecimalPoint(text, context.locale);
  return html`<span class="integer">${whole}</span><span class="fraction">${rest}</span>`;
}

function cut(text: string): string {
  return text.length > maxTextLength ? `${text.slice(0, maxTextLength).toWellFormed()}…` : text;
}

export interface GridViewOptions {
  readonly order: LedgerOrder;
  readonly total: number;
  readonly rowPx: number;
  /** The rows that exist, in order. */
  readonly indexes: readonly number[];
  /** Rows keep their elements by their distance from here. */
  readonly originRow: number;
  readonly activeRow: number;
  readonly entry: (index: number) => PanelEntry | undefined;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onClick: (event: Event) => void;
  readonly onFocus: (event: Event) => void;
}

/** The grid's markup: as high as all of its rows, of which few exist. */
export function gridView(context: RenderContext, view: GridViewOptions): TemplateResult {
  const { total, rowPx, activeRow, originRow, entry } = view;
  return html`<div
    role="grid"
    class="grid"
    aria-label=${context.strings.ledger.title}
    aria-rowcount=${total + 1}
    aria-colcount="6"
    @keydown=${view.onKeyDown}
  >
    ${gridHead(context, view.order)}
    <div role="rowgroup" class="grid-body" @click=${view.onClick} @focusin=${view.onFocus}>
      <div class="sizer" role="presentation" .style=${`height: ${total * rowPx}px`}>
        ${repeat(
          view.indexes,
          (index) => index - originRow,
          (index) =>
            ledgerRow(context, entry(index), { index, topPx: index * rowPx, isActive: index === activeRow }),
        )}
      </div>
    </div>
  </div>`;
}

const maxFractionWidth = 14;

/** How many characters the longest fraction among the rows takes, for the columns that align on the point. */
export function fractionWidth(body: Element): number {
  let width = 0;
  for (const rest of body.querySelectorAll(".fraction")) width = Math.max(width, rest.textContent.length);
  return Math.min(width, maxFractionWidth);
}
