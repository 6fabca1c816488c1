import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { cleanEnvironment } from "./cleanEnvironment.ts";
import { onCleanUp } from "./cleanUp.ts";

const isWindows = process.platform === "win32";
const usualGraceMs = 3_000;

export interface ProcessOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly shell?: boolean;
  readonly onOutput?: (text: string) => void;
  /** How long it may take to end by itself when asked to; more for one that has processes of its own to stop. */
  readonly graceMs?: number;
}

/** A process with everything it starts in turn; all of it ends with `stop` or with the script. */
export class StartedProcess {
  readonly child: ChildProcess;
  /** The exit code; null when a signal ended it. Rejects when it cannot be started. */
  readonly ended: Promise<number | null>;
  readonly stop: () => Promise<void>;
  output = "";

  constructor(command: string, args: readonly string[], options: ProcessOptions = {}) {
    this.child = spawn(command, args, {
      cwd: options.cwd,
      shell: options.shell ?? false,
      env: cleanEnvironment(options.env),
      stdio: ["ignore", "pipe", "pipe"],
      // Its own process group, so that grandchildren can be stopped with it.
      detached: !isWindows,
    });
    const take = (chunk: unknown) => {
      this.output += String(chunk);
      options.onOutput?.(String(chunk));
    };
    this.child.stdout?.on("data", take);
    this.child.stderr?.on("data", take);
    this.ended = new Promise((resolve, reject) => {
      this.child.on("error", reject);
      this.child.on("close", resolve);
    });
    this.ended.catch(() => undefined);
    this.stop = onCleanUp(() => this.#stop(options.graceMs ?? usualGraceMs));
  }

  async #stop(graceMs: number): Promise<void> {
    const { pid } = this.child;
    if (pid === undefined) return;
    if (isWindows) {
      spawnSync("taskkill", ["/pid", String(pid), "/t", "/f"]);
      return;
    }
    const hasGone = () => !signalGroup(pid, 0);
    signalGroup(pid, "SIGTERM");
    for (const until = Date.now() + graceMs; Date.now() < until && !hasGone(); ) await wait(50);
    if (!hasGone()) signalGroup(pid, "SIGKILL");
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}
