import { isBelowPercent, parseAmount, plus } from "../money/amount.ts";
import { sameUnit } from "../money/unit.ts";
import type { AutoTopUp, MeterReading, Snapshot } from "../readings/snapshot.ts";
import type { Threshold } from "./account.ts";
import { canPay, decidingMeters, isSpent, type PaymentSource, splitByRole } from "./pools.ts";

/** A meter and the threshold that applies to it. */
export interface MeterWithThreshold {
  readonly meter: MeterReading;
  readonly threshold: Threshold;
  /** Whether the account is empty when this meter is: false for a pool or information that only the threshold names. */
  readonly decides: boolean;
}

const defaultThreshold: Threshold = { percent: 10 };
/** A value recovers only this far above its threshold, so that one near it does not alert again and again. */
const recoveryMarginPercent = 10;

/**
 * The meters that decide an account's level, with their thresholds: the limits, the source that stands best, and the
 * meter that the threshold names. `below` without a meter applies to the meters in the unit of the first of them.
 */
export function metersWithThreshold(
  { meters }: Pick<Snapshot, "meters">,
  threshold: Threshold | undefined,
): readonly MeterWithThreshold[] {
  const { limits, sources } = splitByRole(meters);
  const applied = threshold && hasBound(threshold) ? threshold : defaultThreshold;
  const [first] = decidingMeters(meters);
  const decisive = (meter: MeterReading): MeterWithThreshold => {
    const isMeant =
      threshold?.meter === undefined
        ? first !== undefined && sameUnit(meter.unit, first.unit)
        : threshold.meter === meter.id;
    return { meter, threshold: isMeant ? applied : defaultThreshold, decides: true };
  };
  const judgedSources = sources.map((source) => source.map(decisive));
  const judged = [...limits.map(decisive), ...bestSource(sources, judgedSources)];
  const named = meters.find(({ id }) => id === threshold?.meter);
  return named && !judged.some(({ meter }) => meter === named)
    ? [...judged, { meter: named, threshold: applied, decides: named.role === undefined }]
    : judged;
}

/** The first source above its thresholds, else the last that can pay, else the first. */
function bestSource(
  sources: readonly PaymentSource[],
  judged: readonly (readonly MeterWithThreshold[])[],
): readonly MeterWithThreshold[] {
  const fine = judged.find((members) => members.every((member) => meterLevel(member) === "ok"));
  const paying = judged.findLast((_, index) => {
    const source = sources[index];
    return source !== undefined && canPay(source);
  });
  return fine ?? paying ?? judged[0] ?? [];
}

/** Zero and a debt are `empty`. A value strictly below its threshold is `low`. */
export function meterLevel({
  meter,
  threshold,
}: Pick<MeterWithThreshold, "meter" | "threshold">): "ok" | "low" | "empty" {
  if (meter.remaining === null) return "ok";
  if (isSpent(meter)) return "empty";
  return isBelow(meter, threshold, 0) ? "low" : "ok";
}

/** Whether the value is above its threshold by a tenth of it, so that a new alert is possible. */
export function hasRecovered(entry: MeterWithThreshold): boolean {
  return meterLevel(entry) === "ok" && !isBelow(entry.meter, entry.threshold, recoveryMarginPercent);
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
