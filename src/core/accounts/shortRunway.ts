import type { AccountRunway } from "../forecast/runway.ts";
import type { Snapshot } from "../readings/snapshot.ts";
import { dayMs } from "../time/durations.ts";
import { canPay, payingSource, sourcesWith, splitByRole } from "./pools.ts";
import type { MeterWithThreshold } from "./thresholds.ts";

/** Without a limit and without a floor of its own, an account that lasts shorter is low. */
export const shortRunwayDays = 7;
/** A new alert is possible when the account lasts this long again. */
const recoveredRunwayDays = 8;

/** How long the runway is. `between`: long enough, but not for a new alert; or not known. */
export type RunwayState = "short" | "between" | "long";

/** When an account runs out at its rate, in the middle of the range; infinite where it lasts. Epoch milliseconds. */
export function runsOutMs(runway: AccountRunway | undefined): number {
  if (runway?.kind !== "runsOut" || runway.toMs === undefined) return Number.POSITIVE_INFINITY;
  return (runway.fromMs + runway.toMs) / 2;
}

/**
 * Whether prepaid meters without a floor of their own will be used up soon. Limits, and what a reset, an automatic top-up or
 * another pool fills up or replaces, are judged by their amounts alone.
 */
export function runwayState(
  snapshot: Snapshot,
  judged: readonly MeterWithThreshold[],
  runway: AccountRunway | undefined,
  nowMs: number,
): RunwayState {
  if (!runway || runway.kind === "notEnoughData") return "between";
  const entries = judged.filter(({ meter }) => runway.meterIds.includes(meter.id));
  const isPrepaid =
    entries.some(({ decides }) => decides) &&
    entries.every(({ isDefault, meter }) => isDefault && typeof meter.limit !== "string");
  if (!isPrepaid || snapshot.autoTopUp || hasReserve(snapshot)) return "long";
  const days = (runsOutMs(runway) - nowMs) / dayMs;
  const resets = runway.kind === "runsOut" && runway.resetsAtMs !== undefined && !runway.isBeforeReset;
  if (days < shortRunwayDays && !resets) return "short";
  return days < recoveredRunwayDays ? "between" : "long";
}

/** Whether another pool, which the runway does not include, pays once the one in use is spent. */
export function hasReserve({ meters }: Pick<Snapshot, "meters">): boolean {
  const { sources } = splitByRole(meters);
  const paying = payingSource(sources);
  return (
    paying !== undefined &&
    sources.some((source) => canPay(source) && !sourcesWith(sources, paying[0]).includes(source))
  );
}
