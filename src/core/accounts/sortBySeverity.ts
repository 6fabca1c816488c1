import { needsUserAction } from "../readings/failure.ts";
import { type AccountStatus, headlineMeter, isKeyElsewhere, statusLevel } from "./accountStatus.ts";
import { shareOfFull } from "./pools.ts";
import { runsOutMs } from "./shortRunway.ts";

/**
 * Sorts as every list of accounts does: empty, stopped until the user acts, low, then the others; within each first what
 * runs out first at its rate, then the smallest share of the limit or of what counts as full. Accounts without a reading
 * follow, and last those whose key is on another machine. Equal accounts keep their order.
 */
export function sortBySeverity(statuses: readonly AccountStatus[], nowMs: number): AccountStatus[] {
  return statuses
    .map((status) => ({
      status,
      rank: rankOf(status, nowMs),
      runsOutMs: runsOutMs(status.runway),
      share: headlineShare(status),
    }))
    .sort((a, b) => a.rank - b.rank || order(a.runsOutMs, b.runsOutMs) || order(a.share, b.share))
    .map(({ status }) => status);
}

function rankOf(status: AccountStatus, nowMs: number): number {
  if (isKeyElsewhere(status)) return 5;
  const level = statusLevel(status, nowMs);
  if (level === "empty") return 0;
  if (status.failure && needsUserAction(status.failure.kind)) return 1;
  if (level === "low") return 2;
  return status.reading ? 3 : 4;
}

function headlineShare(status: AccountStatus): number {
  const meter = headlineMeter(status);
  return meter ? shareOfFull(meter) : Number.POSITIVE_INFINITY;
}

/** Also of two infinite numbers. */
function order(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
