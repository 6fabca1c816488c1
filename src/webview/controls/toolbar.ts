import { html, nothing, type TemplateResult } from "lit";
import type { PanelContext } from "../app/viewContext.ts";
import { icon } from "./icon.ts";

/** The actions that do not depend on the shown account. */
export function toolbar({ strings, accounts, post }: PanelContext): TemplateResult {
  const isReading = accounts.some((account) => account.isReading);
  return html`<div class="toolbar">
    ${button(strings.refresh, icon("refresh", isReading), () => post({ kind: "refresh" }))}
    ${button(strings.addAccount, icon("add"), () => post({ kind: "addAccount" }))}
  </div>`;
}

function button(label: string, picture: TemplateResult, onClick: () => void): TemplateResult {
  return html`<button type="button" class="tool" title=${label} @click=${onClick}>
    ${picture}<span class="text">${label}</span>
  </button>`;
}

/** Opens the page with all accounts. */
export function overviewButton(label: string, isShown: boolean, onClick: () => void): TemplateResult {
  return html`<div class="toolbar">
    <button type="button" class="tool" title=${label} aria-current=${isShown ? "page" : nothing} @click=${onClick}>
      ${icon("list-unordered")}<span class="text">${label}</span>
    </button>
  </div>`;
}
