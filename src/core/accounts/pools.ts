import { type Amount, compare, plus, ratio } from "../money/amount.ts";
import { sameUnit } from "../money/unit.ts";
import type { MeterReading, MeterRole, Snapshot } from "../readings/snapshot.ts";

/** Meters that pay together: one pool, or the members of a group, which all have to hold. */
export type PaymentSource = readonly [MeterReading, ...MeterReading[]];

/** The meters of an account by what they decide. */
export interface MeterRoles {
  /** All of these have to hold, whichever source pays. */
  readonly limits: readonly MeterReading[];
  /** Any of these pays; in the provider's order. */
  readonly sources: readonly PaymentSource[];
  /** Displayed only. */
  readonly information: readonly MeterReading[];
}

type Meters = Snapshot["meters"];

/**
 * The role of each meter, in their order. Where no meter names a role: several meters of the first one's unit that have
 * a limit or a reset are limits, unless all are unlimited; else the first meter is a pool. Every other meter is
 * information.
 */
export function rolesOf(meters: readonly MeterReading[]): readonly MeterRole[] {
  if (meters.some(({ role }) => role === "limit" || role === "pool")) {
    return meters.map(({ role }) => role ?? "info");
  }
  const first = meters.find(({ role }) => role === undefined);
  const isWindow = (meter: MeterReading) =>
    first !== undefined &&
    meter.role === undefined &&
    sameUnit(meter.unit, first.unit) &&
    (typeof meter.limit === "string" || meter.resetsAt !== undefined);
  const windows = first !== undefined && isWindow(first) ? meters.filter(isWindow) : [];
  const hasWindows = windows.length > 1 && windows.some(({ remaining }) => remaining !== null);
  return meters.map((meter) => (hasWindows && isWindow(meter) ? "limit" : meter === first ? "pool" : "info"));
}

/** Sorts meters by role. A group is one source, at the place of its first member. */
export function splitByRole(meters: readonly MeterReading[]): MeterRoles {
  const roles = rolesOf(meters);
  const limits: MeterReading[] = [];
  const information: MeterReading[] = [];
  const sources = new Map<unknown, [MeterReading, ...MeterReading[]]>();
  meters.forEach((meter, index) => {
    if (roles[index] === "info") information.push(meter);
    else if (roles[index] === "limit" && meter.group === undefined) limits.push(meter);
    else {
      const key = meter.group ?? meter;
      const members = sources.get(key);
      if (members) members.push(meter);
      else sources.set(key, [meter]);
    }
  });
  return { limits, sources: [...sources.values()], information };
}

/** Zero or a debt. Unlimited is never spent. */
export function isSpent({ remaining }: Pick<MeterReading, "remaining">): boolean {
  return remaining !== null && (remaining === "0" || remaining.startsWith("-"));
}

/** Whether every meter of the source has something left. */
export function canPay(source: PaymentSource): boolean {
  return !source.some(isSpent);
}

/** The source that pays next: the first that can. `undefined` when none can. */
export function payingSource(sources: readonly PaymentSource[]): PaymentSource | undefined {
  return sources.find(canPay);
}

/** The meters that decide something: all but information. In the provider's order. */
export function decidingMeters(meters: readonly MeterReading[]): readonly MeterReading[] {
  const roles = rolesOf(meters);
  return meters.filter((_, index) => roles[index] !== "info");
}

/**
 * The meter that tells how much can be spent now: a spent limit, else the tighter of the limits and of what pays. Of
 * different units the smaller share of the limit; where a share is not known, the source decides.
 */
export function bindingMeter(meters: Meters): MeterReading {
  const { limits, sources } = splitByRole(meters);
  const limit = tightest(limits);
  if (limit && isSpent(limit)) return limit;
  const source = payingSource(sources) ?? sources[0];
  if (!source) return limit ?? limits[0] ?? meters[0];
  const payer = tightest(source) ?? source[0];
  if (!limit || isSpent(payer)) return payer;
  if (!sameUnit(limit.unit, payer.unit)) {
    const isSmaller = remainingShare(limit) < remainingShare(payer) && Number.isFinite(remainingShare(payer));
    return payer.remaining === null || isSmaller ? limit : payer;
  }
  const remaining = totalOf(sourcesWith(sources, payer));
  return isTighter(limit, { ...payer, remaining }) ? limit : payer;
}

/** The sources that can pay in the unit of `payer` alone: together they say how long it lasts. */
export function sourcesWith(
  sources: readonly PaymentSource[],
  { unit }: MeterReading,
): readonly PaymentSource[] {
  return sources.filter((source) => canPay(source) && source.every((member) => sameUnit(member.unit, unit)));
}

/** What sources of one unit have together; `null` is unlimited. */
export function totalOf(sources: readonly PaymentSource[]): Amount | null {
  return sources.reduce<Amount | null>((total, source) => {
    const remaining = tightest(source)?.remaining ?? null;
    return total === null || remaining === null ? null : plus(total, remaining);
  }, "0" as Amount);
}

export const meterStandings = ["pays", "binds", "spent", "information"] as const;

/**
 * What a meter does for its account now. `pays`: it is of the source that is used next. `binds`: it is the limit that
 * tells how much can be spent. `spent`: nothing is left of it. `information`: it decides nothing.
 */
export type MeterStanding = (typeof meterStandings)[number];

/**
 * The standing of each meter, in their order; `undefined` for a pool that is not used yet, or that cannot be used because a
 * limit is spent. If only one meter decides, only `information` occurs.
 */
export function standingsOf({
  meters,
  isBlocked,
}: Pick<Snapshot, "meters" | "isBlocked">): readonly (MeterStanding | undefined)[] {
  const { limits, sources } = splitByRole(meters);
  const isStopped = isBlocked || limits.some(isSpent);
  const hasSeveral = decidingMeters(meters).length > 1;
  const binding = bindingMeter(meters);
  const paying: readonly MeterReading[] = isStopped ? [] : (payingSource(sources) ?? []);
  return rolesOf(meters).map((role, index) => {
    const meter = meters[index];
    if (role === "info") return "information";
    if (!hasSeveral || !meter) return undefined;
    if (isSpent(meter)) return "spent";
    if (paying.includes(meter) && role === "pool") return "pays";
    return meter === binding && role === "limit" ? "binds" : undefined;
  });
}

/** The tightest of the limited meters; `undefined` when every meter is unlimited. */
export function tightest(meters: readonly MeterReading[]): MeterReading | undefined {
  const limited = meters.filter(({ remaining }) => remaining !== null);
  return limited.length === 0 ? undefined : limited.reduce((a, b) => (isTighter(b, a) ? b : a));
}

/**
 * Spent before left. Of two spent meters the one that resets later, a meter without a reset last of all. Within a unit
 * the smaller amount, then the smaller share; across units the smaller share.
 */
function isTighter(a: MeterReading, b: MeterReading): boolean {
  if (isSpent(a) !== isSpent(b)) return isSpent(a);
  if (isSpent(a)) return resetMs(a) > resetMs(b);
  if (a.remaining === null || b.remaining === null) return b.remaining === null && a.remaining !== null;
  if (sameUnit(a.unit, b.unit)) {
    const order = compare(a.remaining, b.remaining);
    if (order !== 0) return order < 0;
  }
  return remainingShare(a) < remainingShare(b);
}

function resetMs({ resetsAt }: MeterReading): number {
  return resetsAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(resetsAt);
}

/** What remains as a share of the limit; infinite without a limit, or with a limit of zero. */
export function remainingShare({ remaining, limit }: Pick<MeterReading, "remaining" | "limit">): number {
  return typeof remaining === "string" && typeof limit === "string" && limit !== "0"
    ? ratio(remaining, limit)
    : Number.POSITIVE_INFINITY;
}

/** What 100 % is: the limit, else what counts as full; `undefined` for an unlimited meter and before any reading. */
export function fullAmountOf({ remaining, limit, full, bought }: MeterReading): Amount | undefined {
  if (typeof limit === "string") return limit;
  return remaining === null ? undefined : (full ?? bought);
}

/** What remains as a share of what 100 % is; infinite where that is not known. */
export function shareOfFull(meter: MeterReading): number {
  const full = fullAmountOf(meter);
  return remainingShare({ remaining: meter.remaining, ...(full === undefined ? {} : { limit: full }) });
}
