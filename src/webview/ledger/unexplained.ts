import { html, nothing, type TemplateResult } from "lit";
import type { UnexplainedChange } from "../../core/ledger/reconcile.ts";
import { abs } from "../../core/money/amount.ts";
import type { Unit } from "../../core/money/unit.ts";
import type { PanelResponse } from "../../protocol/messages.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { amountText, signedText } from "../text/amountText.ts";
import { formatMessage } from "../text/formatMessage.ts";
import { whenRead } from "../text/timeText.ts";

const mostShown = 3;

/** What neither the readings nor the provider's ledger explain, the latest first; nothing when it adds up. */
export function unexplainedNote(
  screen: RenderContext,
  answer: PanelResponse | undefined,
): TemplateResult | typeof nothing {
  if (answer?.kind !== "unexplained" || answer.stretches.length === 0) return nothing;
  const latest = answer.stretches.toReversed();
  const rest = latest.length - mostShown;
  const words = screen.words.ledger;
  return html`<div class="unexplained" role="note">
    ${latest.slice(0, mostShown).map((stretch) => line(screen, stretch, answer.unit))}
    ${rest > 0 ? html`<p>${formatMessage(words.more, new Intl.NumberFormat(screen.locale).format(rest))}</p>` : nothing}
  </div>`;
}

function line(screen: RenderContext, stretch: UnexplainedChange, unit: Unit): TemplateResult {
  const words = screen.words.ledger;
  const { observed, explained, amount, fromMs, toMs } = stretch;
  const hasFallen = observed.startsWith("-");
  const phrase = observed === "0" ? words.unmoved : hasFallen ? words.fell : words.rose;
  // Said as a size where both go the same way, else with its sign.
  const isSameWay = observed !== "0" && (explained === "0" || explained.startsWith("-") === hasFallen);
  const explainedText = isSameWay
    ? amountText(screen, abs(explained), unit)
    : signedText(screen, explained, unit);
  return html`<p>
    <b>${formatMessage(words.unexplained, signedText(screen, amount, unit))}</b>
    <span>${formatMessage(
      phrase,
      whenRead(screen, fromMs),
      whenRead(screen, toMs),
      amountText(screen, abs(observed), unit),
      explainedText,
    )}</span>
  </p>`;
}
