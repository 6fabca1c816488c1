import { html, nothing, type TemplateResult } from "lit";
import type { Level, Meter } from "../../core/accounts/accountState.ts";
import { minus, parseAmount, ratio } from "../../core/money/amount.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { usageText } from "../text/meterText.ts";

/** The used part of a meter's limit, 0…1, for drawing only; `undefined` without a limit. */
export function usedFraction(meter: Meter): number | undefined {
  const limit = parseAmount(meter.limit ?? "");
  if (limit === undefined || limit === "0" || limit.startsWith("-")) return undefined;
  const remaining = parseAmount(meter.remaining ?? "");
  const used =
    parseAmount(meter.used ?? "") ?? (remaining === undefined ? undefined : minus(limit, remaining));
  return used === undefined ? undefined : Math.min(1, Math.max(0, ratio(used, limit)));
}

/** The bar of used / limit; nothing without a limit, and nothing while amounts are hidden. */
export function meterBar(
  context: RenderContext,
  meter: Meter,
  level: Level = "ok",
): TemplateResult | typeof nothing {
  const fraction = usedFraction(meter);
  if (fraction === undefined || context.hideAmounts) return nothing;
  const percent = Math.round(fraction * 1000) / 10;
  // Widths are SVG attributes: the content security policy forbids inline styles.
  return html`<svg
    class="meter-bar ${level}" role="meter" aria-label=${meter.label}
    aria-valuemin="0" aria-valuemax="100" aria-valuenow=${percent}
    aria-valuetext=${usageText(context, meter) ?? nothing}
  >
    <rect class="track" width="100%" height="100%" rx="2" />
    <rect class="fill" width="${percent}%" height="100%" rx="2" />
  </svg>`;
}
