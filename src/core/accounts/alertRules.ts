import type { Runway } from "../forecast/runway.ts";
import { failurePolicy } from "../readings/failure.ts";
import type { Snapshot } from "../readings/snapshot.ts";
import { dayMs } from "../time/durations.ts";
import { type AccountStatus, isStatusStale, withHeadlineFirst } from "./accountStatus.ts";
import {
  hasRecovered,
  type MeterWithThreshold,
  meterLevel,
  metersWithThreshold,
  willAutoTopUp,
} from "./thresholds.ts";

export type AlertKind =
  | "low"
  | "empty"
  | "blocked"
  | "keyRejected"
  | "expiresInWeek"
  | "expiresInDay"
  | "expired"
  /** At this rate, within 24 hours or before the reset. */
  | "runsOut";

/** How an account stands to one of the things that a person is told of. */
export interface AlertCondition {
  readonly kind: AlertKind;
  /** Absent where it is of the whole account. */
  readonly meterId?: string;
  /**
   * `crossed`: told, unless it was. `recovered`: past the floor by a margin, so that it may be told again.
   * `open`: neither, as it is in between, not known for certain, or a top-up will see to it.
   */
  readonly state: "crossed" | "recovered" | "open";
  /** A graver one of the same account says it already. */
  readonly isImplied: boolean;
}

type State = AlertCondition["state"];

/** Judges what is known of an account. Values that are old or not confirmed decide nothing. */
export function evaluateAlerts(
  status: AccountStatus,
  runway: Runway | undefined,
  nowMs: number,
): AlertCondition[] {
  const { account, reading, failure } = status;
  const isOfKey = failure !== undefined && failurePolicy(failure.kind).isAlerted === true;
  const keyCondition: AlertCondition = {
    kind: "keyRejected",
    state: isOfKey ? "crossed" : reading && !failure ? "recovered" : "open",
    isImplied: false,
  };
  if (!reading || isStatusStale(status, nowMs)) return [keyCondition];
  const snapshot = withHeadlineFirst(reading.snapshot, account);
  const meters = metersWithThreshold(snapshot.meters, account.low);
  const isEmptyOrBlocked = snapshot.isBlocked || meters.some((one) => meterLevel(one) === "empty");
  return [
    keyCondition,
    { kind: "blocked", state: snapshot.isBlocked ? "crossed" : "recovered", isImplied: false },
    ...meters.flatMap((one) => meterConditions(one, snapshot)),
    ...expiryConditions(snapshot, nowMs),
    {
      kind: "runsOut",
      state: snapshot.autoTopUp ? "open" : runsOutState(runway, nowMs),
      isImplied: isEmptyOrBlocked,
    },
  ];
}

function meterConditions(entry: MeterWithThreshold, { autoTopUp }: Snapshot): AlertCondition[] {
  const meterId = entry.meter.id;
  const level = meterLevel(entry);
  const okState: State = hasRecovered(entry) ? "recovered" : "open";
  const low = level === "ok" ? okState : willAutoTopUp(entry, autoTopUp) ? "open" : "crossed";
  return [
    { kind: "empty", meterId, state: level === "empty" ? "crossed" : okState, isImplied: false },
    { kind: "low", meterId, state: low, isImplied: level === "empty" },
  ];
}

function expiryConditions({ expiresAt }: Snapshot, nowMs: number): AlertCondition[] {
  const remainingMs = expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(expiresAt) - nowMs;
  const stateWithin = (limitMs: number): State =>
    remainingMs > limitMs + dayMs
      ? "recovered"
      : remainingMs > 0 && remainingMs <= limitMs
        ? "crossed"
        : "open";
  return [
    {
      kind: "expired",
      state: remainingMs > dayMs ? "recovered" : remainingMs <= 0 ? "crossed" : "open",
      isImplied: false,
    },
    { kind: "expiresInDay", state: stateWithin(dayMs), isImplied: false },
    { kind: "expiresInWeek", state: stateWithin(7 * dayMs), isImplied: remainingMs <= dayMs },
  ];
}

function runsOutState(runway: Runway | undefined, nowMs: number): State {
  if (!runway || runway.kind === "notEnoughData") return "open";
  if (runway.kind !== "runsOut") return "recovered";
  const { fromMs, toMs, resetsAtMs, isBeforeReset } = runway;
  if (isBeforeReset) return "crossed";
  const middleMs = toMs === undefined ? Number.POSITIVE_INFINITY : (fromMs + toMs) / 2;
  if (middleMs <= nowMs + dayMs && resetsAtMs === undefined) return "crossed";
  return middleMs > nowMs + 2 * dayMs ? "recovered" : "open";
}
