import { watch } from "node:fs";
import path from "node:path";
import type { Disposable } from "../common/disposable.ts";

/**
 * Calls `onWrite` after writes to a database file by any process of this machine, this one included; several writes may give
 * one call. `undefined` where the system promises no call for each write: macOS and Windows may report a file that stays open only
 * when it is closed, and Linux limits how many folders can be watched (inotify(7)).
 */
export function watchFile(file: string, onWrite: () => void): Disposable | undefined {
  if (process.platform !== "linux") return undefined;
  const [folder, name] = [path.dirname(file), path.basename(file)];
  try {
    // The folder, because SQLite writes to files beside the database: its write-ahead log or its rollback journal.
    const watcher = watch(folder, { persistent: false }, (_event, changed) => {
      if (changed?.startsWith(name)) onWrite();
    });
    // A watcher that fails reports no more writes, which the caller notices.
    watcher.on("error", () => watcher.close());
    return { dispose: () => watcher.close() };
  } catch {
    return undefined;
  }
}
