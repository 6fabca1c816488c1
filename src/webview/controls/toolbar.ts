import { html, type TemplateResult } from "lit";
import type { FromPanel } from "../../protocol/messages.ts";
import type { RenderContext } from "../app/viewContext.ts";

/** What can be done at any time, whichever account is shown. */
export function toolbar(
  { words, accounts }: RenderContext,
  post: (message: FromPanel) => void,
): TemplateResult {
  const isReading = accounts.some((account) => account.isReading);
  return html`<div class="toolbar">
    ${button(words.refresh, isReading ? "refresh spinning" : "refresh", () => post({ kind: "refresh" }))}
    ${button(words.addAccount, "add", () => post({ kind: "addAccount" }))}
  </div>`;
}

function button(label: string, icon: string, run: () => void): TemplateResult {
  return html`<button type="button" class="tool" title=${label} @click=${run}>
    <span class="codicon codicon-${icon}" aria-hidden="true"></span><span class="text">${label}</span>
  </button>`;
}
