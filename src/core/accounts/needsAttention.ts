import { needsUserAction } from "../readings/failure.ts";
import { type AccountStatus, isKeyElsewhere, statusLevel } from "./accountStatus.ts";

/** Whether an account is low, empty, blocked or stopped until the user acts. Not for one whose key is on another machine. */
export function needsAttention(status: AccountStatus, nowMs: number): boolean {
  const level = statusLevel(status, nowMs);
  const isStopped = status.failure !== undefined && needsUserAction(status.failure.kind);
  return level === "empty" || level === "low" || (isStopped && !isKeyElsewhere(status));
}
