import { html, type TemplateResult } from "lit";
import type { ViewContext } from "../app/viewContext.ts";

/** The actions that do not depend on the shown account. */
export function toolbar({ strings, accounts, post }: ViewContext): TemplateResult {
  const isReading = accounts.some((account) => account.isReading);
  return html`<div class="toolbar">
    ${button(strings.refresh, isReading ? "refresh spinning" : "refresh", () => post({ kind: "refresh" }))}
    ${button(strings.addAccount, "add", () => post({ kind: "addAccount" }))}
  </div>`;
}

function button(label: string, icon: string, onClick: () => void): TemplateResult {
  return html`<button type="button" class="tool" title=${label} @click=${onClick}>
    <span class="codicon codicon-${icon}" aria-hidden="true"></span><span class="text">${label}</span>
  </button>`;
}
