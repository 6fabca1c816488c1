import { defined } from "../common/defined.ts";
import type { AccountRunway } from "../forecast/runway.ts";
import { compare } from "../money/amount.ts";
import { failurePolicy } from "../readings/failure.ts";
import type { Snapshot } from "../readings/snapshot.ts";
import { dayMs } from "../time/durations.ts";
import type { Instant } from "../time/instant.ts";
import type { Threshold } from "./account.ts";
import { type AccountStatus, isPeriodOver, isStatusStale, judgedSnapshot, levelOf } from "./accountStatus.ts";
import { bindingMeter, splitByRole } from "./pools.ts";
import { hasReserve, type RunwayState, runsOutMs, runwayState } from "./shortRunway.ts";
import {
  type FloorState,
  floorState,
  floorsOf,
  hasRecovered,
  isNearLimit,
  type MeterWithThreshold,
  meterLevel,
  metersWithThreshold,
  willAutoTopUp,
} from "./thresholds.ts";
import { formatThreshold } from "./thresholdText.ts";

export type AlertKind =
  | "low"
  | "empty"
  | "blocked"
  | "keyRejected"
  | "expiresInWeek"
  | "expiresInDay"
  | "expired"
  | "keyExpiresInWeek"
  | "keyExpiresInDay"
  /** Runs out within 24 hours or before the reset, at the current rate. */
  | "runsOut"
  /** The balance has been below the threshold of the automatic top-up for a day. */
  | "topUpLate"
  /** A reset or a top-up. */
  | "refilled"
  | "spentInDay";

/** The state of one possible alert of an account. */
export interface AlertCondition {
  readonly kind: AlertKind;
  /** Absent when the alert concerns the whole account. */
  readonly meterId?: string;
  /** Of a low alert: the floor, as `50 %` or `5`; absent for the default one. Each floor is told by itself. */
  readonly floor?: string;
  /** Of a floor near the limit: the end of the meter's period. With another period it may be told again. */
  readonly periodEnd?: string;
  /**
   * `crossed`: the alert is shown once. `recovered`: the value is past the threshold by a margin, so that the alert
   * may be shown again. `open`: neither, because the value is in between or uncertain, or a top-up will follow.
   */
  readonly state: "crossed" | "recovered" | "open";
  /** A more severe alert of the same account implies this one. */
  readonly isImplied: boolean;
}

type State = AlertCondition["state"];

/** Evaluates all alerts of an account. With a stale reading, or after its period, only the key is judged. */
export function evaluateAlerts(status: AccountStatus, nowMs: number): AlertCondition[] {
  const { account, reading, failure, runway } = status;
  const isKeyAlert = failure !== undefined && failurePolicy(failure.kind).isAlerted === true;
  const keyCondition: AlertCondition = {
    kind: "keyRejected",
    state: isKeyAlert ? "crossed" : reading && !failure ? "recovered" : "open",
    isImplied: false,
  };
  if (!reading || isStatusStale(status, nowMs) || isPeriodOver(status, nowMs)) return [keyCondition];
  const snapshot = judgedSnapshot(reading.snapshot, account);
  const meters = metersWithThreshold(snapshot, account.low);
  const isEmptyOrBlocked = levelOf(snapshot, account.low) === "empty";
  const lasts = runwayState(snapshot, meters, runway, nowMs);
  const runwayStateOf = ({ meter }: MeterWithThreshold) =>
    runway?.meterIds[0] === meter.id ? lasts : undefined;
  return [
    keyCondition,
    { kind: "blocked", state: snapshot.isBlocked ? "crossed" : "recovered", isImplied: false },
    ...meters.flatMap((entry) => meterConditions(entry, snapshot, runwayStateOf(entry))),
    ...relievedConditions(meters, snapshot, floorsOf(account.low)),
    ...expiryConditions(snapshot, nowMs),
    ...keyExpiryConditions(snapshot, nowMs),
    ...topUpConditions(snapshot),
    {
      kind: "runsOut",
      state: snapshot.autoTopUp || hasReserve(snapshot) ? "open" : runsOutState(runway, nowMs),
      isImplied: isEmptyOrBlocked,
    },
  ];
}

/** `runway`: how long the account lasts, where this meter is the first that it is about. */
function meterConditions(
  entry: MeterWithThreshold,
  snapshot: Snapshot,
  runway: RunwayState | undefined,
): AlertCondition[] {
  const { autoTopUp, isAccepting } = snapshot;
  const { meter, floors, isDefault } = entry;
  const meterId = meter.id;
  const isDecisive = entry.decides && !isAccepting;
  const isEmpty = meterLevel(entry) === "empty" && isDecisive;
  const isRelieved = willAutoTopUp(entry, autoTopUp);
  const states = floors.map((floor) => withRunway(floorState(meter, floor), isDefault ? runway : undefined));
  // The lowest floor that is passed speaks for those above it.
  const lowest = states.lastIndexOf("below");
  return [
    {
      kind: "empty",
      meterId,
      state: isEmpty ? "crossed" : hasRecovered(entry) ? "recovered" : "open",
      isImplied: false,
    },
    ...floors.map((floor, index): AlertCondition => {
      const name = isDefault ? undefined : formatThreshold(floor);
      const state = states[index];
      return {
        kind: "low",
        meterId,
        ...defined({
          floor: name,
          periodEnd: isNearLimit(meter, floor) ? meter.resetsAt : undefined,
        }),
        state: state === "recovered" ? "recovered" : state === "below" && !isRelieved ? "crossed" : "open",
        isImplied: isEmpty || (state === "below" && index < lowest),
      };
    }),
  ];
}

/** The default floor is an amount or a runway, whichever comes first. */
function withRunway(state: FloorState, runway: RunwayState | undefined): FloorState {
  if (runway === undefined || state === "below") return state;
  if (runway === "short") return "below";
  return runway === "between" ? "between" : state;
}

/** The pools that are not judged now. Their alerts end once every judged meter has recovered. */
function relievedConditions(
  judged: readonly MeterWithThreshold[],
  { meters }: Snapshot,
  floors: readonly Threshold[],
): AlertCondition[] {
  const isRelieved = judged.every(hasRecovered);
  const { sources } = splitByRole(meters);
  const others = sources.flat().filter((meter) => !judged.some((entry) => entry.meter === meter));
  const alerts: readonly Pick<AlertCondition, "kind" | "floor">[] = [
    { kind: "empty" },
    { kind: "low" },
    ...floors.map((floor) => ({ kind: "low" as const, floor: formatThreshold(floor) })),
  ];
  return others.flatMap(({ id: meterId }) =>
    alerts.map(
      (alert): AlertCondition => ({
        ...alert,
        meterId,
        state: isRelieved ? "recovered" : "open",
        isImplied: false,
      }),
    ),
  );
}

/** `crossed` as soon as the threshold is passed: the one who tells it waits for the top-up. */
function topUpConditions({ autoTopUp, meters }: Snapshot): AlertCondition[] {
  const threshold = autoTopUp?.threshold;
  const meter = bindingMeter(meters);
  if (threshold === undefined || meter.remaining === null) return [];
  const isPassed = compare(meter.remaining, threshold) < 0;
  return [
    { kind: "topUpLate", meterId: meter.id, state: isPassed ? "crossed" : "recovered", isImplied: false },
  ];
}

function expiryConditions({ expiresAt }: Snapshot, nowMs: number): AlertCondition[] {
  const remainingMs = untilMs(expiresAt, nowMs);
  return [
    {
      kind: "expired",
      state: remainingMs > dayMs ? "recovered" : remainingMs <= 0 ? "crossed" : "open",
      isImplied: false,
    },
    { kind: "expiresInDay", state: expiryState(remainingMs, dayMs), isImplied: false },
    { kind: "expiresInWeek", state: expiryState(remainingMs, 7 * dayMs), isImplied: remainingMs <= dayMs },
  ];
}

/** A key that has expired is rejected, which is an alert of its own. */
function keyExpiryConditions({ keyExpiresAt }: Snapshot, nowMs: number): AlertCondition[] {
  const remainingMs = untilMs(keyExpiresAt, nowMs);
  return [
    { kind: "keyExpiresInDay", state: expiryState(remainingMs, dayMs), isImplied: false },
    {
      kind: "keyExpiresInWeek",
      state: expiryState(remainingMs, 7 * dayMs),
      isImplied: remainingMs <= dayMs,
    },
  ];
}

/** Infinite without an expiry. */
function untilMs(expiresAt: Instant | undefined, nowMs: number): number {
  return expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(expiresAt) - nowMs;
}

function expiryState(remainingMs: number, limitMs: number): State {
  if (remainingMs > limitMs + dayMs) return "recovered";
  return remainingMs > 0 && remainingMs <= limitMs ? "crossed" : "open";
}

function runsOutState(runway: AccountRunway | undefined, nowMs: number): State {
  if (!runway || runway.kind === "notEnoughData") return "open";
  if (runway.kind !== "runsOut") return "recovered";
  const { resetsAtMs, isBeforeReset } = runway;
  if (isBeforeReset) return "crossed";
  const middleMs = runsOutMs(runway);
  if (middleMs <= nowMs + dayMs && resetsAtMs === undefined) return "crossed";
  return middleMs > nowMs + 2 * dayMs ? "recovered" : "open";
}
