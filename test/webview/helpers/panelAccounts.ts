import type { Meter } from "../../../src/core/accounts/accountState.ts";
import { credits, currency, requests } from "../../../src/core/money/unit.ts";
import { dayMs, hourMs, minuteMs } from "../../../src/core/time/durations.ts";
import type { PanelAccount } from "../../../src/protocol/panelState.ts";

/** The instant `ms` from now; a negative value is in the past. */
export function fromNow(ms: number): string {
  return new Date(Date.now() + ms).toISOString();
}

export function meterOf(change: Partial<Meter> = {}): Meter {
  return { id: "credits", label: "Credits", unit: credits, remaining: "3766", ...change };
}

/** An account without problems, with the changes of a test. */
export function accountOf(change: Partial<PanelAccount> = {}): PanelAccount {
  return {
    id: "poof",
    provider: "poof",
    providerName: "Poof",
    label: "Poof",
    level: "ok",
    meters: [meterOf({ used: "1234", limit: "5000" })],
    readAt: fromNow(-2.5 * minuteMs),
    stale: false,
    plan: "Pro",
    autoTopUp: { threshold: "100" },
    details: [{ label: "Organization", value: "org_abc123xyz" }],
    keyHost: "api.poof.bg",
    links: ["dashboard"],
    isBlocked: false,
    isReading: false,
    standings: {},
    ...change,
  };
}

/** One account per situation, as a user might have them. */
export function fiveAccounts(): readonly PanelAccount[] {
  const { autoTopUp: _topUp, plan: _plan, ...plain } = accountOf({ details: [] });
  const { readAt: _readAt, ...unread } = plain;
  return [
    accountOf(),
    {
      ...plain,
      id: "depicta",
      provider: "depicta",
      providerName: "Depicta",
      label: "Depicta",
      level: "low",
      meters: [
        { id: "balance", label: "Balance", unit: currency("EUR"), remaining: "1.923456", held: "0.5" },
      ],
      expiresAt: fromNow(12.2 * dayMs),
      details: [
        { label: "Email", value: "ada@example.com" },
        { label: "Credit limit", value: "€50.00" },
      ],
      keyHost: "depicta.ai",
    },
    {
      ...plain,
      id: "rich-utilities",
      provider: "richUtilities",
      providerName: "Rich Utilities",
      label: "Rich Utilities",
      meters: [{ id: "balance", label: "Balance", unit: credits, remaining: "812.4", held: "12" }],
      autoTopUp: { threshold: "100", amount: "500" },
      stale: true,
      readAt: fromNow(-3.2 * hourMs),
      problem: {
        kind: "rateLimited",
        message: "Rich Utilities asks to wait before it is asked again.",
        retryAt: fromNow(9 * minuteMs),
      },
      keyHost: "api.richutilities.com",
    },
    {
      ...plain,
      id: "easyslip",
      provider: "easySlip",
      providerName: "EasySlip",
      label: "EasySlip production",
      level: "empty",
      meters: [
        {
          id: "quota",
          label: "Quota",
          unit: requests,
          remaining: "0",
          used: "350000",
          limit: "350000",
          resetsAt: fromNow(9.3 * dayMs),
        },
        { id: "credit", label: "Credit", unit: credits, remaining: "33512.25" },
        { id: "slips", label: "Slips", unit: requests, remaining: "120", used: "80", limit: "200" },
      ],
      isBlocked: true,
      expiresAt: fromNow(40.5 * dayMs),
      keyHost: "developer.easyslip.com",
    },
    {
      ...unread,
      id: "coals",
      provider: "coals",
      providerName: "COALS",
      label: "COALS",
      level: "unknown",
      meters: [],
      stale: true,
      problem: {
        kind: "keyRejected",
        message: "COALS did not accept the key. Enter a new one.",
        status: 401,
      },
      keyHost: "api.coals.dev",
    },
  ];
}
