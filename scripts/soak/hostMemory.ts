import { setTimeout as wait } from "node:timers/promises";
import { log } from "../helpers/log.ts";
import { printTable } from "../helpers/report.ts";
import { extensionHosts } from "./extensionHosts.ts";
import { type Figure, more, share } from "./growthLimit.ts";
import { type HostCensus, inspectHost } from "./hostInspector.ts";
import { accountCount, refreshKey, type SampleWindows } from "./openSampleWindows.ts";

/** A refresh of all accounts this often stands for an interval of five minutes. */
const refreshEveryMs = 1_500;
const lookEveryMs = 25_000;
const looks = 6;
/** The first look is before the caches are full. */
const settled = 1;
/** VS Code's own come and go. */
const mostMoreResources = 4;

/** Refreshes all accounts again and again in turn; returns what grew in the extension hosts. */
export async function hostMemory({ workbench, windows }: SampleWindows): Promise<string[]> {
  const pids = extensionHosts(workbench.profile.userData);
  const series: HostCensus[][] = [];
  let refreshes = 0;
  while (series.length < looks) {
    for (const until = Date.now() + lookEveryMs; Date.now() < until; await wait(refreshEveryMs)) {
      await windows[refreshes % windows.length]?.page.keyboard.press(refreshKey);
      refreshes += 1;
    }
    const running = extensionHosts(workbench.profile.userData);
    if (pids.some((pid) => !running.includes(pid)))
      return ["an extension host ended that nobody had stopped"];
    const look: HostCensus[] = [];
    // One after the other: they would all open the inspector on the same port.
    for (const pid of pids) look.push(await inspectHost(pid));
    series.push(look);
    log(
      `extension hosts: ${look.map(({ residentBytes }) => megabytes(residentBytes)).join(", ")} MB resident`,
    );
  }
  const complaints: string[] = [];
  const rows = pids.flatMap((_pid, index) =>
    Object.entries(figures).map(([name, { of, most }]) => {
      const values = series.map((look) => of(look[index]));
      const [before = Number.NaN, after = Number.NaN] = [values[settled], values.at(-1)];
      if (!(after <= most(before)))
        complaints.push(`extension host ${index + 1}: ${name} ${before} → ${after}`);
      const change = `${((after / before - 1) * 100).toFixed(1)} %`;
      return [`host ${index + 1}, ${name}`, ...values.map(String), change];
    }),
  );
  const title = `A real VS Code, ${windows.length} windows, ${accountCount} accounts refreshed ${refreshes} times, garbage collected`;
  const head = series.map((_look, index) => `${((index + 1) * lookEveryMs) / 1000} s`);
  printTable(title, ["", ...head, "change since the second"], rows);
  if (pids.length !== windows.length) complaints.push(`${pids.length} extension hosts`);
  return complaints;
}

const figures: Readonly<Record<string, Figure<HostCensus | undefined>>> = {
  "resident MB": { of: (census) => Math.round((census?.residentBytes ?? Number.NaN) / 1e6), most: share },
  "heap MB": { of: (census) => Math.round((census?.heapBytes ?? Number.NaN) / 1e5) / 10, most: share },
  timers: { of: (census) => countOf(census, "Timeout"), most: more(mostMoreResources) },
  "all handles": { of: (census) => census?.resources.length ?? Number.NaN, most: more(mostMoreResources) },
};

function countOf(census: HostCensus | undefined, resource: string): number {
  return census?.resources.filter((name) => name === resource).length ?? Number.NaN;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
