import type { Account } from "../../src/core/accounts/account.ts";
import { accountName, fullSize } from "./fillHistory.ts";

const providerIds = ["richUtilities", "poof", "depicta", "easySlip", "coals"] as const;

/** Accounts of the filled history, or more of the same kind. No server runs at their address, and none is due to be read. */
export function benchAccountsOf(count: number): readonly Account[] {
  return Array.from({ length: count }, (_, index) => ({
    id: accountName(index),
    provider: providerIds[index % providerIds.length] ?? "poof",
    label: `Account ${index + 1}`,
    baseUrl: "http://127.0.0.1:9",
    refreshMinutes: 100_000,
  }));
}

/** The accounts of the filled history. */
export const benchAccounts = benchAccountsOf(fullSize.accounts);
