import { dayMs } from "../../core/time/durations.ts";
import type { KeyStore } from "../../store/secrets/keyStore.ts";
import type { AccountList } from "../accounts/accountList.ts";
import type { Clock } from "../common/clock.ts";
import type { Disposable } from "../common/disposable.ts";
import type { Coordinator } from "../coordination/leases.ts";
import type { NotificationLog } from "../coordination/notificationLog.ts";

/** Long enough for another window to finish adding an account. */
const settleMs = 10_000;
/** How long an entry may be missing from the settings, for example commented out or in a broken file. */
export const orphanAgeMs = 7 * dayMs;

export interface OrphanedKeysOptions {
  readonly accountList: AccountList;
  readonly keyStore: KeyStore;
  readonly notificationLog: NotificationLog;
  readonly coordinator: Coordinator;
  readonly clock: Clock;
  /** Reports an unexpected exception. */
  readonly reportBug: (error: unknown) => void;
}

/**
 * Deletes the keys of accounts that have been missing from the settings for a week. It checks after the start and after
 * each change of the account list; the windows share since when an account is missing. An invalid entry does not count
 * as missing, and neither does an entry that any window added recently.
 */
export function deleteOrphanedKeys(options: OrphanedKeysOptions): Disposable {
  const { accountList, keyStore, notificationLog, coordinator, clock, reportBug } = options;
  const deleteOrphans = async () => {
    // An empty list is more likely lost than intended, so no key is deleted.
    if (accountList.all().length + accountList.invalid().length === 0) return;
    for (const id of await keyStore.accountIds()) {
      const missing = `missing ${id}`;
      if (await accountList.isKnown(id)) {
        await notificationLog.reset(missing);
        continue;
      }
      // The first claim records since when the account is missing. The second one succeeds after `orphanAgeMs`.
      if (await notificationLog.claim(missing)) continue;
      if (!(await notificationLog.claim(missing, orphanAgeMs))) continue;
      await keyStore.delete(id);
      await coordinator.coordinate((store) => store.deleteTokens(id));
    }
  };
  const schedule = () => clock.after(settleMs, () => void deleteOrphans().catch(reportBug));
  let stopTimer = schedule();
  const subscription = accountList.onDidChange(() => {
    stopTimer();
    stopTimer = schedule();
  });
  return {
    dispose: () => {
      subscription.dispose();
      stopTimer();
    },
  };
}
