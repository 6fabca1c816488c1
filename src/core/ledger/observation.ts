import { type Amount, minus } from "../money/amount.ts";
import type { MeterReading } from "../readings/snapshot.ts";
import { balanceOf } from "./balanceOf.ts";
import type { LedgerType, ObservedCause } from "./ledgerEntry.ts";
import {
  hasUsedFallen,
  isPeriodReset,
  isSlidingWindow,
  isWindowStep,
  type ReadingSpan,
} from "./periodReset.ts";

/** The fields of a meter that decide the type of a change. */
export type MeterValues = Pick<MeterReading, "remaining" | "used" | "limit" | "held" | "resetsAt">;

/** The change between two consecutive readings of a meter. */
export interface Observation {
  readonly type: LedgerType;
  /** The balance after minus the one before: exact, never zero. */
  readonly amount: Amount;
  /** The cause of an adjustment, or of a credit that is no top-up. */
  readonly cause?: ObservedCause;
}

/**
 * Derives a ledger entry from two readings: a lower balance is a debit, a higher one is a credit (a top-up only where not
 * less is used than before), and a period reset, a changed limit or what falls out of a sliding window is an adjustment. `undefined` for an unlimited or unchanged meter.
 */
export function observe(before: MeterValues, after: MeterValues, at: ReadingSpan): Observation | undefined {
  const [earlier, later] = [balanceOf(before), balanceOf(after)];
  if (earlier === undefined || later === undefined) return undefined;
  const amount = minus(later, earlier);
  if (amount === "0") return undefined;
  if (hasLimitChanged(before, after)) return { type: "adjustment", amount, cause: "limit" };
  const isRise = !amount.startsWith("-");
  if (isRise && isSlidingWindow(before, after, at)) return { type: "adjustment", amount, cause: "window" };
  if (isPeriodReset(before, after, at)) return { type: "adjustment", amount, cause: "reset" };
  if (isRise && isWindowStep(before, after, at)) return { type: "adjustment", amount, cause: "window" };
  if (!isRise) return { type: "debit", amount };
  return { type: "credit", amount, ...(hasUsedFallen(before, after) ? { cause: "returned" } : {}) };
}

/** A reply without a limit does not show a change. */
function hasLimitChanged({ limit: before }: MeterValues, { limit: after }: MeterValues): boolean {
  return before !== undefined && after !== undefined && before !== after;
}

/** Whether two readings have the same values. */
export function isSameReading(a: MeterValues, b: MeterValues): boolean {
  return a.remaining === b.remaining && a.used === b.used && a.limit === b.limit && a.held === b.held;
}
