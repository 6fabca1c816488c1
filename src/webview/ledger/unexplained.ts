import { html, nothing, type TemplateResult } from "lit";
import type { Unexplained } from "../../core/ledger/reconcile.ts";
import { sizeOf } from "../../core/money/amount.ts";
import type { Unit } from "../../core/money/unit.ts";
import type { PanelAnswer } from "../../protocol/messages.ts";
import type { Screen } from "../app/viewContext.ts";
import { amountText, signedText } from "../text/amountText.ts";
import { fillWords } from "../text/formatMessage.ts";
import { whenRead } from "../text/timeText.ts";

const mostShown = 3;

/** What neither the readings nor the provider's ledger explain, the latest first; nothing when it adds up. */
export function unexplainedNote(
  screen: Screen,
  answer: PanelAnswer | undefined,
): TemplateResult | typeof nothing {
  if (answer?.kind !== "unexplained" || answer.stretches.length === 0) return nothing;
  const latest = answer.stretches.toReversed();
  const rest = latest.length - mostShown;
  const words = screen.words.ledger;
  return html`<div class="unexplained" role="note">
    ${latest.slice(0, mostShown).map((stretch) => line(screen, stretch, answer.unit))}
    ${rest > 0 ? html`<p>${fillWords(words.more, new Intl.NumberFormat(screen.locale).format(rest))}</p>` : nothing}
  </div>`;
}

function line(screen: Screen, stretch: Unexplained, unit: Unit): TemplateResult {
  const words = screen.words.ledger;
  const { observed, explained, amount, fromMs, toMs } = stretch;
  const hasFallen = observed.startsWith("-");
  const phrase = observed === "0" ? words.unmoved : hasFallen ? words.fell : words.rose;
  // Said as a size where both go the same way, else with its sign.
  const isSameWay = observed !== "0" && (explained === "0" || explained.startsWith("-") === hasFallen);
  const explainedText = isSameWay
    ? amountText(screen, sizeOf(explained), unit)
    : signedText(screen, explained, unit);
  return html`<p>
    <b>${fillWords(words.unexplained, signedText(screen, amount, unit))}</b>
    <span>${fillWords(
      phrase,
      whenRead(screen, fromMs),
      whenRead(screen, toMs),
      amountText(screen, sizeOf(observed), unit),
      explainedText,
    )}</span>
  </p>`;
}
