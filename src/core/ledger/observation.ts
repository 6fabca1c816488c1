import { type Amount, minus, plus } from "../money/amount.ts";
import type { MeterReading } from "../readings/snapshot.ts";
import type { LedgerType } from "./ledgerEntry.ts";
import { isPeriodReset, type ReadingSpan } from "./periodReset.ts";

/** The part of a meter that decides what a change was. */
export type MeterValues = Pick<MeterReading, "remaining" | "used" | "limit" | "held" | "resetsAt">;

/** What two consecutive readings of a meter tell. */
export interface Observation {
  readonly type: LedgerType;
  /** The balance after minus the one before: exact, never zero. */
  readonly amount: Amount;
  /** Why it is an adjustment. */
  readonly cause?: "reset" | "limit";
}

interface BalanceParts {
  readonly remaining: Amount | null;
  readonly held?: Amount | undefined;
}

/**
 * The balance that a ledger books: what remains and what is held. A hold moves an amount from the one to
 * the other and is no spending. `undefined` for an unlimited meter.
 */
export function balanceOf({ remaining, held }: BalanceParts): Amount | undefined {
  if (remaining === null) return undefined;
  return held === undefined ? remaining : plus(remaining, held);
}

/**
 * Concludes a ledger entry from two readings: a fall of the balance is a debit, a rise a credit, a period
 * reset or a changed limit an adjustment. Nothing for an unlimited or unchanged meter.
 */
export function observe(before: MeterValues, after: MeterValues, at: ReadingSpan): Observation | undefined {
  const [earlier, later] = [balanceOf(before), balanceOf(after)];
  if (earlier === undefined || later === undefined) return undefined;
  const amount = minus(later, earlier);
  if (amount === "0") return undefined;
  if (hasLimitChanged(before, after)) return { type: "adjustment", amount, cause: "limit" };
  if (isPeriodReset(before, after, at)) return { type: "adjustment", amount, cause: "reset" };
  return { type: amount.startsWith("-") ? "debit" : "credit", amount };
}

/** A reply that tells no limit says nothing about a change. */
function hasLimitChanged({ limit: before }: MeterValues, { limit: after }: MeterValues): boolean {
  return before !== undefined && after !== undefined && before !== after;
}

/** Whether a reading says anything that the one before did not. */
export function isSameReading(a: MeterValues, b: MeterValues): boolean {
  return a.remaining === b.remaining && a.used === b.used && a.limit === b.limit && a.held === b.held;
}
