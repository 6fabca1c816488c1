import { html, type TemplateResult } from "lit";
import type { FromPanel } from "../../protocol/messages.ts";
import type { RenderContext } from "../app/viewContext.ts";

/** What stands here while there is no account. */
export function welcome({ words }: RenderContext, post: (message: FromPanel) => void): TemplateResult {
  return html`<main class="welcome">
    <span class="codicon codicon-credit-card" aria-hidden="true"></span>
    <h1>${words.welcomeTitle}</h1>
    <p>${words.welcomeText}</p>
    <div class="actions">
      <button type="button" class="button" @click=${() => post({ kind: "addAccount" })}>${words.addAccount}</button>
      <button type="button" class="button secondary" @click=${() => post({ kind: "trySample" })}>${words.trySample}</button>
    </div>
  </main>`;
}
