import type { AccountRunway } from "../forecast/runway.ts";
import type { Failure } from "../readings/failure.ts";
import { hasPeriodEnded } from "../readings/periodEnd.ts";
import { isStale } from "../readings/schedule.ts";
import type { MeterReading, Snapshot } from "../readings/snapshot.ts";
import type { Account } from "./account.ts";
import type { MarkedAccount } from "./accountMark.ts";
import type { Level } from "./accountState.ts";
import { bindingMeter, decidingMeters, type MeterStanding, splitByRole, standingsOf } from "./pools.ts";
import { runwayState } from "./shortRunway.ts";
import { meterLevel, metersWithThreshold } from "./thresholds.ts";

/**
 * The level of an account. A blocked account, a spent limit, and pools of which none pays are `empty`, unless the
 * provider says that it accepts requests. A value strictly below its threshold is `low`. An account that was never
 * read, or of which only unlimited limits and information are known, is `unknown`.
 */
export function levelOf(snapshot: Snapshot | undefined, low: Account["low"]): Level {
  if (!snapshot) return "unknown";
  if (snapshot.isBlocked) return "empty";
  const { limits, sources } = splitByRole(snapshot.meters);
  const judged = metersWithThreshold(snapshot, low);
  if (judged.some((entry) => entry.decides && meterLevel(entry) === "empty")) {
    return snapshot.isAccepting ? "low" : "empty";
  }
  if (judged.some((entry) => meterLevel(entry) !== "ok")) return "low";
  return sources.length === 0 && limits.every(({ remaining }) => remaining === null) ? "unknown" : "ok";
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
  /** How long it lasts; absent while that is not computed. */
  readonly runway?: AccountRunway;
}

/**
 * The level of the last reading, for every view, alert and answer. `unknown` also when a period that decides has ended since;
 * `low` also when the account lasts shorter than a week. Of an account that cannot be read, `markOf` has what is shown: `ok`
 * would say too much.
 */
export function statusLevel(status: AccountStatus, nowMs: number): Level {
  const { account, reading, runway } = status;
  if (!reading || isPeriodOver(status, nowMs)) return "unknown";
  const snapshot = judgedSnapshot(reading.snapshot, account);
  const level = levelOf(snapshot, account.low);
  if (level !== "ok") return level;
  const judged = metersWithThreshold(snapshot, account.low);
  return runwayState(snapshot, judged, runway, nowMs) === "short" ? "low" : "ok";
}

/** The level for an answer that has no room for why an account cannot be read: `unknown` then, instead of `ok`. */
export function statedLevel(status: AccountStatus, nowMs: number): Level {
  const level = statusLevel(status, nowMs);
  return level === "ok" && status.failure ? "unknown" : level;
}

/** What decides the mark of an account; see `markOf`. */
export function markedAccount(status: AccountStatus, nowMs: number): MarkedAccount {
  const { failure } = status;
  return { level: statusLevel(status, nowMs), ...(failure ? { problem: failure } : {}) };
}

/** Whether the period of a meter that decides the level ended after the reading, so that its amount is not the truth. */
export function isPeriodOver({ account, reading }: AccountStatus, nowMs: number): boolean {
  if (!reading) return false;
  return metersWithThreshold(judgedSnapshot(reading.snapshot, account), account.low).some(
    ({ meter, decides }) => decides && hasPeriodEnded(meter, reading.readAtMs, nowMs),
  );
}

/**
 * The snapshot that level, alerts and checks judge: every meter, displayed or not. Where no meter has a role, the first
 * displayed one leads and so decides.
 */
export function judgedSnapshot(snapshot: Snapshot, { meters: meterIds }: Account): Snapshot {
  const leader = snapshot.meters.some(({ role }) => role !== undefined)
    ? undefined
    : meterIds?.flatMap((id) => snapshot.meters.filter((meter) => meter.id === id))[0];
  return leader
    ? { ...snapshot, meters: [leader, ...snapshot.meters.filter((meter) => meter !== leader)] }
    : snapshot;
}

/** Whether the reading is old, or the last attempt failed. */
export function isStatusStale({ reading, failure, intervalMs }: AccountStatus, nowMs: number): boolean {
  return failure !== undefined || isStale(reading?.readAtMs, intervalMs, nowMs);
}

/** An account without a key that was never read here: its settings came from another machine. */
export function isKeyElsewhere({ reading, failure }: AccountStatus): boolean {
  return failure?.kind === "keyMissing" && !reading;
}

export function headlineMeter(status: AccountStatus): MeterReading | undefined {
  return status.reading && withDisplayedMeters(status.reading.snapshot, status.account).meters[0];
}

/** Whether more than one meter decides, so that an amount has to say which meter it is of. */
export function hasSeveralMeters({ reading, account }: AccountStatus): boolean {
  return reading !== undefined && decidingMeters(judgedSnapshot(reading.snapshot, account).meters).length > 1;
}

/** A displayed meter and what it does for the account now. */
export interface DisplayedMeter {
  readonly meter: MeterReading;
  readonly standing: MeterStanding | undefined;
}

/** The displayed meters, the headline first. */
export function displayedMeters({ reading, account }: AccountStatus): readonly DisplayedMeter[] {
  if (!reading) return [];
  const judged = judgedSnapshot(reading.snapshot, account);
  const standings = new Map(standingsOf(judged).map((standing, index) => [judged.meters[index], standing]));
  return withDisplayedMeters(reading.snapshot, account).meters.map((meter) => ({
    meter,
    standing: standings.get(meter),
  }));
}

/**
 * The snapshot with the displayed meters, the headline first: those that the account's settings name, in their order;
 * else all, led by the one that binds or pays.
 */
export function withDisplayedMeters(snapshot: Snapshot, { meters: meterIds }: Account): Snapshot {
  const [first, ...rest] =
    meterIds?.flatMap((id) => snapshot.meters.filter((meter) => meter.id === id)) ?? [];
  if (first) return { ...snapshot, meters: [first, ...rest] };
  const headline = bindingMeter(snapshot.meters);
  return { ...snapshot, meters: [headline, ...snapshot.meters.filter((meter) => meter !== headline)] };
}
