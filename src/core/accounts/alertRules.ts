import type { Runway } from "../forecast/runway.ts";
import type { Snapshot } from "../readings/snapshot.ts";
import { type AccountStatus, isStatusStale, judgedSnapshot } from "./accountStatus.ts";
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

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Judges what is known of an account. Values that are old or not confirmed decide nothing. */
export function evaluateAlerts(
  status: AccountStatus,
  runway: Runway | undefined,
  nowMs: number,
): AlertCondition[] {
  const { account, reading, failure } = status;
  const ofKey: AlertCondition = {
    kind: "keyRejected",
    state: failure?.kind === "keyRejected" ? "crossed" : reading && !failure ? "recovered" : "open",
    isImplied: false,
  };
  if (!reading || isStatusStale(status, nowMs)) return [ofKey];
  const snapshot = judgedSnapshot(reading.snapshot, account);
  const meters = metersWithThreshold(snapshot.meters, account.low);
  const isOut = snapshot.isBlocked || meters.some((one) => meterLevel(one) === "empty");
  return [
    ofKey,
    { kind: "blocked", state: snapshot.isBlocked ? "crossed" : "recovered", isImplied: false },
    ...meters.flatMap((one) => ofMeter(one, snapshot)),
    ...ofExpiry(snapshot, nowMs),
    { kind: "runsOut", state: snapshot.autoTopUp ? "open" : runsOut(runway, nowMs), isImplied: isOut },
  ];
}

function ofMeter(one: MeterWithThreshold, { autoTopUp }: Snapshot): AlertCondition[] {
  const meterId = one.meter.id;
  const level = meterLevel(one);
  const past: State = hasRecovered(one) ? "recovered" : "open";
  const low = level === "ok" ? past : willAutoTopUp(one, autoTopUp) ? "open" : "crossed";
  return [
    { kind: "empty", meterId, state: level === "empty" ? "crossed" : past, isImplied: false },
    { kind: "low", meterId, state: low, isImplied: level === "empty" },
  ];
}

function ofExpiry({ expiresAt }: Snapshot, nowMs: number): AlertCondition[] {
  const leftMs = expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(expiresAt) - nowMs;
  const within = (limitMs: number): State =>
    leftMs > limitMs + dayMs ? "recovered" : leftMs > 0 && leftMs <= limitMs ? "crossed" : "open";
  return [
    {
      kind: "expired",
      state: leftMs > dayMs ? "recovered" : leftMs <= 0 ? "crossed" : "open",
      isImplied: false,
    },
    { kind: "expiresInDay", state: within(dayMs), isImplied: false },
    { kind: "expiresInWeek", state: within(7 * dayMs), isImplied: leftMs <= dayMs },
  ];
}

function runsOut(runway: Runway | undefined, nowMs: number): State {
  if (!runway || runway.kind === "notEnoughData") return "open";
  if (runway.kind !== "runsOut") return "recovered";
  const { fromMs, toMs, resetsAtMs, isBeforeReset } = runway;
  if (isBeforeReset) return "crossed";
  const middleMs = toMs === undefined ? Number.POSITIVE_INFINITY : (fromMs + toMs) / 2;
  if (middleMs <= nowMs + dayMs && resetsAtMs === undefined) return "crossed";
  return middleMs > nowMs + 2 * dayMs ? "recovered" : "open";
}
