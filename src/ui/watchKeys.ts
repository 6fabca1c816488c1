import { Disposable, type SecretStorage } from "vscode";
import { needsUser } from "../core/failure.ts";
import type { AccountList } from "../services/accountList.ts";
import type { Clock } from "../services/clock.ts";
import type { Poller } from "../services/poller.ts";
import { sweepKeys } from "../services/sweepKeys.ts";
import type { KeyStore } from "../store/keyStore.ts";

export interface WatchKeysOptions {
  readonly accounts: AccountList;
  readonly secrets: SecretStorage;
  readonly keys: KeyStore;
  readonly poller: Poller;
  readonly clock: Clock;
  readonly reportBug: (error: unknown) => void;
}

/** This window's own changes are through by then; the event may also come twice. */
const settleMs = 1000;

/** Reads stopped accounts again when a key came from another window, and clears away orphaned keys. */
export function watchKeys(options: WatchKeysOptions): Disposable {
  const { accounts, secrets, keys, poller, clock, reportBug } = options;
  let stopTimer = () => {};
  const retryStopped = () => {
    const stopped = poller.statuses().filter(({ failure }) => failure && needsUser(failure.kind));
    Promise.all(stopped.map(({ account }) => poller.release(account.id))).catch(reportBug);
  };
  const sweep = () => sweepKeys(accounts, keys, clock, reportBug);
  let stopSweep = sweep();
  return Disposable.from(
    { dispose: () => stopTimer() },
    { dispose: () => stopSweep() },
    secrets.onDidChange(() => {
      stopTimer();
      stopTimer = clock.after(settleMs, retryStopped);
    }),
    accounts.onDidChange(() => {
      stopSweep();
      stopSweep = sweep();
    }),
  );
}
