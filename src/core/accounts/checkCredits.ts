import { type Amount, compare, minus, plus } from "../money/amount.ts";
import { sameUnit, type Unit } from "../money/unit.ts";
import type { MeterReading, Snapshot } from "../readings/snapshot.ts";
import type { Account } from "./account.ts";
import { type AccountStatus, judgedSnapshot } from "./accountStatus.ts";
import {
  canPay,
  decidingMeters,
  isSpent,
  type MeterRoles,
  type PaymentSource,
  splitByRole,
  tightest,
} from "./pools.ts";

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
  /** Whether more than one meter of the account decides, so that an answer has to say which. */
  readonly hasSeveral?: true;
  readonly readAtMs?: number;
}

/**
 * Compares exactly, in the unit of the named meter, else of the first meter that decides. The pools of that unit count
 * together, capped by its limits. The verdict is never `yes` when the remaining amount is not known.
 */
export function checkCredits(
  status: AccountStatus,
  amount: Amount,
  meterId: string | undefined,
  nowMs: number,
): CreditCheck {
  const { reading, account } = status;
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
  if (snapshot.isBlocked) return { verdict: "no", reason: "blocked", ...facts };
  if (snapshot.expiresAt !== undefined && Date.parse(snapshot.expiresAt) <= nowMs) {
    return { verdict: "no", reason: "expired", ...facts };
  }
  if (meter.role === "info") return { verdict: "unknown", reason: "informationOnly", ...facts };
  const isNamedPool = meterId !== undefined && !roles.limits.includes(meter);
  // A meter without a role that somebody asks for by name answers for itself.
  const asked = roles.information.includes(meter) ? { ...roles, sources: [[meter] as const] } : roles;
  return { readAtMs, amount, ...several, ...judge(snapshot, asked, meter, isNamedPool, amount) };
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

type Judgement = Omit<CreditCheck, "amount" | "readAtMs">;

function judge(
  { isAccepting }: Snapshot,
  { limits, sources }: MeterRoles,
  meter: MeterReading,
  isNamedPool: boolean,
  amount: Amount,
): Judgement {
  const { unit } = meter;
  const isOfUnit = (other: MeterReading) => sameUnit(other.unit, unit);
  const limit = tightest(limits.filter(isOfUnit));
  const spentElsewhere = limits.find((other) => !isOfUnit(other) && isSpent(other));
  const isMeant = (source: PaymentSource) => (isNamedPool ? source.includes(meter) : source.some(isOfUnit));
  const pool = combine(sources.filter(isMeant), unit);
  // A pool that is asked for by name answers for itself, but where it ends the pools after it pay.
  const isAnswerable = isNamedPool && !isSpent(meter);
  const others = isAnswerable ? sources.slice(sources.findIndex(isMeant)) : sources;
  const payer = others.find((source) => !isMeant(source) && canPay(source))?.[0];

  const uncertain = (reason: "otherPool" | "accepting" | "noBound", decider: MeterReading): Judgement => ({
    verdict: "unknown",
    reason,
    unit: decider.unit,
    remaining: decider.remaining,
    meter: decider,
  });
  const short = (decider: MeterReading, remaining: Amount): Judgement =>
    isAccepting && isSpent(decider)
      ? uncertain("accepting", decider)
      : {
          verdict: "no",
          reason: "notEnough",
          unit: decider.unit,
          remaining,
          difference: minus(amount, remaining),
          meter: decider,
        };

  if (spentElsewhere && typeof spentElsewhere.remaining === "string") {
    return withoutDifference(short(spentElsewhere, spentElsewhere.remaining));
  }
  if (typeof limit?.remaining === "string" && compare(limit.remaining, amount) < 0) {
    return short(limit, limit.remaining);
  }
  if (pool === undefined) {
    const [spent] = sources[0] ?? [];
    if (payer) return { ...uncertain("otherPool", meter), payer };
    if (spent && typeof spent.remaining === "string") return withoutDifference(short(spent, spent.remaining));
    return limit?.remaining ? enough(limit, limit.remaining, amount) : uncertain("noBound", meter);
  }
  if (pool.remaining === null) {
    return limit?.remaining
      ? enough(limit, limit.remaining, amount)
      : { verdict: "yes", reason: "unlimited", unit, remaining: null, meter: pool.meter };
  }
  if (compare(pool.remaining, amount) >= 0) {
    const isLimitTighter = limit?.remaining && compare(limit.remaining, pool.remaining) < 0;
    return isLimitTighter && limit.remaining
      ? enough(limit, limit.remaining, amount)
      : enough(pool.meter, pool.remaining, amount);
  }
  if (payer) return { ...uncertain("otherPool", pool.meter), payer };
  return short(pool.meter, pool.remaining);
}

/** For a meter in another unit than the amount: nothing can be subtracted. */
function withoutDifference({ difference: _, ...judgement }: Judgement): Judgement {
  return judgement;
}

function enough(meter: MeterReading, remaining: Amount, amount: Amount): Judgement {
  const difference = minus(remaining, amount);
  return { verdict: "yes", reason: "enough", unit: meter.unit, remaining, difference, meter };
}

interface CombinedPool {
  /** The total of what pays; `null` is unlimited. */
  readonly remaining: Amount | null;
  /** The first that pays, for its name. */
  readonly meter: MeterReading;
}

/** The pools together, in one unit. A debt of one pool does not reduce another that pays. */
function combine(sources: readonly PaymentSource[], unit: Unit): CombinedPool | undefined {
  const [first, ...others] = sources.flatMap((source): CombinedPool[] => {
    const members = source.filter((member) => sameUnit(member.unit, unit));
    const [member] = members;
    if (!member) return [];
    const spent = source.find(isSpent);
    const binding = spent && members.includes(spent) ? spent : (tightest(members) ?? member);
    // A spent member in another unit stops the whole group.
    return [{ remaining: spent && spent !== binding ? ("0" as Amount) : binding.remaining, meter: binding }];
  });
  if (!first) return undefined;
  let { remaining, meter } = first;
  for (const next of others) {
    if (isSpent(next)) continue;
    if (isSpent({ remaining })) ({ remaining, meter } = next);
    else remaining = remaining === null || next.remaining === null ? null : plus(remaining, next.remaining);
  }
  return { remaining, meter };
}
