import { mkdirSync } from "node:fs";
import path from "node:path";
import { historyFile, type Profile } from "../../scripts/workbench/profile.ts";
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
  const store = openOrThrow(await openHistory(file));
  for (const account of accounts) {
    const snapshot = { meters: [balanceReading("500000.25")], isBlocked: false, details: [] } as const;
    const source = accountSource(account, findBuiltInProvider(account.provider));
    const reading = { snapshot, readAtMs: nowMs };
    store.saveAttempt(account.id, { source, reading, failures: 0, attemptedAtMs: nowMs }, pollMs * 3);
    if (findBuiltInProvider(account.provider)?.ledgerMeter)
      store.saveSyncState(account.id, { state: "complete" }, nowMs);
  }
  store.close();
}
