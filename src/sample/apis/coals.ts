import { errorReply } from "../http/errorReply.ts";
import { literal } from "../http/exactJson.ts";
import type { RateLimit } from "../http/rateLimit.ts";
import { bearerToken, refuseUnlessGet } from "../http/requestChecks.ts";
import type { SampleApi, SampleReply, SampleRequest } from "../http/sampleApi.ts";
import { startOfMonth, subtractDecimals } from "../simulation/fixedPoint.ts";
import { sampleKeys } from "../simulation/keys.ts";
import { Spending } from "../simulation/spending.ts";

/** Amounts and counts are decimal text. */
export interface CoalsState {
  readonly plan_type: string;
  readonly balance: string;
  readonly quota_monthly: string;
  readonly used_this_month: string;
  /** Computed from quota and usage when absent. */
  readonly remaining_quota?: string;
  readonly max_file_size: string;
  /** True while quota and balance are left, when absent. */
  readonly can_convert?: boolean;
}

const topUpCents = 5000n;
const minBalanceCents = 450n;

/** A quota that is reset on the first of the month, UTC, and a balance in dollars, topped up by fifty. */
export function simulateCoals(seed: number): (atMs: number) => CoalsState {
  const conversions = new Spending(seed, 5, 15n);
  const cents = new Spending(seed, 6, 90n);
  return (atMs) => {
    const left = minBalanceCents + topUpCents - (cents.totalUntil(atMs) % topUpCents);
    return {
      plan_type: "pro",
      balance: `${left / 100n}.${`${left % 100n}`.padStart(2, "0")}`,
      quota_monthly: "1000",
      used_this_month: `${conversions.totalBetween(startOfMonth(atMs), atMs)}`,
      max_file_size: "52428800",
    };
  };
}

const scope = "convertacoal:read";

/** Every reply has the rate-limit headers, errors too. */
export function createCoalsApi(state: () => CoalsState, rate: RateLimit, nowMs: () => number): SampleApi {
  return (request) => {
    const { isAllowed, retryAfterSeconds, headers } = rate.countRequest(nowMs());
    const reply = isAllowed ? account(request, state) : errorReply("coals", 429);
    const wait = isAllowed ? {} : { "retry-after": `${retryAfterSeconds}` };
    return { ...reply, headers: { ...reply.headers, ...headers, ...wait } };
  };
}

function account(request: SampleRequest, state: () => CoalsState): SampleReply {
  const refused = refuseUnlessGet("coals", "/account", request);
  if (refused) return refused;
  const key = bearerToken(request);
  if (key === sampleKeys.coals.unscopedKey) {
    return errorReply("coals", 403, {
      message: `This key lacks the scope ${scope}.`,
      details: { required_scope: scope },
    });
  }
  if (key !== sampleKeys.coals.key) return errorReply("coals", 401);
  const now = state();
  const left = now.remaining_quota ?? subtractDecimals(now.quota_monthly, now.used_this_month);
  const hasSome = (amount: string) => !amount.startsWith("-") && /[1-9]/.test(amount);
  return {
    status: 200,
    body: {
      success: true,
      data: {
        plan_type: now.plan_type,
        balance: literal(now.balance),
        quota_monthly: literal(now.quota_monthly),
        used_this_month: literal(now.used_this_month),
        remaining_quota: literal(left),
        max_file_size: literal(now.max_file_size),
        can_convert: now.can_convert ?? (hasSome(left) && hasSome(now.balance)),
      },
    },
  };
}
