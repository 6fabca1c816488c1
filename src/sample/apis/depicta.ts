import { errorReply } from "../http/errorReply.ts";
import { literal } from "../http/exactJson.ts";
import type { SampleApi } from "../http/exchange.ts";
import { getOnly } from "../http/getOnly.ts";
import { bearer } from "../http/requestChecks.ts";
import { sampleKeys } from "../simulation/keys.ts";
import type { DepictaState } from "./depictaState.ts";

const maxConcurrent = 10;
const refusals = new Map<unknown, string>([
  [sampleKeys.depicta.unverifiedKey, "auth_email_not_verified"],
  [sampleKeys.depicta.suspendedKey, "account_suspended"],
]);

export function depictaApi(state: () => DepictaState): SampleApi {
  return (request) => {
    const refused = getOnly("depicta", "/v1/account/profile", request);
    if (refused) return refused;
    const key = bearer(request);
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
