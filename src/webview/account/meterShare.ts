import type { Meter } from "../../core/accounts/accountState.ts";
import { minus, parseAmount, shareOf } from "../../core/money/amount.ts";

/** How much of a meter's limit is used, 0…1, for a bar's width; `undefined` where there is no limit. */
export function meterShare(meter: Meter): number | undefined {
  const limit = parseAmount(meter.limit ?? "");
  if (limit === undefined || limit === "0" || limit.startsWith("-")) return undefined;
  const remaining = parseAmount(meter.remaining ?? "");
  const used =
    parseAmount(meter.used ?? "") ?? (remaining === undefined ? undefined : minus(limit, remaining));
  return used === undefined ? undefined : Math.min(1, Math.max(0, shareOf(used, limit)));
}
