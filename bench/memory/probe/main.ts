import { appendFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { commands, type ExtensionContext } from "vscode";
import type { HostSample } from "../hostSample.ts";

/** Appends a line to the file that the environment names, with each call of its command. */
export function activate({ subscriptions }: ExtensionContext): void {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  let collectionsMs = 0;
  const record = () => {
    const cpuMs = processMs();
    // Twice: the first collection runs finalizers, which let go of more.
    collect();
    collect();
    const sample: HostSample = {
      heapBytes: process.memoryUsage().heapUsed,
      cpuMs: cpuMs - collectionsMs,
      atMs: Date.now(),
    };
    appendFileSync(String(process.env.CREDIT_MONITOR_BENCH_SAMPLES), `${JSON.stringify(sample)}\n`);
    collectionsMs += processMs() - cpuMs;
  };
  subscriptions.push(commands.registerCommand("creditMonitorProbe.record", record));
}

/** What the process has used of the processor since it started. */
function processMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
