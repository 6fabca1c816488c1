import { html, nothing, type TemplateResult } from "lit";
import type { Screen } from "../app/screen.ts";

/** Why nothing is kept, where nothing is: balances go on without. */
export function historyNotice({ history }: Screen): TemplateResult | typeof nothing {
  if (history.isOn) return nothing;
  return html`<p class="history-off">
    <span class="codicon codicon-info" aria-hidden="true"></span><bdi>${history.message}</bdi>
  </p>`;
}
