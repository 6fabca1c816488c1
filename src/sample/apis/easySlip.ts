import { hourMs } from "../../core/time/durations.ts";
import { errorReply } from "../http/errorReply.ts";
import { literal } from "../http/exactJson.ts";
import { bearerToken, refuseUnlessGet } from "../http/requestChecks.ts";
import type { SampleApi } from "../http/sampleApi.ts";
import { subtractDecimals } from "../simulation/fixedPoint.ts";
import { sampleKeys } from "../simulation/keys.ts";
import { Spending } from "../simulation/spending.ts";

/** Counts are decimal text; `null` is unlimited. */
export interface EasySlipState {
  readonly application: string;
  readonly usedQuota: string;
  readonly maxQuota: string | null;
  /** `maxQuota` less `usedQuota` when absent. */
  readonly remainingQuota?: string | null;
  /** ISO 8601 in Bangkok time, as the provider writes it. */
  readonly expiredAt: string;
  readonly currentCredit: string;
}

const bangkokMs = 7 * hourMs;
const renewalDay = 16;
// Each month costs 1,200; every third month 3,600 are bought.
const creditByMonth = ["4820", "3620", "2420"];

/** A quota that is reset on the 16th, Bangkok time; the subscription is paid one cycle ahead. */
export function simulateEasySlip(seed: number): (atMs: number) => EasySlipState {
  const slips = new Spending(seed, 4, 640n);
  return (atMs) => {
    const local = new Date(atMs + bangkokMs);
    const month = local.getUTCMonth() - (local.getUTCDate() < renewalDay ? 1 : 0);
    const startMs = Date.UTC(local.getUTCFullYear(), month, renewalDay);
    const expiry = new Date(Date.UTC(local.getUTCFullYear(), month + 2, renewalDay));
    return {
      application: "Sample Shop",
      usedQuota: `${slips.totalBetween(startMs - bangkokMs, atMs)}`,
      maxQuota: "35000",
      expiredAt: `${expiry.toISOString().slice(0, 10)}T00:00:00+07:00`,
      currentCredit: creditByMonth[new Date(startMs).getUTCMonth() % 3] ?? "0",
    };
  };
}

export function createEasySlipApi(state: () => EasySlipState): SampleApi {
  return (request) => {
    const refused = refuseUnlessGet("easySlip", "/me", request);
    if (refused) return refused;
    const key = bearerToken(request);
    if (key === sampleKeys.easySlip.deniedKey) return errorReply("easySlip", 403);
    if (key !== sampleKeys.easySlip.key) return errorReply("easySlip", 401);
    const { application, usedQuota, maxQuota, remainingQuota, expiredAt, currentCredit } = state();
    const left = maxQuota === null ? null : subtractDecimals(maxQuota, usedQuota);
    return {
      status: 200,
      body: {
        status: 200,
        data: {
          application,
          usedQuota: literal(usedQuota),
          maxQuota: literal(maxQuota),
          remainingQuota: literal(remainingQuota === undefined ? left : remainingQuota),
          expiredAt,
          currentCredit: literal(currentCredit),
        },
      },
    };
  };
}
