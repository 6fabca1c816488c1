import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Meter } from "../../core/accounts/accountState.ts";
import type { PanelAccount } from "../../protocol/messages.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { amountText } from "../text/amountText.ts";
import { phraseLine } from "../text/formatMessage.ts";
import { heldText, unitWords, usageText } from "../text/meterText.ts";
import { whenText } from "../text/relativeTime.ts";
import { headline } from "./headline.ts";
import { meterBar } from "./meterBar.ts";
import { timing } from "./timing.ts";

/** The region "Meters": the headline meter large, the others small beneath it. */
export function meters(screen: RenderContext, account: PanelAccount): TemplateResult {
  const others = account.meters.slice(1);
  return html`<section class="meters" aria-label=${screen.words.meters}>
    <div class="hero">${headline(screen, account)}${timing(screen, account)}</div>
    ${
      others.length === 0
        ? nothing
        : html`<ul class="others">
          ${repeat(
            others,
            (meter) => meter.id,
            (meter) => other(screen, meter),
          )}
        </ul>`
    }
  </section>`;
}

function other(screen: RenderContext, meter: Meter): TemplateResult {
  const { words } = screen;
  return html`<li class="other">
    <p class="name"><bdi>${meter.label}</bdi></p>
    <p class="figure">
      <span class="amount">${amountText(screen, meter.remaining, meter.unit)}</span>
      <span class="unit">${meter.remaining === null ? nothing : unitWords(screen, meter)}</span>
    </p>
    ${meterBar(screen, meter)}
    ${phraseLine([
      usageText(screen, meter),
      heldText(screen, meter),
      whenText(screen, words.resets, meter.resetsAt),
    ])}
  </li>`;
}
