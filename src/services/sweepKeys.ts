import type { KeyStore } from "../store/keyStore.ts";
import type { AccountList } from "./accountList.ts";
import type { Shared } from "./claims.ts";
import type { Clock } from "./clock.ts";

/** Long enough for another window to finish adding, or for a person to paste an entry back. */
const graceMs = 10_000;

export interface SweepOptions {
  readonly accounts: AccountList;
  readonly keys: KeyStore;
  readonly shared: Shared;
  readonly clock: Clock;
  /** An exception nobody expected. */
  readonly reportBug: (error: unknown) => void;
}

/**
 * Deletes keys whose account is gone from the settings, once it was gone for a while. A broken entry
 * still counts as there, and so does one that any window added a moment ago. The returned function calls it off.
 */
export function sweepKeys({ accounts, keys, shared, clock, reportBug }: SweepOptions): () => void {
  const orphans = async () => (await keys.accountIds()).filter((id) => !accounts.isTaken(id));
  let before: readonly string[] = [];
  const sweep = async () => {
    const still = new Set(await orphans());
    for (const id of before) {
      if (!still.has(id) || (await accounts.isKnown(id))) continue;
      await keys.delete(id);
      await shared.share((notes) => notes.forgetSealed(id));
    }
  };
  const stopTimer = clock.after(graceMs, () => {
    sweep().catch(reportBug);
  });
  orphans()
    .then((found) => {
      before = found;
    })
    .catch(reportBug);
  return stopTimer;
}
