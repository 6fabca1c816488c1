import { html, nothing, type TemplateResult } from "lit";
import type { LedgerChoice } from "../../protocol/requests.ts";
import type { ViewContext } from "../app/viewContext.ts";
import { dayRange } from "../controls/dateRange.ts";
import { choice } from "../controls/select.ts";

export interface LedgerFiltersOptions {
  readonly chosen: LedgerChoice;
  readonly onChoose: (chosen: LedgerChoice) => void;
  /** While text is typed. */
  readonly onType: (text: string) => void;
  readonly onExport: (format: "csv" | "json") => void;
}

/** The row of controls over the ledger. */
export function ledgerFilters(
  { screen, account }: ViewContext,
  options: LedgerFiltersOptions,
): TemplateResult {
  const { chosen, onChoose, onType, onExport } = options;
  const words = screen.words.ledger;
  const { type: _type, ...anyType } = chosen;
  const { source: _source, ...anySource } = chosen;
  return html`<div class="filters">
    <input
      class="field search"
      type="text"
      aria-label=${words.search}
      placeholder=${words.search}
      maxlength="200"
      spellcheck="false"
      .value=${chosen.text}
      @input=${(event: Event) => onType((event.currentTarget as HTMLInputElement).value)}
      @change=${(event: Event) => onChoose({ ...chosen, text: (event.currentTarget as HTMLInputElement).value })}
    />
    ${choice({
      label: words.type,
      options: words.types,
      chosen: chosen.type ?? "all",
      onChoose: (type) => onChoose(type === "all" ? anyType : { ...chosen, type }),
    })}
    ${
      account.sync === undefined
        ? nothing
        : choice({
            label: words.source,
            options: words.sources,
            chosen: chosen.source ?? "all",
            onChoose: (source) => onChoose(source === "all" ? anySource : { ...chosen, source }),
          })
    }
    ${choice({
      label: words.dates,
      options: words.spans,
      chosen: chosen.span,
      onChoose: (span) => onChoose({ ...chosen, span }),
    })}
    ${
      chosen.span === "chosen"
        ? dayRange(screen, chosen, ({ from, to }) => {
            const { from: _from, to: _to, ...rest } = chosen;
            onChoose({ ...rest, ...(from ? { from } : {}), ...(to ? { to } : {}) });
          })
        : nothing
    }
    ${choice({
      label: words.order,
      options: words.orders,
      chosen: chosen.order,
      onChoose: (order) => onChoose({ ...chosen, order }),
    })}
    <span class="exports">
      ${exportButton(words.exportCsv, "CSV", () => onExport("csv"))}
      ${exportButton(words.exportJson, "JSON", () => onExport("json"))}
    </span>
  </div>`;
}

function exportButton(label: string, format: string, run: () => void): TemplateResult {
  return html`<button type="button" class="tool" aria-label=${label} title=${label} @click=${run}>
    <span class="codicon codicon-arrow-circle-down" aria-hidden="true"></span><span aria-hidden="true">${format}</span>
  </button>`;
}
