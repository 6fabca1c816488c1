import { writeFileSync } from "node:fs";
import path from "node:path";
import { packDemo, readBalances } from "../demo/balances.ts";
import { withProgress } from "../helpers/log.ts";
import { chooseHost } from "../host/chooseHost.ts";
import { openWorkbench, type Workbench } from "../workbench/workbench.ts";
import type { WorkbenchWindow } from "../workbench/workbenchWindow.ts";

export const accountCount = 5;
/** Reads all accounts. */
export const refreshKey = "Control+Alt+1";
export const readMs = 120_000;

export interface SampleWindows {
  readonly workbench: Workbench;
  readonly windows: readonly WorkbenchWindow[];
}

/** A real VS Code with windows that all show the five sample accounts. */
export async function openSampleWindows(count: number): Promise<SampleWindows> {
  const host = await chooseHost();
  const extensions = await withProgress("building and packing the extension", packDemo);
  const settings = { "creditMonitor.statusBar.show": "all", "creditMonitor.refreshMinutes": 1 };
  const workbench = await openWorkbench(host, { extensions, settings });
  const keys = [{ key: "ctrl+alt+1", command: "creditMonitor.refresh" }];
  writeFileSync(path.join(workbench.profile.userData, "User", "keybindings.json"), JSON.stringify(keys));
  const windows: WorkbenchWindow[] = [];
  // One after the other: a window knows the accounts and keys that were there when it opened.
  while (windows.length < count) {
    const window = await workbench.openWindow();
    await readBalances(window, accountCount, readMs);
    windows.push(window);
  }
  return { workbench, windows };
}
