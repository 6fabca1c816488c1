import type { Snapshot } from "../readings/snapshot.ts";
import type { Floor } from "./account.ts";
import type { Level } from "./accountState.ts";
import { flooredMeters, meterLevel } from "./thresholds.ts";

/**
 * How an account stands. The headline meter decides, and the meter that a floor names. Zero, debt and
 * blocked are `empty`; strictly under a floor is `low`; never read is `unknown`.
 */
export function levelOf(snapshot: Snapshot | undefined, floor: Floor | undefined): Level {
  if (!snapshot) return "unknown";
  if (snapshot.isBlocked) return "empty";
  const levels = flooredMeters(snapshot.meters, floor).map(meterLevel);
  return levels.includes("empty") ? "empty" : levels.includes("low") ? "low" : "ok";
}
