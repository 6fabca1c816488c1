import { html, nothing, type TemplateResult } from "lit";
import type { SyncState } from "../../core/ledger/ledgerEntry.ts";
import type { CountStrings } from "../../protocol/strings.ts";
import type { ViewContext } from "../app/viewContext.ts";
import { countText } from "../text/amountText.ts";
import { formatMessage, pluralText } from "../text/formatMessage.ts";
import { ageText } from "../text/relativeTime.ts";

const icons: Readonly<Record<SyncState["state"], string>> = {
  running: "sync spinning",
  partial: "debug-pause",
  complete: "check",
  none: "cloud",
};

/** How much of the provider's own ledger has been fetched; nothing where the provider publishes none. */
export function syncStatus(context: ViewContext): TemplateResult | typeof nothing {
  const { account, post, nowMs } = context;
  const { sync, id: accountId } = account;
  if (!sync) return nothing;
  const strings = context.strings.ledger;
  const isRunning = sync.state === "running";
  const [label, kind] = isRunning
    ? ([strings.cancel, "cancelSync"] as const)
    : ([strings.syncNow, "syncLedger"] as const);
  const count = (message: CountStrings) => pluralText(message, sync.entries, context.strings.language);
  const message = {
    running: () => count(strings.syncRunning),
    partial: () => count(strings.syncPartial),
    complete: () => count(strings.syncComplete),
    none: () => strings.syncNone,
  }[sync.state]();
  const age = ageText(context, sync.atMs ?? nowMs);
  return html`<p class="sync">
    <span class="codicon codicon-${icons[sync.state]}" aria-hidden="true"></span>
    <span class="text">${formatMessage(message, countText(context, sync.entries), age)}</span>
    <button type="button" class="link" @click=${() => post({ kind, accountId })}>${label}</button>
  </p>`;
}
