import { constants } from "node:os";
import process from "node:process";
import { UserError } from "./userError.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const parentCheckMs = 500;

type Undo = () => unknown;

const undos: Undo[] = [];
let isStopping = false;

/** Registers what must be undone before the script ends, however it ends. Returns a function that undoes it now. */
export function onCleanUp(undo: Undo): () => Promise<void> {
  undos.push(undo);
  return async () => {
    const at = undos.indexOf(undo);
    if (at < 0) return;
    undos.splice(at, 1);
    await undo();
  };
}

/** Undoes everything, the newest first; one that fails does not keep the others from their turn. */
export async function cleanUp(): Promise<void> {
  for (let undo = undos.pop(); undo; undo = undos.pop()) {
    try {
      await undo();
    } catch (error) {
      console.error("cleaning up:", error);
    }
  }
}

/** Ends the script: undoes everything, then exits with the code that `main` gave, or 1 when it threw. */
export async function runScript(main: () => Promise<number>): Promise<void> {
  stopOnSignals();
  let code = 1;
  try {
    code = await main();
  } catch (error) {
    if (!isStopping) console.error(error instanceof UserError ? error.message : error);
  }
  // A signal that came meanwhile cleans up and exits by itself.
  if (isStopping) return;
  await cleanUp();
  process.exit(code);
}

function stopOnSignals(): void {
  const stop = (signal: (typeof signals)[number]) => {
    // Ctrl-C reaches us from the terminal and again from our parent.
    if (isStopping) return;
    isStopping = true;
    console.log(`› stopping (${signal})`);
    void cleanUp().finally(() => process.exit(128 + constants.signals[signal]));
  };
  for (const signal of signals) process.on(signal, () => stop(signal));
  // A parent that was killed outright has told us nothing.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop("SIGTERM"), parentCheckMs).unref();
}
