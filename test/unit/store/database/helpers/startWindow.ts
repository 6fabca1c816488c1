import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { tempFolder } from "./tempHistory.ts";

export interface StartedWindow {
  /** Resolves with its first words. */
  readonly speaks: () => Promise<void>;
  readonly kill: () => void;
  /** Lines that it said before it ended, and what went to the error output. */
  readonly ended: Promise<{ readonly lines: readonly string[]; readonly errors: string }>;
}

/** Another window, as a process. It speaks into a file, so that nothing it said is lost when it is killed. */
export function startWindow(
  file: string,
  what: "record" | "page" | "own",
  options: { readonly startMs?: number; readonly count: number },
): StartedWindow {
  const program = path.join(import.meta.dirname, "windowProcess.ts");
  const given = [program, file, what, String(options.startMs ?? 0), String(options.count)];
  const said = path.join(tempFolder(), "said");
  const descriptor = openSync(said, "a");
  const child = spawn(process.execPath, given, { stdio: ["ignore", descriptor, "pipe"] });
  closeSync(descriptor);
  let errors = "";
  child.stderr?.on("data", (chunk) => {
    errors += String(chunk);
  });
  const read = () => readFileSync(said, "utf8");
  const ended = new Promise<{ lines: string[]; errors: string }>((resolve, reject) => {
    child.on("error", reject);
    // Only whole lines count: it may have been killed in the middle of one.
    child.on("close", () => resolve({ lines: read().split("\n").slice(0, -1), errors }));
  });
  const speaks = async () => {
    while (read() === "" && child.exitCode === null) await wait(5);
  };
  return { speaks, kill: () => child.kill("SIGKILL"), ended };
}
