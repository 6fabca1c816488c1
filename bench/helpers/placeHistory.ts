import { mkdirSync } from "node:fs";
import path from "node:path";
import { historyFile, type Profile } from "../../scripts/workbench/profile.ts";
import type { Account } from "../../src/core/accounts/account.ts";
import { findBuiltInProvider } from "../../src/providers/builtIn/builtInProviders.ts";
import { accountSource } from "../../src/services/accounts/accountSource.ts";
import { openHistory } from "../../src/store/database/openHistory.lazy.ts";
import { benchAccounts } from "./benchAccounts.ts";
import { fillHistory, fullSize, type HistorySize, pollMs } from "./fillHistory.ts";
import { balanceReading, openOrThrow } from "./readings.ts";

/** Writes a history that ends now, by default a full one, into a profile, with a good last reading of each of the accounts. */
export async function placeHistory(
  profile: Profile,
  accounts = benchAccounts,
  size: Omit<HistorySize, "endMs"> = fullSize,
): Promise<void> {
  const file = historyFile(profile);
  mkdirSync(path.dirname(file), { recursive: true });
  const nowMs = Date.now();
  await fillHistory(file, { ...size, endMs: nowMs });
  await saveLastReadings(file, accounts, nowMs);
}

/** Saves a good last reading of each account, and that its ledger is complete. */
export async function saveLastReadings(
  file: string,
  accounts: readonly Account[],
  readAtMs: number,
): Promise<void> {
  const store = openOrThrow(await openHistory(file));
  for (const account of accounts) {
    const snapshot = { meters: [balanceReading("500000.25")], isBlocked: false, details: [] } as const;
    const source = accountSource(account, findBuiltInProvider(account.provider));
    const attempt = { source, reading: { snapshot, readAtMs }, failures: 0, attemptedAtMs: readAtMs };
    store.saveAttempt(account.id, attempt, pollMs * 3);
    if (findBuiltInProvider(account.provider)?.ledgerMeter)
      store.saveSyncState(account.id, { state: "complete" }, readAtMs);
  }
  store.close();
}
