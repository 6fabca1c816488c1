import { html, nothing, type TemplateResult } from "lit";
import type { PanelEntry } from "../../protocol/panelQuestions.ts";
import type { Screen } from "../app/screen.ts";
import { amountText } from "../text/amountText.ts";
import { signedText } from "../text/signedText.ts";
import { whenRead } from "../text/timeText.ts";
import { splitAtPoint } from "./alignDecimal.ts";

// What a row can show of a text; the details have the whole of it.
const mostCharacters = 400;

export interface LedgerRowPlace {
  readonly index: number;
  readonly topPx: number;
  readonly isActive: boolean;
}

/** A row of the grid; a placeholder of the same height while its entry is fetched. */
export function ledgerRow(
  screen: Screen,
  entry: PanelEntry | undefined,
  { index, topPx, isActive }: LedgerRowPlace,
): TemplateResult {
  return html`<div
    role="row"
    class="row"
    aria-rowindex=${index + 2}
    aria-busy=${entry ? nothing : "true"}
    tabindex=${isActive ? 0 : -1}
    .style=${`transform: translateY(${topPx}px)`}
  >${entry ? cells(screen, entry) : html`<div role="gridcell" class="awaited"><span class="unseen">${screen.words.loading}</span></div>`}</div>`;
}

function cells(screen: Screen, entry: PanelEntry): TemplateResult {
  const words = screen.words.ledger;
  const { type, source, amount, balanceAfter, unit, atMs } = entry;
  const tone = amount.startsWith("-") || screen.hideAmounts ? "" : "gain";
  const reference =
    entry.reference === undefined && source === "observed" ? words.sources.observed : entry.reference;
  return html`<div role="gridcell" class="time">${whenRead(screen, atMs)}</div>
    <div role="gridcell" class="type">${words.types[type]}</div>
    <div role="gridcell" class="amount ${tone}">${aligned(screen, signedText(screen, amount, unit))}</div>
    <div role="gridcell" class="amount after">${balanceAfter === undefined ? nothing : aligned(screen, amountText(screen, balanceAfter, unit))}</div>
    <div role="gridcell" class="description"><bdi>${cut(entry.description)}</bdi></div>
    <div role="gridcell" class="reference"><bdi>${cut(reference ?? "")}</bdi></div>`;
}

function aligned(screen: Screen, text: string): TemplateResult {
  const [whole, rest] = splitAtPoint(text, screen.locale);
  return html`<span class="whole">${whole}</span><span class="rest">${rest}</span>`;
}

function cut(text: string): string {
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters).toWellFormed()}…` : text;
}
