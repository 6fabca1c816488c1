import { html, nothing, type TemplateResult } from "lit";
import type { Meter } from "../../core/accounts/accountState.ts";
import { meterBar, meterShare } from "../account/meterBar.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { phraseLine } from "../text/formatMessage.ts";
import { usageText } from "../text/meterText.ts";
import { whenText } from "../text/relativeTime.ts";

/** The running period of a meter against its limit; nothing where there is none. */
export function periodUsage(screen: RenderContext, meter: Meter): TemplateResult | typeof nothing {
  if (meterShare(meter) === undefined) return nothing;
  return html`<div class="period-use">
    ${phraseLine([html`<span class="name">${meter.label}</span>`, usageText(screen, meter), whenText(screen, screen.words.resets, meter.resetsAt)])}
    <div aria-hidden="true">${meterBar(screen, meter)}</div>
  </div>`;
}
