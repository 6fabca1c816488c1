import type { Amount } from "../money/amount.ts";

/** What was consumed on one local day: the sum of the observed debits, as a positive amount. */
export interface DayUse {
  /** `2026-11-20`, in local time. */
  readonly day: string;
  readonly consumed: Amount;
}
