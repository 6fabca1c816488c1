import { log } from "../helpers/log.ts";
import { hostKills } from "./hostKills.ts";
import { hostMemory } from "./hostMemory.ts";
import { openSampleWindows } from "./openSampleWindows.ts";
import type { SoakOptions } from "./soakOptions.ts";

const windowCount = 4;

/** A real VS Code with four windows: what its extension hosts keep while they refresh, and what killing them does. */
export async function vscode({ seed }: SoakOptions): Promise<string[]> {
  if (process.platform !== "linux") {
    log("vscode: left out, for its processes are found in /proc");
    return [];
  }
  const open = await openSampleWindows(windowCount);
  const complaints = [...(await hostMemory(open)), ...(await hostKills(open, seed))];
  await open.workbench.close();
  return complaints;
}
