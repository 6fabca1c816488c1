import { errorReply } from "../http/errorReply.ts";
import { literal } from "../http/exactJson.ts";
import type { SampleApi } from "../http/exchange.ts";
import { getOnly } from "../http/getOnly.ts";
import { sampleKeys } from "../simulation/keys.ts";
import type { PoofState } from "./poofState.ts";

const refusals = new Map<unknown, number>([
  [sampleKeys.poof.unpaidKey, 402],
  [sampleKeys.poof.suspendedKey, 403],
]);

export function poofApi(state: () => PoofState): SampleApi {
  return (request) => {
    const refused = getOnly("poof", "/me", request);
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
