import type { Provider } from "../provider.ts";

/** Every built-in provider, in the order of the provider list. `adapters.lazy.ts` has their adapters. */
export const builtInProviders: readonly Provider[] = [
  {
    id: "poof",
    name: "Poof",
    defaultBaseUrl: "https://api.poof.bg/v1",
    keyPage: "https://dash.poof.bg",
    keyExample: "pk_…",
    hasSignIn: false,
    hasUsage: false,
  },
  {
    id: "depicta",
    name: "Depicta",
    defaultBaseUrl: "https://api.depicta.ai",
    keyPage: "https://depicta.ai",
    keyExample: "dpct_…",
    hasSignIn: false,
    hasUsage: false,
  },
  {
    id: "richUtilities",
    name: "Rich Utilities",
    hasSignIn: true,
    ledgerMeter: "balance",
    hasUsage: true,
  },
  {
    id: "easySlip",
    name: "EasySlip",
    defaultBaseUrl: "https://developer.easyslip.com/api/v1",
    keyPage: "https://developer.easyslip.com",
    keyExample: "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
    hasSignIn: false,
    hasUsage: false,
  },
  {
    id: "coals",
    name: "COALS ConvertaCoal",
    defaultBaseUrl: "https://coals.ai/api/v1/convertacoal",
    keyPage: "https://coals.ai",
    hasSignIn: false,
    hasUsage: false,
  },
];

export function findBuiltInProvider(id: string): Provider | undefined {
  return builtInProviders.find((provider) => provider.id === id);
}
