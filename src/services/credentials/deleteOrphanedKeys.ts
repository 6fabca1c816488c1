import { dayMs } from "../../core/time/durations.ts";
import type { KeyStore } from "../../store/secrets/keyStore.ts";
import type { AccountList } from "../accounts/accountList.ts";
import type { Clock } from "../common/clock.ts";
import type { Disposable } from "../common/disposable.ts";
import type { Coordinator } from "../coordination/leases.ts";
import type { NotificationLog } from "../coordination/notificationLog.ts";

/** Long enough for another window to finish adding. */
const settleMs = 10_000;
/** For so long an entry may be out of the list, commented out or cut off by a file that is broken. */
export const orphanAgeMs = 7 * dayMs;

export interface OrphanedKeysOptions {
  readonly accountList: AccountList;
  readonly keyStore: KeyStore;
  readonly notificationLog: NotificationLog;
  readonly coordinator: Coordinator;
  readonly clock: Clock;
  /** An exception nobody expected. */
  readonly reportBug: (error: unknown) => void;
}

/**
 * Deletes keys whose account has been gone from the settings for a week: it looks after each start and each change
 * of the list, and the windows note for each other since when one is missing. A broken entry still counts as there,
 * and so does one that any window added a moment ago.
 */
export function deleteOrphanedKeys({
  accountList,
  keyStore,
  notificationLog,
  coordinator,
  clock,
  reportBug,
}: OrphanedKeysOptions): Disposable {
  const deleteOrphans = async () => {
    // A list without any entry is lost rather than meant: nothing is concluded from it.
    if (accountList.all().length + accountList.invalid().length === 0) return;
    for (const id of await keyStore.accountIds()) {
      const missing = `missing ${id}`;
      if (await accountList.isKnown(id)) {
        await notificationLog.reset(missing);
        continue;
      }
      // The first question notes since when, for whoever asks the second one later.
      if ((await notificationLog.claim(missing)) || !(await notificationLog.claim(missing, orphanAgeMs)))
        continue;
      await keyStore.delete(id);
      await coordinator.coordinate((notes) => notes.deleteTokens(id));
    }
  };
  const arm = () => clock.after(settleMs, () => void deleteOrphans().catch(reportBug));
  let stopTimer = arm();
  const changes = accountList.onDidChange(() => {
    stopTimer();
    stopTimer = arm();
  });
  return {
    dispose: () => {
      changes.dispose();
      stopTimer();
    },
  };
}
