import { appendFileSync, existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { extensions } from "vscode";
import {
  type Activation,
  type ActivationRun,
  type ExtensionName,
  measuredExtensions,
} from "../activationRun.ts";
import { watchActivations } from "./watchActivations.ts";

// VS Code activates this extension before those that wait until it has started, as the product does. The
// other extensions that start at once have done so by then.
const settleMs = 1_000;
/** VS Code has activated everything by then, if it ever does. */
const startMs = 10_000;
const lookMs = 100;

/**
 * Measures the activations of one start, and appends a line to the file that the environment names. In an idle host it
 * activates them itself, in turns the one or the other first.
 */
export async function activate(): Promise<void> {
  const file = process.env.CREDIT_MONITOR_BENCH_RUNS;
  if (file === undefined) return;
  const activations: Partial<Record<ExtensionName, Activation>> = {};
  let isHistoryOpen = false;
  watchActivations((name, activation) => {
    activations[name] = activation;
    if (name === "ours") isHistoryOpen = hasHistoryOpen();
  });
  const record = (wasActive: boolean) => {
    const run: ActivationRun = { activations, wasActive, isHistoryOpen };
    appendFileSync(file, `${JSON.stringify(run)}\n`);
  };
  if (process.env.CREDIT_MONITOR_BENCH_WAY === "start") {
    // Not awaited: VS Code activates the others meanwhile.
    const untilMs = performance.now() + startMs;
    const looks = setInterval(() => {
      const isDone = Object.keys(activations).length === Object.keys(measuredExtensions).length;
      if (!isDone && performance.now() < untilMs) return;
      clearInterval(looks);
      record(false);
    }, lookMs);
    return;
  }
  await wait(settleMs);
  const ids = Object.values(measuredExtensions);
  const wasActive = ids.some((id) => extensions.getExtension(id)?.isActive);
  const runs = existsSync(file) ? readFileSync(file, "utf8").split("\n").length : 0;
  const first = runs % ids.length;
  for (const id of [...ids.slice(first), ...ids.slice(0, first)])
    await extensions.getExtension(id)?.activate();
  record(wasActive);
}

/** Whether this process has the database open; without /proc, whether it has loaded the code that opens it. */
function hasHistoryOpen(): boolean {
  const folder = "/proc/self/fd";
  if (!existsSync(folder)) return Object.keys(require.cache).some((file) => file.endsWith("openHistory.cjs"));
  return readdirSync(folder).some((name) => linkOf(`${folder}/${name}`).includes("history.db"));
}

function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return "";
  }
}
