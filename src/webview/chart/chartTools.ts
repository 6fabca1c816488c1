import { html, type TemplateResult } from "lit";
import type { ViewContext } from "../app/viewContext.ts";

export interface ChartTools {
  readonly isTableShown: boolean;
  readonly toggleTable: () => void;
  /** Absent while nothing is drawn. */
  readonly copyPng?: () => Promise<void>;
  readonly copyCsv?: () => Promise<void>;
  /** What the last copy led to, for everybody and for screen readers. */
  readonly message: string;
}

/** The buttons of the chart. Nothing is copied while amounts are hidden. */
export function chartTools(context: ViewContext, tools: ChartTools): TemplateResult {
  const strings = context.strings.chart;
  const button = (label: string, icon: string, copy: (() => Promise<void>) | undefined) => html`<button
    type="button" class="tool" aria-label=${label} title=${label}
    ?disabled=${copy === undefined || context.hideAmounts} @click=${() => void copy?.()}
  ><span class="codicon codicon-${icon}" aria-hidden="true"></span></button>`;
  return html`<span class="copied" aria-live="polite">${tools.message}</span>
    <button
      type="button" class="tool" aria-pressed=${tools.isTableShown}
      aria-label=${strings.asTable} title=${strings.asTable} @click=${tools.toggleTable}
    ><span class="codicon codicon-table" aria-hidden="true"></span></button>
    ${button(strings.copyPng, "file-media", tools.copyPng)} ${button(strings.copyCsv, "copy", tools.copyCsv)}`;
}
