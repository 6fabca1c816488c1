import { compare, isBelowPercent, parseAmount, plus } from "../money/amount.ts";
import { sameUnit } from "../money/unit.ts";
import type { AutoTopUp, MeterReading, Snapshot } from "../readings/snapshot.ts";
import type { Threshold } from "./account.ts";
import { sortFloors } from "./floorBound.ts";
import { canPay, decidingMeters, fullAmountOf, isSpent, type PaymentSource, splitByRole } from "./pools.ts";

/** A meter and the floors that apply to it. */
export interface MeterWithThreshold {
  readonly meter: MeterReading;
  /** Never empty, from the highest to the lowest. Below any of them the meter is low. */
  readonly floors: readonly Threshold[];
  /** No setting has a floor for the meter. */
  readonly isDefault: boolean;
  /** Whether the account is empty when this meter is: false for a pool or information that only the threshold names. */
  readonly decides: boolean;
}

/** Where an account has no floor of its own: a share of the limit, or of what counts as full without one. */
export const defaultPercent = 10;
/** Hardly any provider sells less than 5 of a currency: less than a tenth of that is low, at the first reading too. */
const defaultMoney = "0.5";

/** The floor of a meter that has none in the settings. */
export function defaultThreshold({ unit, limit, resetsAt }: MeterReading): Threshold {
  const isPrepaidMoney = unit.kind === "currency" && typeof limit !== "string" && resetsAt === undefined;
  return { percent: defaultPercent, ...(isPrepaidMoney ? { below: defaultMoney } : {}) };
}

/** A value recovers only this far above its threshold, so that one near it does not alert again and again. */
const recoveryMarginPercent = 10;

/** The floors of an account's setting, from the highest to the lowest. */
export function floorsOf(low: Threshold | readonly Threshold[] | undefined): readonly Threshold[] {
  return low === undefined ? [] : isList(low) ? low : [low];
}

function isList(low: Threshold | readonly Threshold[]): low is readonly Threshold[] {
  return Array.isArray(low);
}

/**
 * The meters that decide an account's level, with their floors: the limits, the source that stands best, and the meters
 * that floors name. A floor without a meter applies to the meters in the unit of the first of them.
 */
export function metersWithThreshold(
  { meters }: Pick<Snapshot, "meters">,
  low: Threshold | readonly Threshold[] | undefined,
): readonly MeterWithThreshold[] {
  const { limits, sources } = splitByRole(meters);
  const floors = floorsOf(low);
  const [first] = decidingMeters(meters);
  const floorsFor = (
    meter: MeterReading,
    isNamed: boolean,
  ): Pick<MeterWithThreshold, "floors" | "isDefault"> => {
    const meant = floors.filter((floor) =>
      floor.meter === undefined
        ? !isNamed && first !== undefined && sameUnit(meter.unit, first.unit)
        : floor.meter === meter.id,
    );
    const bounded = meant.filter(hasBound);
    return bounded.length > 0
      ? { floors: sortFloors(meter, bounded), isDefault: false }
      : { floors: [defaultThreshold(meter)], isDefault: true };
  };
  const decisive = (meter: MeterReading): MeterWithThreshold => ({
    meter,
    ...floorsFor(meter, false),
    decides: true,
  });
  const judgedSources = sources.map((source) => source.map(decisive));
  const judged = [...limits.map(decisive), ...bestSource(sources, judgedSources)];
  const named = meters.filter(({ id }) => floors.some((floor) => floor.meter === id));
  const others = named.filter((meter) => !judged.some((entry) => entry.meter === meter));
  return [
    ...judged,
    ...others.map((meter) => ({
      meter,
      ...floorsFor(meter, true),
      decides: meter.role === undefined,
    })),
  ];
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

/** Zero and a debt are `empty`. A value strictly below a floor is `low`. */
export function meterLevel({
  meter,
  floors,
}: Pick<MeterWithThreshold, "meter" | "floors">): "ok" | "low" | "empty" {
  if (meter.remaining === null) return "ok";
  if (isSpent(meter)) return "empty";
  return floors.some((floor) => isBelow(meter, floor, 0)) ? "low" : "ok";
}

/** Where a value stands by one floor. `recovered`: above it by a tenth of it, so that a new alert is possible. */
export type FloorState = "below" | "between" | "recovered";

export function floorState(meter: MeterReading, floor: Threshold): FloorState {
  if (meter.remaining !== null && (isSpent(meter) || isBelow(meter, floor, 0))) return "below";
  return isBelow(meter, floor, recoveryMarginPercent) ? "between" : "recovered";
}

/** Whether the value is above all of its floors by a tenth, so that a new alert is possible. */
export function hasRecovered({ meter, floors }: MeterWithThreshold): boolean {
  return floors.every((floor) => floorState(meter, floor) === "recovered");
}

/** Whether the floor is so close to the limit that no value can rise above it by a tenth: only a new period ends it. */
export function isNearLimit({ limit }: MeterReading, { below, percent }: Threshold): boolean {
  if (typeof limit !== "string") return false;
  const bound = below === undefined ? undefined : parseAmount(below);
  const withMargin = 100 + recoveryMarginPercent;
  return (
    (percent !== undefined && (percent * withMargin) / 100 > 100) ||
    (bound !== undefined && isBelowPercent(limit, bound, withMargin))
  );
}

function isBelow(meter: MeterReading, { below, percent }: Threshold, marginPercent: number): boolean {
  const { remaining, limit } = meter;
  if (remaining === null) return false;
  const bound = below === undefined ? undefined : parseAmount(below);
  // No value can rise above its limit, so that a full meter is past every margin.
  const isFull = typeof limit === "string" && marginPercent > 0 && compare(remaining, limit) >= 0;
  if (bound !== undefined && isBelowPercent(remaining, bound, 100 + (isFull ? 0 : marginPercent)))
    return true;
  const full = fullAmountOf(meter);
  if (percent === undefined || full === undefined) return false;
  const effectivePercent = Math.max(percent, Math.min(100, (percent * (100 + marginPercent)) / 100));
  return isBelowPercent(remaining, full, effectivePercent);
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
