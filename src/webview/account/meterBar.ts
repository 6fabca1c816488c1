import { html, nothing, type TemplateResult } from "lit";
import type { Level, Meter } from "../../core/accounts/accountState.ts";
import { minus, parseAmount, ratio } from "../../core/money/amount.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { usageText } from "../text/meterText.ts";

/** How much of a meter's limit is used, 0…1, for a bar's width; `undefined` where there is no limit. */
export function meterShare(meter: Meter): number | undefined {
  const limit = parseAmount(meter.limit ?? "");
  if (limit === undefined || limit === "0" || limit.startsWith("-")) return undefined;
  const remaining = parseAmount(meter.remaining ?? "");
  const used =
    parseAmount(meter.used ?? "") ?? (remaining === undefined ? undefined : minus(limit, remaining));
  return used === undefined ? undefined : Math.min(1, Math.max(0, ratio(used, limit)));
}

/** The bar of used / limit; nothing without a limit, and nothing under the mask, as a length tells too. */
export function meterBar(
  screen: RenderContext,
  meter: Meter,
  level: Level = "ok",
): TemplateResult | typeof nothing {
  const share = meterShare(meter);
  if (share === undefined || screen.hideAmounts) return nothing;
  const percent = Math.round(share * 1000) / 10;
  // Widths are SVG attributes: the content security policy forbids inline styles.
  return html`<svg
    class="meter-bar ${level}"
    role="meter"
    aria-label=${meter.label}
    aria-valuemin="0"
    aria-valuemax="100"
    aria-valuenow=${percent}
    aria-valuetext=${usageText(screen, meter) ?? nothing}
  >
    <rect class="track" width="100%" height="100%" rx="2" />
    <rect class="fill" width="${percent}%" height="100%" rx="2" />
  </svg>`;
}
