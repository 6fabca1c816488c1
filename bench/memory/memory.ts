// What an idle window costs: heap and processor time of the extension host in the third minute of rest, beside a host
// with an extension that does nothing, and the heap after the panel was opened and closed. CREDIT_MONITOR_BENCH_OLD names an
// older VSIX to measure as well.
import { setTimeout as wait } from "node:timers/promises";
import { runScript } from "../../scripts/helpers/cleanUp.ts";
import { withProgress } from "../../scripts/helpers/log.ts";
import { printTable } from "../../scripts/helpers/report.ts";
import { chooseHost } from "../../scripts/host/chooseHost.ts";
import { minuteMs } from "../../src/core/time/durations.ts";
import { benchAccountsOf } from "../helpers/benchAccounts.ts";
import { packExtensions } from "../helpers/packExtensions.ts";
import type { HostSample } from "./hostSample.ts";
import { type IdleCase, IdleWindow, openings } from "./idleWindow.ts";

interface Cost {
  readonly heapMb: number;
  /** In a minute. */
  readonly cpuMs: number;
  /** After the panel was opened and closed ten times, and ten times more. */
  readonly afterPanelMb: readonly number[];
}

await runScript(async () => {
  const [host, [ours = "", empty = "", probe = ""]] = await Promise.all([
    chooseHost(),
    withProgress("building and packing", () => packExtensions("helpers/emptyExtension", "memory/probe")),
  ]);
  const old = process.env.CREDIT_MONITOR_BENCH_OLD;
  const builds = [["", ours], ...(old === undefined ? [] : [[", older", old]])] as const;
  const cases: readonly IdleCase[] = [
    { name: "empty extension", extension: empty, accounts: [], opensPanel: false },
    ...builds.flatMap(([suffix, extension]) =>
      [5, 30].map((count) => ({
        name: `${count} accounts${suffix}`,
        extension: String(extension),
        accounts: benchAccountsOf(count),
        opensPanel: true,
      })),
    ),
  ];
  const windows: IdleWindow[] = [];
  for (const testCase of cases)
    windows.push(
      await withProgress(`opening ${testCase.name}`, () => IdleWindow.open(host, probe, testCase)),
    );
  // They rest beside each other. What VS Code and the extension do after a start ends within two minutes; the next one is
  // measured.
  await withProgress("resting", () => wait(2 * minuteMs));
  const before = await recordAll(windows);
  await withProgress("resting", () => wait(minuteMs));
  const after = await recordAll(windows);
  const costs: Cost[] = [];
  for (const [index, window] of windows.entries()) {
    const [first, last] = [before[index], after[index]];
    if (!first || !last) continue;
    costs.push({
      heapMb: last.heapBytes / 1e6,
      cpuMs: ((last.cpuMs - first.cpuMs) * minuteMs) / (last.atMs - first.atMs),
      afterPanelMb: await withProgress(`panels of ${window.testCase.name}`, () => window.openPanels()),
    });
    await window.close();
  }
  const [floor] = costs;
  if (!floor) return 1;
  printTable(
    "An idle window: the extension host after three minutes of rest",
    ["", "heap", "beside empty", "CPU a minute", "to empty", `panel ${openings} times`, `${openings} more`],
    costs.map((cost, index) => rowOf(String(cases[index]?.name), cost, floor)),
  );
  return 0;
});

async function recordAll(windows: readonly IdleWindow[]): Promise<readonly HostSample[]> {
  const samples: HostSample[] = [];
  for (const window of windows) samples.push(await window.record());
  return samples;
}

function rowOf(name: string, cost: Cost, floor: Cost): string[] {
  const more = (mb: number) => `${mb < floor.heapMb ? "" : "+"}${(mb - floor.heapMb).toFixed(1)} MB`;
  return [
    name,
    `${cost.heapMb.toFixed(1)} MB`,
    cost === floor ? "" : more(cost.heapMb),
    `${cost.cpuMs.toFixed(0)} ms`,
    `${(cost.cpuMs / floor.cpuMs).toFixed(2)} ×`,
    ...cost.afterPanelMb.map(more),
  ];
}
