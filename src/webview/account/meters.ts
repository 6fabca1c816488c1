import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Meter } from "../../core/accounts/accountState.ts";
import type { PanelAccount } from "../../protocol/panelState.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { amountText } from "../text/amountText.ts";
import { joinWithDots } from "../text/formatMessage.ts";
import { heldAmountText, standingText, usageText, wordsAround } from "../text/meterText.ts";
import { resetTime } from "../text/relativeTime.ts";
import { accountDates } from "./accountDates.ts";
import { figure } from "./figure.ts";
import { headline } from "./headline.ts";
import { meterBar } from "./meterBar.ts";

/** The region "Meters": the headline meter large, the others small below it. */
export function meters(context: RenderContext, account: PanelAccount): TemplateResult {
  const others = account.meters.slice(1);
  return html`<section class="meters" aria-label=${context.strings.meters}>
    <div class="headline-row">${headline(context, account)}${accountDates(context, account)}</div>
    ${
      others.length === 0
        ? nothing
        : html`<ul class="other-meters">
          ${repeat(
            others,
            (meter) => meter.id,
            (meter) => smallMeter(context, account, meter),
          )}
        </ul>`
    }
  </section>`;
}

function smallMeter(context: RenderContext, account: PanelAccount, meter: Meter): TemplateResult {
  return html`<li>
    <p class="name"><bdi>${meter.label}</bdi></p>
    ${figure(
      amountText(context, meter.remaining, meter.unit, "rounded"),
      meter.remaining === null ? ["", ""] : wordsAround(context, meter),
      { exact: amountText(context, meter.remaining, meter.unit) },
    )}
    ${meterBar(context, meter)}
    ${joinWithDots([
      standingText(context, account, meter),
      usageText(context, meter),
      heldAmountText(context, meter),
      resetTime(context, meter.resetsAt),
    ])}
  </li>`;
}
