import type { Failure } from "../readings/failure.ts";
import { isStale } from "../readings/schedule.ts";
import type { MeterReading, Snapshot } from "../readings/snapshot.ts";
import type { Account, Threshold } from "./account.ts";
import type { Level } from "./accountState.ts";
import { meterLevel, metersWithThreshold } from "./thresholds.ts";

/**
 * How an account stands. The headline meter decides, and the meter that a floor names. Zero, debt and
 * blocked are `empty`; strictly under a floor is `low`; never read is `unknown`.
 */
export function levelOf(snapshot: Snapshot | undefined, threshold: Threshold | undefined): Level {
  if (!snapshot) return "unknown";
  if (snapshot.isBlocked) return "empty";
  const levels = metersWithThreshold(snapshot.meters, threshold).map(meterLevel);
  return levels.includes("empty") ? "empty" : levels.includes("low") ? "low" : "ok";
}

/** A good reply and when it came, in epoch milliseconds. */
export interface Reading {
  readonly snapshot: Snapshot;
  readonly readAtMs: number;
}

/** What is known of an account: its last good reading, and the last failure if the last attempt failed. */
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

/** The snapshot that floors are held against: what is shown first leads, and a floor may name what is not shown. */
export function withHeadlineFirst(snapshot: Snapshot, account: Account): Snapshot {
  const [headline] = withDisplayedMeters(snapshot, account).meters;
  return { ...snapshot, meters: [headline, ...snapshot.meters] };
}

/** Old, or not confirmed by the last attempt. */
export function isStatusStale({ reading, failure, intervalMs }: AccountStatus, nowMs: number): boolean {
  return failure !== undefined || isStale(reading?.readAtMs, intervalMs, nowMs);
}

export function headlineMeter(status: AccountStatus): MeterReading | undefined {
  return status.reading && withDisplayedMeters(status.reading.snapshot, status.account).meters[0];
}

/** The snapshot with the meters that the account names, in its order; all of them when it names none. */
export function withDisplayedMeters(snapshot: Snapshot, { meters: meterIds }: Account): Snapshot {
  if (!meterIds) return snapshot;
  const [first, ...rest] = meterIds.flatMap((id) => snapshot.meters.filter((meter) => meter.id === id));
  return first ? { ...snapshot, meters: [first, ...rest] } : snapshot;
}
