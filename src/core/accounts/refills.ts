import { type Observation, observe } from "../ledger/observation.ts";
import { compare, isBelowPercent } from "../money/amount.ts";
import type { MeterReading } from "../readings/snapshot.ts";
import { type AccountStatus, judgedSnapshot, type Reading } from "./accountStatus.ts";
import { minRefillPercent } from "./fullAmount.ts";
import { decidingMeters } from "./pools.ts";

/** What is given back bit by bit, as a rolling window does, fills nothing until all is left again. */
function isRefill({ type, cause }: Observation, { remaining, limit }: MeterReading): boolean {
  if (cause !== "returned") return type === "credit" || cause === "reset";
  return typeof remaining === "string" && typeof limit === "string" && compare(remaining, limit) >= 0;
}

/** The meters that a reset or a top-up filled between two readings. */
export function refilledMeters(
  before: Reading,
  { account, reading }: AccountStatus,
): readonly MeterReading[] {
  if (!reading) return [];
  const earlier = judgedSnapshot(before.snapshot, account).meters;
  const span = { sinceMs: before.readAtMs, nowMs: reading.readAtMs };
  return decidingMeters(judgedSnapshot(reading.snapshot, account).meters).filter((meter) => {
    const previous = earlier.find(({ id }) => id === meter.id);
    const change = previous && observe(previous, meter, span);
    if (!change || meter.remaining === null || change.amount.startsWith("-")) return false;
    return isRefill(change, meter) && !isBelowPercent(change.amount, meter.remaining, minRefillPercent);
  });
}
