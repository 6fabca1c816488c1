import type { SampleAccounts } from "../accounts.ts";
import type { SampleApis } from "../http/exchange.ts";
import { RateWindow } from "../http/rateLimit.ts";
import type { SampleClock } from "../simulation/clock.ts";
import { coalsApi } from "./coals.ts";
import { depictaApi } from "./depicta.ts";
import { easySlipApi } from "./easySlip.ts";
import { poofApi } from "./poof.ts";
import { richUtilitiesApi } from "./richUtilities/api.ts";
import type { TokenIssuer } from "./richUtilities/tokenIssuer.ts";

/** The five APIs over one set of accounts. */
export function sampleApis(
  accounts: SampleAccounts,
  tokens: TokenIssuer,
  clock: SampleClock,
  coalsPerMinute = 600,
): SampleApis {
  const rate = new RateWindow(coalsPerMinute);
  return {
    poof: poofApi(() => accounts.state("poof")),
    depicta: depictaApi(() => accounts.state("depicta")),
    richUtilities: richUtilitiesApi(() => accounts.richUtilities(tokens.lastLoginMs), tokens),
    easySlip: easySlipApi(() => accounts.state("easySlip")),
    coals: coalsApi(
      () => accounts.state("coals"),
      rate,
      () => clock.serverNow(),
    ),
  };
}
