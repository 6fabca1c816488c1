import { html, nothing, type TemplateResult } from "lit";
import type { PanelAccount } from "../../protocol/messages.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { amountText, unknownAmount } from "../text/amountText.ts";
import { phraseLine } from "../text/formatMessage.ts";
import { heldText, topUpText, unitWords, usageText } from "../text/meterText.ts";
import { levelMark } from "./levelIcon.ts";
import { meterBar } from "./meterBar.ts";

// Longer figures take a smaller size, so that none is cut and none is rounded.
const longFrom = 12;
const hugeFrom = 22;

/** What is left of the account's headline meter, exactly, and what it is left of. */
export function headline(screen: RenderContext, account: PanelAccount): TemplateResult {
  const { words } = screen;
  const meter = account.meters[0];
  const figure = meter ? amountText(screen, meter.remaining, meter.unit) : unknownAmount;
  const size = figure.length > hugeFrom ? "huge" : figure.length > longFrom ? "long" : "";
  return html`<div class="headline">
    <div class="who">
      <h1><bdi>${account.label}</bdi></h1>
      <span class="level">${levelMark(account.level)}${words.levels[account.level]}</span>
    </div>
    <p class="figure ${size}">
      <span class="amount">${figure}</span>
      <span class="unit">${meter ? unitWords(screen, meter) : unreadText(screen, account)}</span>
    </p>
    ${meter ? meterBar(screen, meter, account.level) : nothing}
    ${phraseLine([
      meter && usageText(screen, meter),
      meter && heldText(screen, meter),
      account.plan && planPhrase(words.plan, account.plan),
      topUpText(screen, account),
    ])}
  </div>`;
}

// The plan is the provider's text: <bdi> keeps it from turning our words around.
function planPhrase(phrase: string, plan: string): TemplateResult {
  const [before, after] = phrase.split("{0}");
  return html`${before}<bdi>${plan}</bdi>${after}`;
}

function unreadText({ words }: RenderContext, account: PanelAccount): string {
  return account.isReading ? words.reading : words.notReadYet;
}
