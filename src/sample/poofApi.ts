import { errorReply } from "./errorReply.ts";
import { getOnly } from "./getOnly.ts";
import { literal } from "./literal.ts";
import type { PoofState } from "./poofState.ts";
import type { SampleApi } from "./sampleExchange.ts";
import { sampleKeys } from "./sampleKeys.ts";

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
