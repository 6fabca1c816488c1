import { html, nothing, type TemplateResult } from "lit";
import type { LedgerViewState } from "../../protocol/viewState.ts";
import type { ViewContext } from "../app/viewContext.ts";
import { dateRange } from "../controls/dateRange.ts";
import { icon } from "../controls/icon.ts";
import { select } from "../controls/select.ts";

export interface LedgerFiltersOptions {
  readonly view: LedgerViewState;
  readonly onChange: (view: LedgerViewState) => void;
  /** Called with each change of the text field. */
  readonly onType: (text: string) => void;
  readonly onStatement: () => void;
  readonly onExport: (format: "csv" | "json") => void;
}

/** The controls above the ledger. */
export function ledgerFilters(
  context: ViewContext,
  { view, onChange, onType, onStatement, onExport }: LedgerFiltersOptions,
): TemplateResult {
  const strings = context.strings.ledger;
  const { type: _type, ...withoutType } = view;
  const { source: _source, ...withoutSource } = view;
  const inputValue = (event: Event) => (event.currentTarget as HTMLInputElement).value;
  return html`<div class="filters">
    <input
      class="field search" type="text" aria-label=${strings.search} placeholder=${strings.search}
      maxlength="200" spellcheck="false" .value=${view.text}
      @input=${(event: Event) => onType(inputValue(event))}
      @change=${(event: Event) => onChange({ ...view, text: inputValue(event) })}
    />
    ${select({
      label: strings.type,
      options: strings.types,
      value: view.type ?? "all",
      onChange: (type) => onChange(type === "all" ? withoutType : { ...view, type }),
    })}
    ${
      context.account.sync === undefined
        ? nothing
        : select({
            label: strings.source,
            options: strings.sources,
            value: view.source ?? "once",
            onChange: (source) => onChange(source === "once" ? withoutSource : { ...view, source }),
          })
    }
    ${select({
      label: strings.dates,
      options: strings.spans,
      value: view.span,
      onChange: (span) => onChange({ ...view, span }),
    })}
    ${
      view.span === "chosen"
        ? dateRange(context, view, (range) => {
            const { from: _from, to: _to, ...rest } = view;
            onChange({ ...rest, ...range });
          })
        : nothing
    }
    ${select({
      label: strings.order,
      options: strings.orders,
      value: view.order,
      onChange: (order) => onChange({ ...view, order }),
    })}
    <span class="exports">
      <button type="button" class="tool" @click=${onStatement}>
        ${icon("notebook")}<span>${context.strings.statement.open}</span>
      </button>
      ${exportButton(strings.exportCsv, "CSV", () => onExport("csv"))}
      ${exportButton(strings.exportJson, "JSON", () => onExport("json"))}
    </span>
  </div>`;
}

function exportButton(label: string, text: string, onClick: () => void): TemplateResult {
  return html`<button type="button" class="tool" aria-label=${label} title=${label} @click=${onClick}>
    ${icon("arrow-circle-down")}<span aria-hidden="true">${text}</span>
  </button>`;
}
