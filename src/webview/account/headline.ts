import { html, nothing, type TemplateResult } from "lit";
import type { PanelAccount } from "../../protocol/panelState.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { amountText, unknownAmount } from "../text/amountText.ts";
import { formatMessage, joinWithDots } from "../text/formatMessage.ts";
import {
  hasSeveralMeters,
  heldAmountText,
  standingText,
  topUpText,
  usageText,
  wordsAround,
} from "../text/meterText.ts";
import { accountMenuButton } from "./accountMenu.ts";
import { figure } from "./figure.ts";
import { levelIcon, levelText } from "./levelIcon.ts";
import { meterBar } from "./meterBar.ts";

// Figures of more characters are set in a smaller size, so that every digit is shown.
const mediumLength = 12;
const smallLength = 22;

/** The account's name, and what is left of its headline meter: large with two decimals, and exactly below that. */
export function headline(context: RenderContext, account: PanelAccount): TemplateResult {
  const { strings } = context;
  const meter = account.meters[0];
  const exact = meter ? amountText(context, meter.remaining, meter.unit) : unknownAmount;
  const amount = meter ? amountText(context, meter.remaining, meter.unit, "rounded") : unknownAmount;
  const size = amount.length > smallLength ? "small" : amount.length > mediumLength ? "medium" : "";
  return html`<div class="headline">
    <div class="name">
      <h1><bdi>${account.label}</bdi></h1>
      <span class="level">${levelIcon(account)}${levelText(strings, account)}</span>
      ${accountMenuButton(context, account)}
    </div>
    ${meter && hasSeveralMeters(account) ? html`<p class="meter-name"><bdi>${meter.label}</bdi></p>` : nothing}
    ${figure(amount, meter ? wordsAround(context, meter) : ["", unreadText(context, account)], { size, exact })}
    ${meter ? meterBar(context, meter, account.level) : nothing}
    ${joinWithDots([
      exact === amount ? undefined : formatMessage(strings.exactly, exact),
      meter && standingText(context, account, meter),
      meter && usageText(context, meter),
      meter && heldAmountText(context, meter),
      account.plan && planText(strings.plan, account.plan),
      topUpText(context, account),
    ])}
  </div>`;
}

// The plan is the provider's text: <bdi> keeps it from reordering the words around it.
function planText(message: string, plan: string): TemplateResult {
  const [before, after] = message.split("{0}");
  return html`${before}<bdi>${plan}</bdi>${after}`;
}

function unreadText({ strings }: RenderContext, account: PanelAccount): string {
  return account.isReading ? strings.reading : strings.notReadYet;
}
