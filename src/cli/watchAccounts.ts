import { setTimeout as sleep } from "node:timers/promises";
import { LocalAccounts } from "./localAccounts.ts";
import { StorageError } from "./storageError.ts";

const checkMs = 1_000;
/** One failure in a row is normal while VS Code replaces or locks the history. */
const maxSilentFailures = 1;

export interface WatchOptions {
  readonly storageFolder: string;
  /** Calls `onChange` again after this time, because ages change although nothing was read. */
  readonly redrawMs: number;
  /** Ends the watch. */
  readonly signal: AbortSignal;
  readonly onChange: (accounts: LocalAccounts) => Promise<void>;
  /** The accounts cannot be read for now. */
  readonly onProblem: (error: StorageError) => void;
}

/**
 * Calls `onChange` at once, and whenever a window wrote. Throws a `StorageError` when there is nothing to read at the
 * start. Later, it opens the history again each second until it can be read: VS Code may have been closed, updated or
 * have replaced the file.
 */
export async function watchAccounts({
  storageFolder,
  redrawMs,
  signal,
  onChange,
  onProblem,
}: WatchOptions): Promise<void> {
  let accounts: LocalAccounts | undefined = LocalAccounts.open(storageFolder);
  let [version, changedAtMs, failures] = ["", 0, 0];
  try {
    while (!signal.aborted) {
      try {
        accounts ??= LocalAccounts.open(storageFolder);
        const current = accounts.version();
        if (current !== version || Date.now() - changedAtMs > redrawMs) {
          await accounts.reload();
          await onChange(accounts);
          [version, changedAtMs] = [current, Date.now()];
        }
        failures = 0;
      } catch (error) {
        if (!(error instanceof StorageError)) throw error;
        accounts?.close();
        accounts = undefined;
        version = "";
        failures += 1;
        if (failures === maxSilentFailures + 1) onProblem(error);
      }
      await sleep(checkMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    accounts?.close();
  }
}
