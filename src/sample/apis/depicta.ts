import { errorReply } from "../http/errorReply.ts";
import { literal } from "../http/exactJson.ts";
import { bearerToken, refuseUnlessGet } from "../http/requestChecks.ts";
import type { SampleApi } from "../http/sampleApi.ts";
import { slotMs } from "../simulation/activity.ts";
import { type FixedPoint, fromFixedPoint, toFixedPoint } from "../simulation/fixedPoint.ts";
import { sampleKeys } from "../simulation/keys.ts";
import { randomAt } from "../simulation/randomAt.ts";
import { Spending } from "../simulation/spending.ts";

/** The fields of the profile that change, or that tests change; decimal text and ISO 8601 instants. */
export interface DepictaState {
  readonly balance_eur: string;
  readonly held_eur: string;
  readonly credit_limit_cents: string;
  readonly credits_expire_at: string | null;
  readonly email_verified: boolean;
  readonly free_trial_pending_eur?: string | null;
  readonly pending_credit_notice: boolean;
  readonly two_factor_enabled: boolean;
}

const topUp = toFixedPoint("10");
const minBalance = toFixedPoint("1.2");
const perDay = toFixedPoint("0.38");
const image = toFixedPoint("0.04");
const micro = toFixedPoint("0.000001");

/** Prepaid euros: ten are bought when the balance falls to €1.20. */
export function simulateDepicta(seed: number): (atMs: number) => DepictaState {
  const spending = new Spending(seed, 2, perDay);
  return (atMs) => {
    const spent = spending.totalUntil(atMs);
    const held = heldAt(seed, atMs);
    const paidAt = new Date(spending.reachedAt(spent - (spent % topUp), atMs));
    return {
      balance_eur: euros(minBalance + topUp - (spent % topUp) - held),
      held_eur: euros(held),
      credit_limit_cents: "50000",
      // Credits expire twelve months after the last paid top-up.
      credits_expire_at: new Date(paidAt.setUTCFullYear(paidAt.getUTCFullYear() + 1)).toISOString(),
      email_verified: true,
      pending_credit_notice: false,
      two_factor_enabled: true,
    };
  };
}

function heldAt(seed: number, atMs: number): FixedPoint {
  const random = randomAt(seed, 21, Math.floor(atMs / slotMs));
  return random > 0.7 ? image * BigInt(Math.ceil((random - 0.7) * 13)) : 0n;
}

function euros(value: FixedPoint): string {
  return fromFixedPoint(value - (value % micro), 6);
}

const maxConcurrent = 10;
const refusals = new Map<unknown, string>([
  [sampleKeys.depicta.unverifiedKey, "auth_email_not_verified"],
  [sampleKeys.depicta.suspendedKey, "account_suspended"],
]);

export function createDepictaApi(state: () => DepictaState): SampleApi {
  return (request) => {
    const refused = refuseUnlessGet("depicta", "/v1/account/profile", request);
    if (refused) return refused;
    const key = bearerToken(request);
    const code = refusals.get(key);
    if (code) return errorReply("depicta", 403, { code });
    if (key !== sampleKeys.depicta.key) return errorReply("depicta", 401);
    if (request.inFlight > maxConcurrent) {
      return errorReply("depicta", 429, { headers: { "retry-after": "1" } });
    }
    const { credit_limit_cents, ...profile } = state();
    return {
      status: 200,
      body: {
        user: {
          ...profile,
          credit_limit_cents: literal(credit_limit_cents),
          created_at: "2025-10-06T08:00:00Z",
          email: "sample@example.com",
          id: "5f0c6f0e-7c1b-4c0e-9a51-0d6c2f5f7a11",
          name: "Sample Studio",
          prompt_analysis_opt_in: false,
          providers: ["github"],
        },
      },
    };
  };
}
