import { isBelowPercent, parseAmount, plus } from "../money/amount.ts";
import type { AutoTopUp, MeterReading } from "../readings/snapshot.ts";
import type { Threshold } from "./account.ts";

/** A meter and the floor that it is held to. */
export interface MeterWithThreshold {
  readonly meter: MeterReading;
  readonly floor: Threshold;
}

const defaultFloor: Threshold = { percent: 10 };
/** Of a bound: only so far past it has a value recovered, and not while it wavers around it. */
const marginPercent = 10;

/** The meters that decide how an account stands: the headline meter, and the one that the floor names. */
export function metersWithThreshold(
  meters: readonly [MeterReading, ...MeterReading[]],
  floor: Threshold | undefined,
): readonly MeterWithThreshold[] {
  const [headline] = meters;
  const named = floor?.meter === undefined ? headline : meters.find(({ id }) => id === floor.meter);
  const own = floor && hasBound(floor) ? floor : defaultFloor;
  if (named === headline) return [{ meter: headline, floor: own }];
  const others = named ? [{ meter: named, floor: own }] : [];
  return [{ meter: headline, floor: defaultFloor }, ...others];
}

/** Zero and a debt are `empty`; strictly under a floor is `low`. */
export function meterLevel({ meter, floor }: MeterWithThreshold): "ok" | "low" | "empty" {
  const { remaining } = meter;
  if (remaining === null) return "ok";
  if (remaining === "0" || remaining.startsWith("-")) return "empty";
  return isUnder(meter, floor, 0) ? "low" : "ok";
}

/** Whether it is past its floor by a tenth of it, so that it may cross the floor anew. */
export function hasRecovered({ meter, floor }: MeterWithThreshold): boolean {
  return meterLevel({ meter, floor }) === "ok" && !isUnder(meter, floor, marginPercent);
}

function isUnder({ remaining, limit }: MeterReading, { below, percent }: Threshold, margin: number): boolean {
  if (remaining === null) return false;
  const bound = below === undefined ? undefined : parseAmount(below);
  if (bound !== undefined && isBelowPercent(remaining, bound, 100 + margin)) return true;
  if (percent === undefined || limit === undefined || limit === null) return false;
  // Nothing recovers past its whole limit.
  const share = Math.max(percent, Math.min(100, (percent * (100 + margin)) / 100));
  return isBelowPercent(remaining, limit, share);
}

function hasBound({ below, percent }: Threshold): boolean {
  return below !== undefined || percent !== undefined;
}

/**
 * Whether the provider's own top-up will lift a low meter over its floor by itself. One that has run empty was
 * not topped up in time: that is for a person.
 */
export function willAutoTopUp(one: MeterWithThreshold, autoTopUp: AutoTopUp | undefined): boolean {
  const { remaining } = one.meter;
  if (!autoTopUp || remaining === null || meterLevel(one) !== "low") return false;
  if (autoTopUp.amount === undefined) return true;
  return (
    meterLevel({ ...one, meter: { ...one.meter, remaining: plus(remaining, autoTopUp.amount) } }) === "ok"
  );
}
