import { isBelowPercent, parseAmount, plus } from "../money/amount.ts";
import type { AutoTopUp, MeterReading } from "../readings/snapshot.ts";
import type { Threshold } from "./account.ts";

/** A meter and the floor that it is held to. */
export interface MeterWithThreshold {
  readonly meter: MeterReading;
  readonly threshold: Threshold;
}

const defaultThreshold: Threshold = { percent: 10 };
/** Of a bound: only so far past it has a value recovered, and not while it wavers around it. */
const recoveryMarginPercent = 10;

/** The meters that decide how an account stands: the headline meter, and the one that the floor names. */
export function metersWithThreshold(
  meters: readonly [MeterReading, ...MeterReading[]],
  threshold: Threshold | undefined,
): readonly MeterWithThreshold[] {
  const [headline] = meters;
  const target = threshold?.meter === undefined ? headline : meters.find(({ id }) => id === threshold.meter);
  const applied = threshold && hasBound(threshold) ? threshold : defaultThreshold;
  if (target === headline) return [{ meter: headline, threshold: applied }];
  const others = target ? [{ meter: target, threshold: applied }] : [];
  return [{ meter: headline, threshold: defaultThreshold }, ...others];
}

/** Zero and a debt are `empty`; strictly under a floor is `low`. */
export function meterLevel({ meter, threshold }: MeterWithThreshold): "ok" | "low" | "empty" {
  const { remaining } = meter;
  if (remaining === null) return "ok";
  if (remaining === "0" || remaining.startsWith("-")) return "empty";
  return isBelow(meter, threshold, 0) ? "low" : "ok";
}

/** Whether it is past its floor by a tenth of it, so that it may cross the floor anew. */
export function hasRecovered({ meter, threshold }: MeterWithThreshold): boolean {
  return meterLevel({ meter, threshold }) === "ok" && !isBelow(meter, threshold, recoveryMarginPercent);
}

function isBelow(
  { remaining, limit }: MeterReading,
  { below, percent }: Threshold,
  marginPercent: number,
): boolean {
  if (remaining === null) return false;
  const bound = below === undefined ? undefined : parseAmount(below);
  if (bound !== undefined && isBelowPercent(remaining, bound, 100 + marginPercent)) return true;
  if (percent === undefined || limit === undefined || limit === null) return false;
  // Nothing recovers past its whole limit.
  const effectivePercent = Math.max(percent, Math.min(100, (percent * (100 + marginPercent)) / 100));
  return isBelowPercent(remaining, limit, effectivePercent);
}

function hasBound({ below, percent }: Threshold): boolean {
  return below !== undefined || percent !== undefined;
}

/**
 * Whether the provider's own top-up will lift a low meter over its floor by itself. One that has run empty was
 * not topped up in time: that is for a person.
 */
export function willAutoTopUp(entry: MeterWithThreshold, autoTopUp: AutoTopUp | undefined): boolean {
  const { remaining } = entry.meter;
  if (!autoTopUp || remaining === null || meterLevel(entry) !== "low") return false;
  if (autoTopUp.amount === undefined) return true;
  return (
    meterLevel({ ...entry, meter: { ...entry.meter, remaining: plus(remaining, autoTopUp.amount) } }) === "ok"
  );
}
