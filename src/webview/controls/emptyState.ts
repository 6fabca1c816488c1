import { html, nothing, type TemplateResult } from "lit";
import type { RenderContext } from "../app/viewContext.ts";

export interface NextStep {
  readonly label: string;
  readonly run: () => void;
}

/** What a region says instead of figures, and what may help. */
export function emptyState(message: string, ...steps: readonly NextStep[]): TemplateResult {
  return html`<div class="calm">
    <p><bdi>${message}</bdi></p>
    ${
      steps.length === 0
        ? nothing
        : html`<p class="steps">
          ${steps.map(({ label, run }) => html`<button type="button" class="step" @click=${run}>${label}</button>`)}
        </p>`
    }
  </div>`;
}

/** What a question came to nothing for. Where history is off, the reason stands above all of it already. */
export function errorState(
  { history, words }: RenderContext,
  message: string,
  tryAgain: () => void,
): TemplateResult {
  const isSaid = !history.isOn && history.message === message;
  return emptyState(isSaid ? words.historyOff : message, { label: words.tryAgain, run: tryAgain });
}
