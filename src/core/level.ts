import type { Floor } from "./account.ts";
import type { Level } from "./accountState.ts";
import { compare, isBelowPercent, parseAmount } from "./amount.ts";
import type { MeterReading, Snapshot } from "./snapshot.ts";

const defaultFloor: Floor = { percent: 10 };

/**
 * How an account stands. The headline meter decides, and the meter that a floor names. Zero, debt and
 * blocked are `empty`; strictly under a floor is `low`; never read is `unknown`.
 */
export function levelOf(snapshot: Snapshot | undefined, floor: Floor | undefined): Level {
  if (!snapshot) return "unknown";
  if (snapshot.isBlocked) return "empty";
  const [headline] = snapshot.meters;
  const floored =
    floor?.meter === undefined ? headline : snapshot.meters.find(({ id }) => id === floor.meter);
  const levels = [meterLevel(headline, floored === headline ? (floor ?? defaultFloor) : defaultFloor)];
  if (floored && floored !== headline && floor) levels.push(meterLevel(floored, floor));
  return levels.includes("empty") ? "empty" : levels.includes("low") ? "low" : "ok";
}

function meterLevel(meter: MeterReading, floor: Floor): "ok" | "low" | "empty" {
  const { remaining, limit } = meter;
  if (remaining === null) return "ok";
  if (remaining === "0" || remaining.startsWith("-")) return "empty";
  const { below: belowText, percent } = hasBound(floor) ? floor : defaultFloor;
  const below = belowText === undefined ? undefined : parseAmount(belowText);
  if (below !== undefined && compare(remaining, below) < 0) return "low";
  const hasShare = percent !== undefined && limit !== undefined && limit !== null;
  return hasShare && isBelowPercent(remaining, limit, percent) ? "low" : "ok";
}

function hasBound({ below, percent }: Floor): boolean {
  return below !== undefined || percent !== undefined;
}
