import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { LedgerOrder } from "../../core/ledger/ledgerEntry.ts";
import type { PanelEntry } from "../../protocol/panelState.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { icon } from "../controls/icon.ts";
import { splitAtDecimalPoint } from "../text/amountText.ts";
import { cellClasses, columnWidths, type LedgerColumn, ledgerColumns } from "./columns.ts";

export interface GridViewOptions {
  readonly order: LedgerOrder;
  readonly total: number;
  /** The height of the element that contains the rows. */
  readonly heightPx: number;
  /** The distance of a row from its top. */
  readonly topPx: (row: number) => number;
  /** The rows that exist, in ascending order. */
  readonly indexes: readonly number[];
  /** Rows keep their elements by their distance from this row. */
  readonly originRow: number;
  readonly activeRow: number;
  readonly entry: (row: number) => PanelEntry | undefined;
  /** A column header was activated. */
  readonly onSort: (order: LedgerOrder) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onClick: (event: Event) => void;
  readonly onFocus: (event: Event) => void;
}

/** The grid scrolls over all of its rows; only those in view are in the DOM. */
export function gridView(context: RenderContext, options: GridViewOptions): TemplateResult {
  const { total, heightPx, indexes, originRow } = options;
  return html`<div
    role="grid" class="grid" aria-label=${context.strings.ledger.title}
    aria-rowcount=${total + 1} aria-colcount=${ledgerColumns.length}
    .style=${columnWidths}
  >
    ${gridHead(context, options)}
    <div role="rowgroup" class="grid-body" @keydown=${options.onKeyDown} @click=${options.onClick} @focusin=${options.onFocus}>
      <div class="sizer" role="presentation" .style=${`height: ${heightPx}px`}>
        ${repeat(
          indexes,
          (index) => index - originRow,
          (index) => gridRow(context, options, index),
        )}
      </div>
    </div>
  </div>`;
}

function gridHead({ strings }: RenderContext, options: GridViewOptions): TemplateResult {
  return html`<div role="rowgroup" class="grid-head">
    <div role="row" class="row" aria-rowindex="1">
      ${ledgerColumns.map((column) => columnHeader(column, strings.ledger[column.key], options))}
    </div>
  </div>`;
}

/** A header that sorts is a button; activated again, it turns the order round. */
function columnHeader(
  column: LedgerColumn,
  title: string,
  { order, onSort }: GridViewOptions,
): TemplateResult {
  const { orders } = column;
  if (!orders) return html`<div role="columnheader" class=${cellClasses(column)}>${title}</div>`;
  const sort = order === orders.descending ? "descending" : order === orders.ascending ? "ascending" : "none";
  const next = sort === "descending" ? orders.ascending : orders.descending;
  return html`<div role="columnheader" class=${cellClasses(column)} aria-sort=${sort}><button type="button" class="sort" @click=${() => onSort(next)}>${title}</button></div>`;
}

/** A row whose entry is not loaded yet is a placeholder of the same height. */
function gridRow(
  context: RenderContext,
  { topPx, activeRow, entry: findEntry }: GridViewOptions,
  index: number,
): TemplateResult {
  const entry = findEntry(index);
  return html`<div
    role="row" class="row" aria-rowindex=${index + 2}
    aria-busy=${entry ? nothing : "true"} tabindex=${index === activeRow ? 0 : -1}
    .style=${`transform: translateY(${topPx(index)}px)`}
  >${
    entry
      ? ledgerColumns.map((column) => cell(context, column, entry))
      : html`<div role="gridcell" class="placeholder top-start"><span class="sr-only">${context.strings.loading}</span></div>`
  }</div>`;
}

function cell(context: RenderContext, column: LedgerColumn, entry: PanelEntry): TemplateResult {
  const text = column.cell(context, entry);
  const classes = `${cellClasses(column)}${column.isGain?.(context, entry) ? " gain" : ""}`;
  if (column.content === "text") return html`<div role="gridcell" class=${classes}>${text}</div>`;
  if (column.content === "untrusted") {
    return html`<div role="gridcell" class=${classes}><bdi>${truncate(text)}</bdi></div>`;
  }
  const [integer, fraction] = splitAtDecimalPoint(text, context.locale);
  const note = column.note?.(context, entry);
  const mark =
    note === undefined
      ? nothing
      : html`<span class="mark" title=${note} aria-hidden="true">${icon("warning")}</span><span class="sr-only">${note}</span>`;
  return html`<div role="gridcell" class=${classes}>${mark}<span class="integer">${integer}</span><span class="fraction">${fraction}</span></div>`;
}

// More does not fit into a row; the details show all of it.
const maxTextLength = 400;

function truncate(text: string): string {
  return text.length > maxTextLength ? `${text.slice(0, maxTextLength).toWellFormed()}…` : text;
}

const maxFractionWidth = 14;

/** The length of the longest fraction in the rows, in characters: the width that aligns all amounts. */
export function fractionWidth(body: Element): number {
  let width = 0;
  for (const fraction of body.querySelectorAll(".fraction"))
    width = Math.max(width, fraction.textContent.length);
  return Math.min(width, maxFractionWidth);
}
