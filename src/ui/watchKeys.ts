import { Disposable, type SecretStorage } from "vscode";
import { needsUser } from "../core/failure.ts";
import type { Poller } from "../services/poller.ts";
import { type SweepOptions, sweepKeys } from "../services/sweepKeys.ts";

export interface WatchKeysOptions extends SweepOptions {
  readonly secrets: SecretStorage;
  readonly poller: Poller;
}

/** The event may come twice, and several keys may come together. */
const settleMs = 1000;

/**
 * Reads a stopped account again when its key came from another window, and clears away orphaned keys.
 * What this window wrote itself (a new key, a rotated token) is no news: reading again because of it would
 * ask a provider that refuses every token once a second.
 */
export function watchKeys(options: WatchKeysOptions): Disposable {
  const { accounts, secrets, keys, poller, clock, reportBug } = options;
  let stopTimer = () => {};
  const changed = new Set<string>();
  const retry = async (accountId: string) => {
    const status = poller.statuses().find(({ account }) => account.id === accountId);
    if (!status?.failure || !needsUser(status.failure.kind)) return;
    if (await keys.isFromElsewhere(accountId)) await poller.release(accountId);
  };
  const retryStopped = () => {
    Promise.all([...changed].map(retry)).catch(reportBug);
    changed.clear();
  };
  const sweep = () => sweepKeys(options);
  let stopSweep = sweep();
  return Disposable.from(
    { dispose: () => stopTimer() },
    { dispose: () => stopSweep() },
    secrets.onDidChange(({ key }) => {
      const accountId = keys.accountIdOf(key);
      if (accountId === undefined) return;
      changed.add(accountId);
      stopTimer();
      stopTimer = clock.after(settleMs, retryStopped);
    }),
    accounts.onDidChange(() => {
      stopSweep();
      stopSweep = sweep();
    }),
  );
}
