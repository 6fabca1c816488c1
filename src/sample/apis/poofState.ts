import { monthStart } from "../simulation/monthStart.ts";
import { Spending } from "../simulation/spending.ts";

/** Amounts are decimal text, as they go into the reply. */
export interface PoofState {
  readonly organizationId: string;
  readonly plan: string;
  readonly maxCredits: string;
  readonly usedCredits: string;
  readonly autoRechargeThreshold: string | null;
}

const monthly = 5000n;
const threshold = 100n;
const recharge = 1000n;

/** Credits used since the first of the month; a recharge raises the maximum when fewer than 100 are left. */
export function poofStates(seed: number): (atMs: number) => PoofState {
  const images = new Spending(seed, 1, 115n);
  return (atMs) => {
    const used = images.between(monthStart(atMs), atMs);
    const over = used + threshold - monthly;
    const recharges = over > 0n ? (over + recharge - 1n) / recharge : 0n;
    return {
      organizationId: "org_sample7k2m",
      plan: "Pro",
      maxCredits: `${monthly + recharges * recharge}`,
      usedCredits: `${used}`,
      autoRechargeThreshold: `${threshold}`,
    };
  };
}
