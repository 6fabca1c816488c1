import { html, nothing, type TemplateResult } from "lit";
import type { Meter } from "../../core/accounts/accountState.ts";
import { meterBar, usedFraction } from "../account/meterBar.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { joinWithDots } from "../text/formatMessage.ts";
import { usageText } from "../text/meterText.ts";
import { relativeTime } from "../text/relativeTime.ts";

/** What is used of a meter's limit in the current period; nothing without a limit. */
export function periodUsage(context: RenderContext, meter: Meter): TemplateResult | typeof nothing {
  if (usedFraction(meter) === undefined) return nothing;
  return html`<div class="period-usage">
    <p class="span-name">${context.strings.usage.providerPeriod}</p>
    ${joinWithDots([
      html`<span class="name">${meter.label}</span>`,
      usageText(context, meter),
      relativeTime(context, context.strings.resets, meter.resetsAt),
    ])}
    <div aria-hidden="true">${meterBar(context, meter)}</div>
  </div>`;
}
