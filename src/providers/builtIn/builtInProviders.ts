import type { Provider } from "../provider.ts";

/** Every provider that is built in, in the order they are offered. `adapters.lazy.ts` knows how to ask them. */
export const providers: readonly Provider[] = [
  {
    id: "poof",
    name: "Poof",
    defaultBaseUrl: "https://api.poof.bg/v1",
    keyPage: "https://dash.poof.bg",
    keyExample: "pk_…",
    signsIn: false,
    hasUsage: false,
  },
  {
    id: "depicta",
    name: "Depicta",
    defaultBaseUrl: "https://api.depicta.ai",
    keyPage: "https://depicta.ai",
    keyExample: "dpct_…",
    signsIn: false,
    hasUsage: false,
  },
  {
    id: "richUtilities",
    name: "Rich Utilities",
    signsIn: true,
    ledgerMeter: "balance",
    hasUsage: true,
  },
  {
    id: "easySlip",
    name: "EasySlip",
    defaultBaseUrl: "https://developer.easyslip.com/api/v1",
    keyPage: "https://developer.easyslip.com",
    keyExample: "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
    signsIn: false,
    hasUsage: false,
  },
  {
    id: "coals",
    name: "COALS ConvertaCoal",
    defaultBaseUrl: "https://coals.ai/api/v1/convertacoal",
    keyPage: "https://coals.ai",
    signsIn: false,
    hasUsage: false,
  },
];

export function findProvider(id: string): Provider | undefined {
  return providers.find((provider) => provider.id === id);
}
