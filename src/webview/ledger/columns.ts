import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { LedgerOrder } from "../../core/ledger/ledgerQuery.ts";
import type { PanelEntry } from "../../protocol/panelQuestions.ts";
import type { Screen } from "../app/screen.ts";
import { gridHead } from "./gridHead.ts";
import { ledgerRow } from "./ledgerRow.ts";

export interface GridViewOptions {
  readonly order: LedgerOrder;
  readonly total: number;
  readonly rowPx: number;
  /** The rows that exist, in order. */
  readonly indexes: readonly number[];
  /** Rows keep their elements by their distance from here. */
  readonly origin: number;
  readonly active: number;
  readonly entry: (index: number) => PanelEntry | undefined;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onClick: (event: Event) => void;
  readonly onFocus: (event: Event) => void;
}

/** The grid's markup: as high as all of its rows, of which few exist. */
export function gridView(screen: Screen, view: GridViewOptions): TemplateResult {
  const { total, rowPx, active, origin, entry } = view;
  return html`<div
    role="grid"
    class="grid"
    aria-label=${screen.words.ledger.title}
    aria-rowcount=${total + 1}
    aria-colcount="6"
    @keydown=${view.onKey}
  >
    ${gridHead(screen, view.order)}
    <div role="rowgroup" class="grid-body" @click=${view.onClick} @focusin=${view.onFocus}>
      <div class="sizer" role="presentation" .style=${`height: ${total * rowPx}px`}>
        ${repeat(
          view.indexes,
          (index) => index - origin,
          (index) =>
            ledgerRow(screen, entry(index), { index, topPx: index * rowPx, isActive: index === active }),
        )}
      </div>
    </div>
  </div>`;
}
