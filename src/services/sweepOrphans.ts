import type { KeyStore } from "../store/keyStore.ts";
import type { AccountList } from "./accountList.ts";
import type { AttemptStore } from "./attemptStore.ts";
import type { Clock } from "./clock.ts";

/** Long enough for another window to finish adding, or for a person to paste an entry back. */
const graceMs = 10_000;

/**
 * Deletes keys and readings whose account is gone from the settings, once it was gone for a while.
 * A broken entry still counts as there. The returned function calls it off.
 */
export function sweepOrphans(
  accounts: AccountList,
  stores: readonly (Pick<KeyStore, "accountIds" | "delete"> | Pick<AttemptStore, "accountIds" | "delete">)[],
  clock: Clock,
  onError: (error: unknown) => void,
): () => void {
  const orphansOf = async (store: (typeof stores)[number]) =>
    (await store.accountIds()).filter((id) => !accounts.isTaken(id));
  const sweep = async () => {
    const before = await Promise.all(stores.map(orphansOf));
    stopTimer = clock.after(graceMs, () => {
      const deletions = stores.map(async (store, index) => {
        const still = new Set(await orphansOf(store));
        await Promise.all((before[index] ?? []).filter((id) => still.has(id)).map((id) => store.delete(id)));
      });
      Promise.all(deletions).catch(onError);
    });
  };
  let stopTimer = () => {};
  sweep().catch(onError);
  return () => stopTimer();
}
