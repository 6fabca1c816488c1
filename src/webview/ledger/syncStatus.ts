import { html, nothing, type TemplateResult } from "lit";
import type { RemovedEntry, SyncState } from "../../core/ledger/ledgerEntry.ts";
import type { CountStrings } from "../../protocol/strings.ts";
import type { ViewContext } from "../app/viewContext.ts";
import { type IconName, icon } from "../controls/icon.ts";
import { countText, signedText } from "../text/amountText.ts";
import { formatMessage, pluralText } from "../text/formatMessage.ts";
import { ageText } from "../text/relativeTime.ts";
import { dateTimeText } from "../text/timeText.ts";

const icons: Readonly<Record<SyncState["state"], IconName>> = {
  running: "sync",
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
  const [label, kind] =
    sync.state === "running"
      ? ([strings.cancel, "cancelSync"] as const)
      : ([strings.syncNow, "syncLedger"] as const);
  const age = ageText(context, sync.atMs ?? nowMs);
  const message = formatMessage(messageOf(context, sync), countText(context, sync.entries), age);
  const note = noteOf(context, sync);
  return html`<p class="sync">
    ${icon(icons[sync.state], sync.state === "running")}
    <span class="text">${note === undefined ? message : formatMessage(context.strings.ledger.syncNoted, message, note)}</span>
    <button type="button" class="link" @click=${() => post({ kind, accountId })}>${label}</button>
  </p>
  ${removedEntries(context, sync.removed ?? [])}`;
}

function messageOf(
  { strings: { ledger: strings, language } }: ViewContext,
  { state, reason = "gap", entries }: SyncState,
): string {
  const count = (message: CountStrings) => pluralText(message, entries, language);
  if (state === "none") return strings.syncNone;
  if (state === "running") return count(strings.syncRunning);
  return count(state === "partial" && reason === "gap" ? strings.syncPartial : strings.syncComplete);
}

/** As of when a ledger is complete, or why it is not. */
function noteOf(context: ViewContext, { state, reason = "gap", asOfMs }: SyncState): string | undefined {
  const { syncCompared, syncReasons } = context.strings.ledger;
  if (state === "partial" && reason !== "gap") return syncReasons[reason];
  return state === "complete" && asOfMs !== undefined
    ? formatMessage(syncCompared, ageText(context, asOfMs))
    : undefined;
}

/** What the provider removed from its ledger, or booked under another id: nothing goes silently. */
function removedEntries(
  context: ViewContext,
  entries: readonly RemovedEntry[],
): TemplateResult | typeof nothing {
  if (entries.length === 0) return nothing;
  const strings = context.strings.ledger;
  return html`<details class="removed">
    <summary>${formatMessage(strings.removedEntries, countText(context, entries.length))}</summary>
    <ul>
      ${entries.map(({ atMs, before, id, unit }) => {
        const text = before.description || id;
        const amount = signedText(context, before.amount, unit);
        return html`<li><bdi>${text}</bdi> · ${formatMessage(strings.changedEntry, dateTimeText(context, atMs), amount, dateTimeText(context, before.atMs))}</li>`;
      })}
    </ul>
  </details>`;
}
