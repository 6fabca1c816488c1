import { html, nothing, type TemplateResult } from "lit";
import type { Meter } from "../../core/accountState.ts";
import { meterBar } from "../meterBar.ts";
import { meterShare } from "../meterShare.ts";
import { phraseLine } from "../phraseLine.ts";
import type { Screen } from "../screen.ts";
import { useText } from "../useText.ts";
import { whenText } from "../whenText.ts";

/** The running period of a meter against its limit; nothing where there is none. */
export function periodUse(screen: Screen, meter: Meter): TemplateResult | typeof nothing {
  if (meterShare(meter) === undefined) return nothing;
  return html`<div class="period-use">
    ${phraseLine([html`<span class="name">${meter.label}</span>`, useText(screen, meter), whenText(screen, screen.words.resets, meter.resetsAt)])}
    <div aria-hidden="true">${meterBar(screen, meter)}</div>
  </div>`;
}
