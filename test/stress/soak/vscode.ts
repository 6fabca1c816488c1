import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { balanceSettings, packDemo, readBalances } from "../../../scripts/demo/balances.ts";
import type { MemorySample } from "../../../scripts/demoDriver/recordMemory.ts";
import { scratchFolder } from "../../../scripts/helpers/cleanUp.ts";
import { log, withProgress } from "../../../scripts/helpers/log.ts";
import { printTable } from "../../../scripts/helpers/report.ts";
import { chooseHost } from "../../../scripts/host/chooseHost.ts";
import { openWorkbench } from "../../../scripts/workbench/workbench.ts";
import type { WorkbenchWindow } from "../../../scripts/workbench/workbenchWindow.ts";
import { waitUntil } from "../../helpers/eventually.ts";
import { countMore, growthHead, growthRows, type Metric, tenthMore } from "./growth.ts";

const windowCount = 4;
const accountCount = 5;
const readMs = 120_000;
const settings = { ...balanceSettings, "creditMonitor.refreshMinutes": 1 };
const refreshKey = "Control+Alt+1";
const recordKey = "Control+Alt+2";
const keybindings = [
  { key: "ctrl+alt+1", command: "creditMonitor.refresh" },
  { key: "ctrl+alt+2", command: "creditMonitorDemoDriver.recordMemory" },
];
/** A refresh of all accounts this often stands for an interval of five minutes. */
const refreshEveryMs = 1_500;
const [rounds, roundMs] = [6, 25_000];
/** Between the refreshes and the samples, so that no request is in flight. */
const idleMs = 5_000;
const recordMs = 60_000;
/** VS Code's own handles come and go. */
const moreHandles = 4;

const metrics: readonly Metric<MemorySample>[] = [
  { name: "resident MB", measure: ({ residentBytes }) => Math.round(residentBytes / 1e6), limit: tenthMore },
  { name: "heap MB", measure: ({ heapBytes }) => Math.round(heapBytes / 1e5) / 10, limit: tenthMore },
  {
    name: "timers",
    measure: ({ resources }) => resources.filter((name) => name === "Timeout").length,
    limit: countMore(moreHandles),
  },
  { name: "all handles", measure: ({ resources }) => resources.length, limit: countMore(moreHandles) },
];

/** A real VS Code with four windows that refresh again and again: returns what grew in their extension hosts. */
export async function vscode(): Promise<readonly string[]> {
  const host = await chooseHost();
  const extensions = await withProgress("building and packing the extension", packDemo);
  const file = path.join(scratchFolder("memory"), "samples.jsonl");
  const env = { CREDIT_MONITOR_MEMORY_FILE: file };
  const workbench = await openWorkbench(host, { extensions, settings, env });
  const { userData } = workbench.profile;
  writeFileSync(path.join(userData, "User", "keybindings.json"), JSON.stringify(keybindings));
  const windows: WorkbenchWindow[] = [];
  // One after the other: a window has the accounts and keys that existed when it opened.
  while (windows.length < windowCount) {
    const window = await workbench.openWindow();
    await readBalances(window, accountCount, readMs);
    windows.push(window);
  }
  let refreshes = 0;
  for (let round = 1; round <= rounds; round += 1) {
    for (const until = Date.now() + roundMs; Date.now() < until; await wait(refreshEveryMs)) {
      await windows[refreshes % windows.length]?.page.keyboard.press(refreshKey);
      refreshes += 1;
    }
    await wait(idleMs);
    for (const { page } of windows) await page.keyboard.press(recordKey);
    await waitUntil(() => readSamples(file).length >= round * windowCount, recordMs);
    log(`refreshed ${refreshes} times`);
  }
  const hosts = [...Map.groupBy(readSamples(file), ({ pid }) => pid).values()];
  // The first sample is before the caches are full.
  const tables = hosts.map(([, ...all], index) =>
    growthRows(`host ${index + 1}`, { first: all.slice(0, 1), last: all.slice(-1), all }, metrics),
  );
  printTable(
    `A real VS Code, ${windowCount} windows, ${accountCount} accounts refreshed ${refreshes} times, garbage collected`,
    growthHead,
    tables.flatMap(({ rows }) => rows),
  );
  await workbench.close();
  const complaints = tables.flatMap((table) => table.complaints);
  // A host that ends is replaced by another process.
  return hosts.length === windowCount ? complaints : [...complaints, `${hosts.length} extension hosts`];
}

function readSamples(file: string): readonly MemorySample[] {
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
  return lines.map((line): MemorySample => JSON.parse(line));
}
