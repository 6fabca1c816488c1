import type { Account } from "../../src/core/accounts/account.ts";
import { accountName, fullSize } from "./fillHistory.ts";

const providerIds = ["richUtilities", "poof", "depicta", "easySlip", "coals"] as const;

/** The accounts of the filled history. No server runs at their address, and none is due to be read. */
export const benchAccounts: readonly Account[] = Array.from({ length: fullSize.accounts }, (_, index) => ({
  id: accountName(index),
  provider: providerIds[index % providerIds.length] ?? "poof",
  label: `Account ${index + 1}`,
  baseUrl: "http://127.0.0.1:9",
  refreshMinutes: 100_000,
}));
