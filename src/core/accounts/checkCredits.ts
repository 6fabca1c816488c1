import { defined } from "../common/defined.ts";
import type { Amount } from "../money/amount.ts";
import type { Unit } from "../money/unit.ts";
import { type Failure, isKeyUnusable } from "../readings/failure.ts";
import { hasPeriodEnded } from "../readings/periodEnd.ts";
import { isStale } from "../readings/schedule.ts";
import type { MeterReading, Snapshot } from "../readings/snapshot.ts";
import type { Account } from "./account.ts";
import { type AccountStatus, judgedSnapshot } from "./accountStatus.ts";
import { judge } from "./judgeAmount.ts";
import { decidingMeters, type MeterRoles, splitByRole } from "./pools.ts";

/** The answer to "is there enough for this amount?", as data. `ui/text/checkReasonText.ts` has the texts. */
export interface CreditCheck {
  readonly verdict: "yes" | "no" | "unknown";
  readonly reason:
    | "enough"
    | "notEnough"
    | "unlimited"
    | "blocked"
    | "expired"
    | "neverRead"
    /** The provider refused the key, or no key may be sent; `failure` says why. */
    | "keyUnusable"
    /** Older than two intervals, and could not be renewed; `failure` says why. */
    | "outdated"
    /** A period has ended since the reading; `meter` is the one. */
    | "periodOver"
    | "noSuchMeter"
    /** The name is that of several meters. */
    | "ambiguousMeter"
    /** Another pool pays what this unit's pools do not cover; amounts are not converted. */
    | "otherPool"
    /** Nothing is left, but the provider itself says that it accepts requests. */
    | "accepting"
    /** Nothing known bounds the account, and nothing known pays. */
    | "noBound"
    | "informationOnly";
  readonly amount: Amount;
  readonly unit?: Unit;
  readonly remaining?: Amount | null;
  /** The amount that would be left, or that is missing. Never negative. */
  readonly difference?: Amount;
  /** The meter that decided: the limit that binds, or the pool that pays. */
  readonly meter?: MeterReading;
  /** Of the reason `ambiguousMeter`: the meters that have the name. */
  readonly candidates?: readonly MeterReading[];
  /** Of the reason `otherPool`: the one that pays. */
  readonly payer?: MeterReading;
  /** Of the reasons `keyUnusable`, `outdated` and `periodOver`: why the last attempt failed. */
  readonly failure?: Failure;
  /** Whether more than one meter of the account decides, so that an answer has to say which. */
  readonly hasSeveral?: true;
  readonly readAtMs?: number;
}

/**
 * Compares exactly, in the unit of the named meter, else of the first meter that decides. The pools of that unit count
 * together, capped by its limits. The verdict is `unknown` when the key is refused or missing, when the reading is older
 * than two intervals, and after the period that it describes; it is never `yes` when the remaining amount is not known.
 */
export function checkCredits(
  status: AccountStatus,
  amount: Amount,
  meterId: string | undefined,
  nowMs: number,
): CreditCheck {
  const { reading, account, failure } = status;
  if (!reading) return { verdict: "unknown", reason: "neverRead", amount };
  const { readAtMs } = reading;
  const snapshot = judgedSnapshot(reading.snapshot, account);
  const roles = splitByRole(snapshot.meters);
  const meter =
    meterId === undefined
      ? defaultMeter(snapshot, account)
      : snapshot.meters.find(({ id }) => id === meterId);
  if (!meter) {
    const reason = meterId === undefined ? "noBound" : "noSuchMeter";
    return { verdict: "unknown", reason, amount, readAtMs };
  }
  const several = decidingMeters(snapshot.meters).length > 1 ? ({ hasSeveral: true } as const) : {};
  const facts = { amount, unit: meter.unit, remaining: meter.remaining, meter, readAtMs, ...several };
  const doubt = doubtOf(status, nowMs);
  if (doubt) return { verdict: "unknown", reason: doubt, ...facts, ...defined({ failure }) };

  const isOver = (other: MeterReading) => hasPeriodEnded(other, readAtMs, nowMs);
  // A meter without a role that somebody asks for by name answers for itself.
  const isAsked = roles.information.includes(meter) && meter.role !== "info";
  const asked = isAsked ? { ...roles, sources: [[meter] as const] } : roles;
  const over = [...asked.limits, ...asked.sources.flat()].find(isOver);
  const periodOver = (ended: MeterReading): CreditCheck => ({
    verdict: "unknown",
    reason: "periodOver",
    ...facts,
    meter: ended,
    unit: ended.unit,
    remaining: ended.remaining,
    ...defined({ failure }),
  });
  if (snapshot.isBlocked) return over ? periodOver(over) : { verdict: "no", reason: "blocked", ...facts };
  if (snapshot.expiresAt !== undefined && Date.parse(snapshot.expiresAt) <= nowMs) {
    return { verdict: "no", reason: "expired", ...facts };
  }
  if (meter.role === "info") return { verdict: "unknown", reason: "informationOnly", ...facts };
  const isNamedPool = meterId !== undefined && !roles.limits.includes(meter);
  const verdictOf = (meterRoles: MeterRoles): CreditCheck => ({
    readAtMs,
    amount,
    ...several,
    ...judge(snapshot, meterRoles, meter, isNamedPool, amount),
  });
  if (!over) return verdictOf(asked);
  // A pool whose period goes on still pays. What a limit allows in a new period is not known.
  const sources = asked.sources.filter((source) => !source.some(isOver));
  const certain = asked.limits.some(isOver) ? undefined : verdictOf({ ...asked, sources });
  return certain?.verdict === "yes" && sources.length > 0 ? certain : periodOver(over);
}

/** Why a reading, whatever it says, answers nothing now. */
function doubtOf(
  { reading, failure, intervalMs }: AccountStatus,
  nowMs: number,
): "keyUnusable" | "outdated" | undefined {
  if (failure && isKeyUnusable(failure)) return "keyUnusable";
  return isStale(reading?.readAtMs, intervalMs, nowMs) ? "outdated" : undefined;
}

/** The unit of an amount without a meter; `undefined` before the first reading, and where nothing decides. */
export function defaultUnit({ reading, account }: AccountStatus): Unit | undefined {
  return reading && defaultMeter(judgedSnapshot(reading.snapshot, account), account)?.unit;
}

/** The meter whose unit an amount without a meter is in: the first displayed one that decides. */
function defaultMeter({ meters }: Snapshot, account: Account): MeterReading | undefined {
  const deciding = decidingMeters(meters);
  const displayed = account.meters?.flatMap((id) => deciding.filter((meter) => meter.id === id)) ?? [];
  return displayed[0] ?? deciding[0];
}
