import { html, type TemplateResult } from "lit";
import type { ViewContext } from "../app/viewContext.ts";
import { type IconName, icon } from "../controls/icon.ts";

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
  const button = (label: string, iconName: IconName, copy: (() => Promise<void>) | undefined) => html`<button
    type="button" class="tool" aria-label=${label} title=${label}
    ?disabled=${copy === undefined || context.hideAmounts} @click=${() => void copy?.()}
  >${icon(iconName)}</button>`;
  return html`<span class="copied" aria-live="polite">${tools.message}</span>
    <button
      type="button" class="tool" aria-pressed=${tools.isTableShown}
      aria-label=${strings.asTable} title=${strings.asTable} @click=${tools.toggleTable}
    >${icon("table")}</button>
    ${button(strings.copyPng, "file-media", tools.copyPng)} ${button(strings.copyCsv, "copy", tools.copyCsv)}`;
}
