import { mkdtempSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const parentCheckMs = 500;

type Undo = () => unknown;

const undos: Undo[] = [];
let isStopping = false;

/** An error whose message is all that the reader needs: it is printed without a stack. */
export class UserError extends Error {}

/**
 * Registers what must be undone before the script ends, however it ends. Returns a function that undoes it
 * now.
 */
export function onCleanUp(undo: Undo): () => Promise<void> {
  undos.push(undo);
  return async () => {
    const at = undos.indexOf(undo);
    if (at < 0) return;
    undos.splice(at, 1);
    await undo();
  };
}

/**
 * A new folder that is deleted when the script ends. The name is short: sockets below it have 104 bytes on
 * macOS.
 */
export function scratchFolder(name: string, parent = tmpdir()): string {
  const folder = mkdtempSync(path.join(parent, `cm-${name}-`));
  // Retries: a process that was just stopped may still hold a file for a moment.
  onCleanUp(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));
  return folder;
}

/** Undoes everything, the newest first; a failure does not stop the rest. */
export async function cleanUp(): Promise<void> {
  for (let undo = undos.pop(); undo; undo = undos.pop()) {
    try {
      await undo();
    } catch (error) {
      console.error("cleaning up:", error);
    }
  }
}

/** Runs a script: cleans up after `main`, then exits with the code that it returned, or 1 when it threw. */
export async function runScript(main: () => Promise<number>): Promise<void> {
  cleanUpOnSignals();
  let code = 1;
  try {
    code = await main();
  } catch (error) {
    if (!isStopping) console.error(error instanceof UserError ? error.message : error);
  }
  // The handler of a signal cleans up and exits by itself.
  if (isStopping) return;
  await cleanUp();
  process.exit(code);
}

/** Cleans up and exits when a signal arrives, or when the parent process has ended. */
export function cleanUpOnSignals(): void {
  const stop = (signal: (typeof signals)[number]) => {
    // Ctrl-C arrives from the terminal and again from the parent.
    if (isStopping) return;
    isStopping = true;
    console.log(`› stopping (${signal})`);
    void cleanUp().finally(() => process.exit(128 + constants.signals[signal]));
  };
  for (const signal of signals) process.on(signal, () => stop(signal));
  // A parent that was killed with SIGKILL sends no signal.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop("SIGTERM"), parentCheckMs).unref();
}
