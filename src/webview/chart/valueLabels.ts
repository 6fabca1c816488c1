import { formatExact, formatShort } from "../../core/money/formatAmount.ts";
import type { ValueTick } from "./ticks.ts";
import type { ChartView } from "./view.ts";

/** The labels of the vertical axis: short where that tells them apart, none under the mask. */
export function valueLabels({ screen, unit }: ChartView, ticks: readonly ValueTick[]): readonly string[] {
  if (screen.hideAmounts) return ticks.map(() => "");
  const short = ticks.map(({ amount }) => formatShort(amount, unit, screen.locale));
  if (new Set(short).size === ticks.length) return short;
  return ticks.map(({ amount }) => formatExact(amount, unit, screen.locale));
}
