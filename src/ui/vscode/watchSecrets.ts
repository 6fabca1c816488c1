import { Disposable, type SecretStorage } from "vscode";
import { needsUserAction } from "../../core/readings/failure.ts";
import type { Clock } from "../../services/common/clock.ts";
import type { Poller } from "../../services/polling/poller.ts";
import type { KeyStore } from "../../store/secrets/keyStore.ts";

export interface WatchSecretsOptions {
  readonly secrets: SecretStorage;
  readonly keyStore: KeyStore;
  readonly poller: Poller;
  readonly clock: Clock;
  /** Reports an unexpected exception. */
  readonly reportBug: (error: unknown) => void;
}

/** The event may fire twice for one key, and for several keys at once. */
const debounceMs = 1000;

/**
 * Reads an account again that waits for a valid key, when another window stored a key for it. Keys and tokens that this
 * window stored do not count. Otherwise a provider that refuses every token would get a request each second.
 */
export function watchSecrets({
  secrets,
  keyStore,
  poller,
  clock,
  reportBug,
}: WatchSecretsOptions): Disposable {
  let stopTimer = () => {};
  const changedIds = new Set<string>();
  const retry = async (accountId: string) => {
    const status = poller.status(accountId);
    if (!status?.failure || !needsUserAction(status.failure.kind)) return;
    if (await keyStore.isFromOtherWindow(accountId)) await poller.unblock(accountId);
  };
  const retryChanged = () => {
    Promise.all([...changedIds].map(retry)).catch(reportBug);
    changedIds.clear();
  };
  return Disposable.from(
    { dispose: () => stopTimer() },
    secrets.onDidChange(({ key }) => {
      const accountId = keyStore.accountIdOf(key);
      if (accountId === undefined) return;
      changedIds.add(accountId);
      stopTimer();
      stopTimer = clock.after(debounceMs, retryChanged);
    }),
  );
}
