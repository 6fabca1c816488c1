import { Disposable, type SecretStorage } from "vscode";
import { needsUser } from "../../core/readings/failure.ts";
import type { Clock } from "../../services/common/clock.ts";
import type { Poller } from "../../services/polling/poller.ts";
import type { KeyStore } from "../../store/secrets/keyStore.ts";

export interface WatchSecretsOptions {
  readonly secrets: SecretStorage;
  readonly keyStore: KeyStore;
  readonly poller: Poller;
  readonly clock: Clock;
  /** An exception nobody expected. */
  readonly reportBug: (error: unknown) => void;
}

/** The event may come twice, and several keys may come together. */
const settleMs = 1000;

/**
 * Reads a stopped account again when its key came from another window.
 * What this window wrote itself (a new key, a rotated token) is no news: reading again because of it would
 * ask a provider that refuses every token once a second.
 */
export function watchSecrets({
  secrets,
  keyStore,
  poller,
  clock,
  reportBug,
}: WatchSecretsOptions): Disposable {
  let stopTimer = () => {};
  const changed = new Set<string>();
  const retry = async (accountId: string) => {
    const status = poller.statuses().find(({ account }) => account.id === accountId);
    if (!status?.failure || !needsUser(status.failure.kind)) return;
    if (await keyStore.isFromOtherWindow(accountId)) await poller.unblock(accountId);
  };
  const retryStopped = () => {
    Promise.all([...changed].map(retry)).catch(reportBug);
    changed.clear();
  };
  return Disposable.from(
    { dispose: () => stopTimer() },
    secrets.onDidChange(({ key }) => {
      const accountId = keyStore.accountIdOf(key);
      if (accountId === undefined) return;
      changed.add(accountId);
      stopTimer();
      stopTimer = clock.after(settleMs, retryStopped);
    }),
  );
}
