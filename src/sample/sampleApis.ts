import { coalsApi } from "./coalsApi.ts";
import { depictaApi } from "./depictaApi.ts";
import { easySlipApi } from "./easySlipApi.ts";
import { poofApi } from "./poofApi.ts";
import { RateWindow } from "./rateWindow.ts";
import { richUtilitiesApi } from "./richUtilitiesApi.ts";
import type { SampleAccounts } from "./sampleAccounts.ts";
import type { SampleClock } from "./sampleClock.ts";
import type { SampleApis } from "./sampleExchange.ts";
import type { TokenIssuer } from "./tokenIssuer.ts";

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
