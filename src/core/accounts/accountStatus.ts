import type { Failure } from "../readings/failure.ts";
import { isStale } from "../readings/schedule.ts";
import type { MeterReading, Snapshot } from "../readings/snapshot.ts";
import type { Account, Threshold } from "./account.ts";
import type { Level } from "./accountState.ts";
import { meterLevel, metersWithThreshold } from "./thresholds.ts";

/**
 * The level of an account, from its headline meter and the meter of its threshold. Zero, a debt and a blocked
 * account are `empty`. A value strictly below its threshold is `low`. An account that was never read is `unknown`.
 */
export function levelOf(snapshot: Snapshot | undefined, threshold: Threshold | undefined): Level {
  if (!snapshot) return "unknown";
  if (snapshot.isBlocked) return "empty";
  const levels = metersWithThreshold(snapshot.meters, threshold).map(meterLevel);
  return levels.includes("empty") ? "empty" : levels.includes("low") ? "low" : "ok";
}

/** A good reply and when it arrived, in epoch milliseconds. */
export interface Reading {
  readonly snapshot: Snapshot;
  readonly readAtMs: number;
}

/** An account with its last good reading, and with a failure if the last attempt failed. */
export interface AccountStatus {
  readonly account: Account;
  readonly intervalMs: number;
  readonly reading?: Reading;
  readonly failure?: Failure;
  readonly isReading: boolean;
}

export function statusLevel({ account, reading }: AccountStatus): Level {
  return levelOf(reading && withHeadlineFirst(reading.snapshot, account), account.low);
}

/**
 * The snapshot for levels and alerts: all meters, led by the first displayed one. A threshold may name a meter that
 * is not displayed.
 */
export function withHeadlineFirst(snapshot: Snapshot, account: Account): Snapshot {
  const [headline] = withDisplayedMeters(snapshot, account).meters;
  return { ...snapshot, meters: [headline, ...snapshot.meters] };
}

/** Whether the reading is old, or the last attempt failed. */
export function isStatusStale({ reading, failure, intervalMs }: AccountStatus, nowMs: number): boolean {
  return failure !== undefined || isStale(reading?.readAtMs, intervalMs, nowMs);
}

export function headlineMeter(status: AccountStatus): MeterReading | undefined {
  return status.reading && withDisplayedMeters(status.reading.snapshot, status.account).meters[0];
}

/** The snapshot with only the meters that the account's settings name, in their order; all meters when they name none. */
export function withDisplayedMeters(snapshot: Snapshot, { meters: meterIds }: Account): Snapshot {
  if (!meterIds) return snapshot;
  const [first, ...rest] = meterIds.flatMap((id) => snapshot.meters.filter((meter) => meter.id === id));
  return first ? { ...snapshot, meters: [first, ...rest] } : snapshot;
}
