import type { SampleProviders } from "../../src/sample/startServer.ts";

/** The accounts of the pictures as `addAccount` takes them, at instants and amounts that tell something. */
export function picturedAccounts({
  accounts,
  baseUrl,
  credentials,
}: SampleProviders): readonly Readonly<Record<string, unknown>>[] {
  accounts.set("poof", { maxCredits: "5000", usedCredits: "1234" });
  accounts.set("depicta", { balance_eur: "12.345678", held_eur: "0.450000" });
  accounts.set("coals", { quota_monthly: "1000", used_this_month: "937", remaining_quota: "63" });
  const { poof, depicta, richUtilities, easySlip, coals } = credentials;
  const { email, password } = richUtilities;
  return [
    { provider: "poof", key: poof.key },
    { provider: "depicta", key: depicta.key },
    { provider: "richUtilities", baseUrl: baseUrl("richUtilities"), email, password },
    { provider: "easySlip", key: easySlip.key },
    { provider: "coals", label: "COALS", key: coals.key },
  ];
}
