import { monthStart } from "../simulation/monthStart.ts";
import { Spending } from "../simulation/spending.ts";

/** Amounts and counts are decimal text. */
export interface CoalsState {
  readonly plan_type: string;
  readonly balance: string;
  readonly quota_monthly: string;
  readonly used_this_month: string;
  /** Derived from quota and use when absent. */
  readonly remaining_quota?: string;
  readonly max_file_size: string;
  /** True while quota and balance are left, when absent. */
  readonly can_convert?: boolean;
}

const topUpCents = 5000n;
const floorCents = 450n;

/** A quota that begins anew on the first of the month, UTC, and dollars topped up by fifty. */
export function coalsStates(seed: number): (atMs: number) => CoalsState {
  const conversions = new Spending(seed, 5, 15n);
  const cents = new Spending(seed, 6, 90n);
  return (atMs) => {
    const left = floorCents + topUpCents - (cents.until(atMs) % topUpCents);
    return {
      plan_type: "pro",
      balance: `${left / 100n}.${`${left % 100n}`.padStart(2, "0")}`,
      quota_monthly: "1000",
      used_this_month: `${conversions.between(monthStart(atMs), atMs)}`,
      max_file_size: "52428800",
    };
  };
}
