import { plus } from "../money/amount.ts";
import type { AutoTopUp } from "../readings/snapshot.ts";
import { type FlooredMeter, meterLevel } from "./thresholds.ts";

/**
 * Whether the provider's own top-up will lift a low meter over its floor by itself. One that has run empty was
 * not topped up in time: that is for a person.
 */
export function isCovered(one: FlooredMeter, autoTopUp: AutoTopUp | undefined): boolean {
  const { remaining } = one.meter;
  if (!autoTopUp || remaining === null || meterLevel(one) !== "low") return false;
  if (autoTopUp.amount === undefined) return true;
  return (
    meterLevel({ ...one, meter: { ...one.meter, remaining: plus(remaining, autoTopUp.amount) } }) === "ok"
  );
}
