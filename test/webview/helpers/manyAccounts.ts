import { currency } from "../../../src/core/money/unit.ts";
import { dayMs } from "../../../src/core/time/durations.ts";
import type { PanelAccount } from "../../../src/protocol/panelState.ts";
import { accountOf, fiveAccounts, fromNow, meterOf } from "./panelAccounts.ts";

const providers = ["OpenRouter", "DeepSeek", "Twilio", "Stability AI", "ElevenLabs", "Firecrawl"];

/** So many accounts: the five situations, then prepaid balances and quotas with names of all lengths. */
export function manyAccounts(count: number): readonly PanelAccount[] {
  const { plan: _plan, autoTopUp: _topUp, ...plain } = accountOf({ details: [] });
  const others = Array.from({ length: Math.max(0, count - 5) }, (_, index): PanelAccount => {
    const providerName = providers[index % providers.length] ?? "";
    const isPrepaid = index % 2 === 0;
    const meter = isPrepaid
      ? meterOf({ id: "balance", unit: currency("USD"), remaining: `${1.386813 + index * 17.5}` })
      : meterOf({ remaining: `${400 + index}`, limit: "1000", resetsAt: fromNow((index + 1.5) * dayMs) });
    return {
      ...plain,
      id: `other-${index}`,
      provider: providerName.toLowerCase(),
      providerName,
      label: index === 2 ? "Customer support production messages, Europe" : `${providerName} ${index}`,
      meters: [meter],
      forecast: {
        text: `Lasts about ${index + 3} weeks at this rate.`,
        short: `${index + 2}–${index + 5} wks`,
      },
    };
  });
  return [...fiveAccounts(), ...others].slice(0, count).map((account, rank) => ({ ...account, rank }));
}
