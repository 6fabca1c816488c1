import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { onCleanUp } from "./cleanUp.ts";
import { cmdLine } from "./cmdLine.ts";

const isWindows = process.platform === "win32";
const defaultGraceMs = 3_000;

// npm sets these for its own child, and VS Code for its terminal; both would mislead the processes started here.
const misleading =
  /^(npm_package_|npm_lifecycle_|npm_config_local_prefix$|npm_command$|VSCODE_|ELECTRON_|NODE_OPTIONS$)/;

export interface ProcessOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** For a `.cmd` on Windows, which only `cmd.exe` runs. */
  readonly shell?: boolean;
  readonly onOutput?: (text: string) => void;
  /** How long it may take to end after SIGTERM; more for a process that stops others first. */
  readonly graceMs?: number;
}

/** The environment without variables that mislead a child process, plus `extra`. */
export function cleanEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !misleading.test(entry[0]),
  );
  return { ...Object.fromEntries(entries), ...extra };
}

/** A process with everything that it starts in turn; all of it ends with `stop` or with the script. */
export class StartedProcess {
  readonly child: ChildProcess;
  /** The exit code; null when a signal ended it. Rejects when it cannot be started. */
  readonly ended: Promise<number | null>;
  readonly stop: () => Promise<void>;
  output = "";

  constructor(command: string, args: readonly string[], options: ProcessOptions = {}) {
    const { shell = false } = options;
    this.child = spawn(shell ? cmdLine(command, args) : command, shell ? [] : args, {
      cwd: options.cwd,
      shell,
      env: cleanEnvironment(options.env),
      stdio: ["ignore", "pipe", "pipe"],
      // Its own process group, so that its children can be stopped with it.
      detached: !isWindows,
    });
    const collect = (chunk: unknown) => {
      this.output += String(chunk);
      options.onOutput?.(String(chunk));
    };
    this.child.stdout?.on("data", collect);
    this.child.stderr?.on("data", collect);
    this.ended = new Promise((resolve, reject) => {
      this.child.on("error", reject);
      this.child.on("close", resolve);
    });
    this.ended.catch(() => undefined);
    this.stop = onCleanUp(() => stopGroup(this.child.pid, options.graceMs ?? defaultGraceMs));
  }
}

async function stopGroup(pid: number | undefined, graceMs: number): Promise<void> {
  if (pid === undefined) return;
  if (isWindows) {
    spawnSync("taskkill", ["/pid", String(pid), "/t", "/f"]);
    return;
  }
  const hasEnded = () => !signalGroup(pid, 0);
  signalGroup(pid, "SIGTERM");
  for (const until = Date.now() + graceMs; Date.now() < until && !hasEnded(); ) await wait(50);
  if (!hasEnded()) signalGroup(pid, "SIGKILL");
}

function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

export interface CommandResult {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a command to its end. Rejects when the command does not exist, but not for an exit code. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<CommandResult> {
  const started = new StartedProcess(command, args, options);
  const code = await started.ended;
  await started.stop();
  return { code, output: started.output };
}

/** Runs a command and returns its output; throws with the whole output when it fails. */
export async function run(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<string> {
  const { code, output } = await runCommand(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${output}`);
  return output;
}

/** Runs the npm that started this script, or the one on the PATH. */
export async function runNpm(args: readonly string[], cwd: string): Promise<void> {
  const own = process.env.npm_execpath;
  if (own?.endsWith("npm-cli.js")) await run(process.execPath, [own, ...args], { cwd });
  else await run("npm", args, { cwd, shell: isWindows });
}
