import { type Amount, compare, minus, plus } from "../money/amount.ts";
import { sameUnit, type Unit } from "../money/unit.ts";
import type { MeterReading, Snapshot } from "../readings/snapshot.ts";
import type { CreditCheck } from "./checkCredits.ts";
import { canPay, isSpent, type MeterRoles, type PaymentSource, tightest } from "./pools.ts";

/** What the meters say about an amount. */
export type Judgement = Omit<CreditCheck, "amount" | "readAtMs">;

/** Judges an amount in the unit of `meter`: that unit's pools together, capped by its limits. */
export function judge(
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
