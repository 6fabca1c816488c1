import { html, nothing, type TemplateResult } from "lit";
import type { UnexplainedChange } from "../../core/ledger/reconcile.ts";
import { abs } from "../../core/money/amount.ts";
import type { Unit } from "../../core/money/unit.ts";
import type { UnexplainedResult } from "../../protocol/messages.ts";
import type { ViewContext } from "../app/viewContext.ts";
import { amountText, countText, signedText } from "../text/amountText.ts";
import { formatMessage } from "../text/formatMessage.ts";
import { dateTimeText } from "../text/timeText.ts";

const maxShown = 3;

/** The changes of the balance that the provider's ledger does not explain, latest first; nothing without any. */
export function unexplainedNote(
  context: ViewContext,
  { changes, unit }: UnexplainedResult,
): TemplateResult | typeof nothing {
  if (changes.length === 0) return nothing;
  const hiddenCount = changes.length - maxShown;
  const more = formatMessage(context.strings.ledger.more, countText(context, hiddenCount));
  return html`<div class="unexplained" role="note">
    ${changes
      .toReversed()
      .slice(0, maxShown)
      .map((change) => line(context, change, unit))}
    ${hiddenCount > 0 ? html`<p>${more}</p>` : nothing}
  </div>`;
}

function line(context: ViewContext, change: UnexplainedChange, unit: Unit): TemplateResult {
  const strings = context.strings.ledger;
  const { observed, explained, amount, fromMs, toMs, settlesAtMs } = change;
  const isSettled = settlesAtMs <= (context.account.sync?.atMs ?? 0);
  const hasFallen = observed.startsWith("-");
  const message = observed === "0" ? strings.unchanged : hasFallen ? strings.fell : strings.rose;
  // Without its sign where both changes have the same one, which the message tells.
  const isSameDirection = observed !== "0" && (explained === "0" || explained.startsWith("-") === hasFallen);
  const explainedText = isSameDirection
    ? amountText(context, abs(explained), unit)
    : signedText(context, explained, unit);
  return html`<p>
    <b>${formatMessage(isSettled ? strings.unexplained : strings.notBookedYet, signedText(context, amount, unit))}</b>
    <span>${formatMessage(
      message,
      dateTimeText(context, fromMs),
      dateTimeText(context, toMs),
      amountText(context, abs(observed), unit),
      explainedText,
    )}</span>
  </p>`;
}
