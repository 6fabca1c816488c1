import { html, nothing, type TemplateResult } from "lit";
import type { RenderContext, ViewContext } from "../app/viewContext.ts";

export interface Action {
  readonly label: string;
  readonly run: () => void;
}

/** Why a section has no content, and what may help. */
export function emptyState(message: string, ...actions: readonly Action[]): TemplateResult {
  return html`<div class="empty-state">
    <p><bdi>${message}</bdi></p>
    ${
      actions.length === 0
        ? nothing
        : html`<p class="actions">
          ${actions.map(({ label, run }) => html`<button type="button" class="link" @click=${run}>${label}</button>`)}
        </p>`
    }
  </div>`;
}

/** Why a request failed. The reason why history is off stands above all sections, so it is not repeated. */
export function errorState(
  { history, strings }: RenderContext,
  message: string,
  tryAgain: () => void,
): TemplateResult {
  const isRepeated = !history.isOn && history.message === message;
  return emptyState(isRepeated ? strings.historyOff : message, { label: strings.tryAgain, run: tryAgain });
}

/** Reads the account. */
export function readNowAction({ strings, account, post }: ViewContext): Action {
  return { label: strings.readNow, run: () => post({ kind: "refresh", accountId: account.id }) };
}

export function loadingState({ strings }: RenderContext): TemplateResult {
  return html`<div class="loading" aria-busy="true"><span class="sr-only">${strings.loading}</span></div>`;
}
