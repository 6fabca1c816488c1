import { needsUserAction } from "../readings/failure.ts";
import { type AccountStatus, headlineMeter, isKeyElsewhere, statusLevel } from "./accountStatus.ts";
import { remainingShare } from "./pools.ts";

/**
 * Sorts the most severe account first: empty, low, stopped until the user acts, then by the remaining share of the
 * limit, smallest first. Accounts without a limit follow, then accounts with an unknown level, and last those whose key is on another machine.
 */
export function sortBySeverity(statuses: readonly AccountStatus[], nowMs: number): AccountStatus[] {
  return statuses
    .map((status) => ({ status, rank: rankOf(status, nowMs), share: headlineShare(status) }))
    .sort((a, b) => a.rank - b.rank || compareShares(a.share, b.share))
    .map(({ status }) => status);
}

function rankOf(status: AccountStatus, nowMs: number): number {
  if (isKeyElsewhere(status)) return 5;
  const level = statusLevel(status, nowMs);
  if (level === "empty") return 0;
  if (level === "low") return 1;
  if (status.failure && needsUserAction(status.failure.kind)) return 2;
  return level === "ok" ? 3 : 4;
}

function headlineShare(status: AccountStatus): number {
  const meter = headlineMeter(status);
  return meter ? remainingShare(meter) : Number.POSITIVE_INFINITY;
}

function compareShares(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
