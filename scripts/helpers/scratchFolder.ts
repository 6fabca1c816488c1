import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onCleanUp } from "./cleanUp.ts";

/** A new folder that is gone when the script ends. The name is short: sockets below it have 104 bytes on macOS. */
export function scratchFolder(name: string, parent = tmpdir()): string {
  const folder = mkdtempSync(path.join(parent, `cm-${name}-`));
  // Retries: a process that was just stopped may still hold a file for a moment.
  onCleanUp(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));
  return folder;
}
