import { isBelowPercent, parseAmount, plus } from "../money/amount.ts";
import type { AutoTopUp, MeterReading } from "../readings/snapshot.ts";
import type { Threshold } from "./account.ts";

/** A meter and the threshold that applies to it. */
export interface MeterWithThreshold {
  readonly meter: MeterReading;
  readonly threshold: Threshold;
}

const defaultThreshold: Threshold = { percent: 10 };
/** A value recovers only this far above its threshold, so that one near it does not alert again and again. */
const recoveryMarginPercent = 10;

/** The meters that decide an account's level: the headline meter, and the meter that the threshold names. */
export function metersWithThreshold(
  meters: readonly [MeterReading, ...MeterReading[]],
  threshold: Threshold | undefined,
): readonly MeterWithThreshold[] {
  const [headline] = meters;
  const target = threshold?.meter === undefined ? headline : meters.find(({ id }) => id === threshold.meter);
  const appliedThreshold = threshold && hasBound(threshold) ? threshold : defaultThreshold;
  if (target === headline) return [{ meter: headline, threshold: appliedThreshold }];
  const others = target ? [{ meter: target, threshold: appliedThreshold }] : [];
  return [{ meter: headline, threshold: defaultThreshold }, ...others];
}

/** Zero and a debt are `empty`. A value strictly below its threshold is `low`. */
export function meterLevel({ meter, threshold }: MeterWithThreshold): "ok" | "low" | "empty" {
  const { remaining } = meter;
  if (remaining === null) return "ok";
  if (remaining === "0" || remaining.startsWith("-")) return "empty";
  return isBelow(meter, threshold, 0) ? "low" : "ok";
}

/** Whether the value is above its threshold by a tenth of it, so that a new alert is possible. */
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
  // No value can rise above its limit.
  const effectivePercent = Math.max(percent, Math.min(100, (percent * (100 + marginPercent)) / 100));
  return isBelowPercent(remaining, limit, effectivePercent);
}

function hasBound({ below, percent }: Threshold): boolean {
  return below !== undefined || percent !== undefined;
}

/**
 * Whether the provider's automatic top-up will lift a low meter above its threshold. An empty meter was not topped
 * up in time, so a person has to act.
 */
export function willAutoTopUp(entry: MeterWithThreshold, autoTopUp: AutoTopUp | undefined): boolean {
  const { remaining } = entry.meter;
  if (!autoTopUp || remaining === null || meterLevel(entry) !== "low") return false;
  if (autoTopUp.amount === undefined) return true;
  return (
    meterLevel({ ...entry, meter: { ...entry.meter, remaining: plus(remaining, autoTopUp.amount) } }) === "ok"
  );
}
