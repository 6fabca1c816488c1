import type { KeyStore } from "../store/keyStore.ts";
import type { AccountList } from "./accountList.ts";
import type { Clock } from "./clock.ts";

/** Long enough for another window to finish adding, or for a person to paste an entry back. */
const graceMs = 10_000;

/**
 * Deletes keys whose account is gone from the settings, once it was gone for a while. A broken entry
 * still counts as there. The returned function calls it off.
 */
export function sweepKeys(
  accounts: AccountList,
  keys: KeyStore,
  clock: Clock,
  onError: (error: unknown) => void,
): () => void {
  const orphans = async () => (await keys.accountIds()).filter((id) => !accounts.isTaken(id));
  let before: readonly string[] = [];
  const sweep = async () => {
    const still = new Set(await orphans());
    await Promise.all(before.filter((id) => still.has(id)).map((id) => keys.delete(id)));
  };
  const stopTimer = clock.after(graceMs, () => {
    sweep().catch(onError);
  });
  orphans()
    .then((found) => {
      before = found;
    })
    .catch(onError);
  return stopTimer;
}
