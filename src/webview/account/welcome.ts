import { html, type TemplateResult } from "lit";
import type { CommandMessage } from "../../protocol/messages.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { icon } from "../controls/icon.ts";

/** The panel while there is no account. */
export function welcome({ strings }: RenderContext, post: (message: CommandMessage) => void): TemplateResult {
  return html`<main class="welcome">
    ${icon("credit-card")}
    <h1>${strings.welcomeTitle}</h1>
    <p>${strings.welcomeText}</p>
    <div class="actions">
      <button type="button" class="button" @click=${() => post({ kind: "addAccount" })}>${strings.addAccount}</button>
      <button type="button" class="button secondary" @click=${() => post({ kind: "trySample" })}>${strings.trySample}</button>
    </div>
  </main>`;
}
