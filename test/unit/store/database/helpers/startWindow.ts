import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { tempFolder } from "./tempHistory.ts";

export interface StartedWindow {
  /** Resolves when the window has written its first output. */
  readonly hasOutput: () => Promise<void>;
  readonly kill: () => void;
  /** The lines that it wrote before it ended, and its error output. */
  readonly ended: Promise<{ readonly lines: readonly string[]; readonly errors: string }>;
}

/** Another window, as a process of this Node or of another one. It writes into a file, so that no output is lost when it is killed. */
export function startWindow(
  file: string,
  work: "record" | "page" | "own",
  options: { readonly startMs?: number; readonly count: number; readonly node?: string },
): StartedWindow {
  const program = path.join(import.meta.dirname, "windowProcess.ts");
  const args = [program, file, work, String(options.startMs ?? 0), String(options.count)];
  const outputFile = path.join(tempFolder(), "output");
  const descriptor = openSync(outputFile, "a");
  const child = spawn(options.node ?? process.execPath, args, { stdio: ["ignore", descriptor, "pipe"] });
  closeSync(descriptor);
  let errors = "";
  child.stderr?.on("data", (chunk) => {
    errors += String(chunk);
  });
  const read = () => readFileSync(outputFile, "utf8");
  const ended = new Promise<{ lines: string[]; errors: string }>((resolve, reject) => {
    child.on("error", reject);
    // Only complete lines count: the process may have been killed in the middle of one.
    child.on("close", () => resolve({ lines: read().split("\n").slice(0, -1), errors }));
  });
  const hasOutput = async () => {
    while (read() === "" && child.exitCode === null) await wait(5);
  };
  return { hasOutput, kill: () => child.kill("SIGKILL"), ended };
}
