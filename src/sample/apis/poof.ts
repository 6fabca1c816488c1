import { errorReply } from "../http/errorReply.ts";
import { literal } from "../http/exactJson.ts";
import { refuseUnlessGet } from "../http/requestChecks.ts";
import type { SampleApi } from "../http/sampleApi.ts";
import { startOfMonth } from "../simulation/fixedPoint.ts";
import { sampleKeys } from "../simulation/keys.ts";
import { Spending } from "../simulation/spending.ts";

/** Amounts are decimal text, as in the reply. */
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
export function simulatePoof(seed: number): (atMs: number) => PoofState {
  const images = new Spending(seed, 1, 115n);
  return (atMs) => {
    const used = images.totalBetween(startOfMonth(atMs), atMs);
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

const refusals = new Map<unknown, number>([
  [sampleKeys.poof.unpaidKey, 402],
  [sampleKeys.poof.suspendedKey, 403],
]);

export function createPoofApi(state: () => PoofState): SampleApi {
  return (request) => {
    const refused = refuseUnlessGet("poof", "/me", request);
    if (refused) return refused;
    const key = request.headers["x-api-key"];
    if (key !== sampleKeys.poof.key) {
      return errorReply("poof", refusals.get(key) ?? 401);
    }
    const { organizationId, plan, maxCredits, usedCredits, autoRechargeThreshold } = state();
    return {
      status: 200,
      body: {
        organizationId,
        plan,
        maxCredits: literal(maxCredits),
        usedCredits: literal(usedCredits),
        autoRechargeThreshold: literal(autoRechargeThreshold),
      },
    };
  };
}
