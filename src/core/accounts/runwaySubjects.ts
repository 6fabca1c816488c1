import type { Amount } from "../money/amount.ts";
import type { MeterReading } from "../readings/snapshot.ts";
import type { Instant } from "../time/instant.ts";
import { type AccountStatus, headlineMeter, judgedSnapshot } from "./accountStatus.ts";
import { bindingMeter, isSpent, payingSource, sourcesWith, splitByRole, tightest, totalOf } from "./pools.ts";

/** What a forecast is about: one meter, or pools of one unit that pay together. */
export interface RunwaySubject {
  readonly meters: readonly [MeterReading, ...MeterReading[]];
  /** Positive. */
  readonly remaining: Amount;
  /** Absent for several pools, because each resets on its own. */
  readonly resetsAt?: Instant;
  /** Of several pools: the meter that limits each, in the order in which they pay. */
  readonly pools?: readonly MeterReading[];
}

/** Each forecast reads the history of a meter. */
const maxLimits = 6;

/**
 * What decides how long an account lasts, the binding meter first: its limits, and what pays now. Empty for an account
 * that is empty or unlimited. Never a spent pool while another pays.
 */
export function runwaySubjects(status: AccountStatus): readonly RunwaySubject[] {
  if (!status.reading) return [];
  const { meters } = judgedSnapshot(status.reading.snapshot, status.account);
  const { limits, sources, information } = splitByRole(meters);
  const source = payingSource(sources);
  if (limits.some(isSpent) || (sources.length > 0 && !source)) return [];
  const headline = headlineMeter(status);
  if (headline && information.includes(headline)) {
    // A user who displays only information wants its forecast.
    return isSpent(headline) ? [] : singleSubject(headline);
  }
  const subjects = limits.slice(0, maxLimits).flatMap((limit) => singleSubject(limit));
  const together = source ? sourcesWith(sources, source[0]) : [];
  const [first, ...others] = together.flat();
  if (first && together.length > 1) {
    const pools = together.flatMap((pool) => tightest(pool) ?? []);
    subjects.push(...subjectOf([first, ...others], totalOf(together)).map((one) => ({ ...one, pools })));
  } else subjects.push(...(source ?? []).flatMap((member) => singleSubject(member)));
  const binding = bindingMeter(meters);
  return subjects.sort((a, b) => Number(b.meters.includes(binding)) - Number(a.meters.includes(binding)));
}

function singleSubject(meter: MeterReading): RunwaySubject[] {
  return subjectOf([meter], meter.remaining, meter.resetsAt);
}

function subjectOf(
  meters: RunwaySubject["meters"],
  remaining: Amount | null,
  resetsAt?: Instant,
): RunwaySubject[] {
  return remaining === null ? [] : [{ meters, remaining, ...(resetsAt === undefined ? {} : { resetsAt }) }];
}
