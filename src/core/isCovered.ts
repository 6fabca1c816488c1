import { plus } from "./amount.ts";
import { type FlooredMeter, meterLevel } from "./meterLevel.ts";
import type { AutoTopUp } from "./snapshot.ts";

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
