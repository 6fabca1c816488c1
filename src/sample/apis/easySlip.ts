import { errorReply } from "../http/errorReply.ts";
import { literal } from "../http/exactJson.ts";
import type { SampleApi } from "../http/exchange.ts";
import { getOnly } from "../http/getOnly.ts";
import { bearer } from "../http/requestChecks.ts";
import { sampleKeys } from "../simulation/keys.ts";
import { remainder } from "../simulation/remainder.ts";
import type { EasySlipState } from "./easySlipState.ts";

export function easySlipApi(state: () => EasySlipState): SampleApi {
  return (request) => {
    const refused = getOnly("easySlip", "/me", request);
    if (refused) return refused;
    const key = bearer(request);
    if (key === sampleKeys.easySlip.deniedKey) return errorReply("easySlip", 403);
    if (key !== sampleKeys.easySlip.key) return errorReply("easySlip", 401);
    const { application, usedQuota, maxQuota, remainingQuota, expiredAt, currentCredit } = state();
    const left = maxQuota === null ? null : remainder(maxQuota, usedQuota);
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
