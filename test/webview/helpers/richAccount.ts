import { credits } from "../../../src/core/money/unit.ts";
import { minuteMs } from "../../../src/core/time/durations.ts";
import type { PanelAccount } from "../../../src/protocol/panelState.ts";
import { accountOf } from "./panelAccounts.ts";

/** An account whose provider has its own ledger and usage. */
export function richAccount(change: Partial<PanelAccount> = {}): PanelAccount {
  const { autoTopUp: _topUp, ...base } = accountOf();
  return {
    ...base,
    id: "rich-utilities",
    provider: "richUtilities",
    providerName: "Rich Utilities",
    label: "Rich Utilities",
    meters: [{ id: "balance", label: "Balance", unit: credits, remaining: "812.4", held: "12" }],
    keyHost: "api.richutilities.com",
    details: [
      { label: "Organization", value: "org_abc123xyz" },
      { label: "Requests of all time", value: "184,220" },
      { label: "Subscription", value: "Pro, renews on 1 December 2026" },
    ],
    sync: { state: "complete", atMs: Date.now() - 4 * minuteMs, entries: 4182 },
    ...change,
  };
}
