import { html, nothing, type TemplateResult } from "lit";
import { formatRelativeTime } from "../../core/time/relativeTime.ts";
import type { ViewContext } from "../app/viewContext.ts";
import { formatMessage } from "../text/formatMessage.ts";

/** How the provider's own ledger stands; nothing where there is none. */
export function syncLine({ screen, account, post }: ViewContext): TemplateResult | typeof nothing {
  const { sync, id: accountId } = account;
  if (!sync) return nothing;
  const words = screen.words.ledger;
  const count = new Intl.NumberFormat(screen.locale).format(sync.entries);
  const isRunning = sync.state === "running";
  const text = {
    running: () => formatMessage(words.syncRunning, count),
    partial: () => formatMessage(words.syncPartial, count),
    complete: () =>
      formatMessage(
        words.syncComplete,
        count,
        formatRelativeTime(sync.atMs ?? screen.nowMs, screen.nowMs, screen.locale),
      ),
    none: () => words.syncNone,
  }[sync.state]();
  const icon = { running: "sync spinning", partial: "debug-pause", complete: "check", none: "cloud" }[
    sync.state
  ];
  return html`<p class="sync">
    <span class="codicon codicon-${icon}" aria-hidden="true"></span>
    <span class="text">${text}</span>
    ${
      isRunning
        ? html`<button type="button" class="step" @click=${() => post({ kind: "cancelSync", accountId })}>${words.cancel}</button>`
        : html`<button type="button" class="step" @click=${() => post({ kind: "syncLedger", accountId })}>${words.syncNow}</button>`
    }
  </p>`;
}
