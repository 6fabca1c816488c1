import type { SampleAccountStates } from "../accountStates.ts";
import { RateLimit } from "../http/rateLimit.ts";
import type { SampleApis } from "../http/sampleApi.ts";
import type { SampleClock } from "../simulation/clock.ts";
import { createCoalsApi } from "./coals.ts";
import { createDepictaApi } from "./depicta.ts";
import { createEasySlipApi } from "./easySlip.ts";
import { createPoofApi } from "./poof.ts";
import { createRichUtilitiesApi } from "./richUtilities/api.ts";
import type { TokenIssuer } from "./richUtilities/tokenIssuer.ts";

/** The five APIs for one set of accounts. */
export function createSampleApis(
  accounts: SampleAccountStates,
  tokens: TokenIssuer,
  clock: SampleClock,
  coalsPerMinute = 600,
): SampleApis {
  const rate = new RateLimit(coalsPerMinute);
  return {
    poof: createPoofApi(() => accounts.state("poof")),
    depicta: createDepictaApi(() => accounts.state("depicta")),
    richUtilities: createRichUtilitiesApi(() => accounts.richUtilities(tokens.lastLoginMs), tokens),
    easySlip: createEasySlipApi(() => accounts.state("easySlip")),
    coals: createCoalsApi(
      () => accounts.state("coals"),
      rate,
      () => clock.serverNow(),
    ),
  };
}
