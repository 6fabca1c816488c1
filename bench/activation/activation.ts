// How long activation takes, beside an extension that shows a kept amount and no more, and one that does nothing: as
// VS Code starts, where extensions activate beside each other, and in an idle host. Also whether the database was opened
// before activation ended, which must not happen. CREDIT_MONITOR_BENCH_OLD names an older VSIX to measure as well.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { runScript, scratchFolder, UserError } from "../../scripts/helpers/cleanUp.ts";
import { withProgress } from "../../scripts/helpers/log.ts";
import { median, milliseconds, printTable, ratio, spread } from "../../scripts/helpers/report.ts";
import { chooseHost } from "../../scripts/host/chooseHost.ts";
import type { Host } from "../../scripts/host/host.ts";
import type { Profile } from "../../scripts/workbench/profile.ts";
import { openWorkbench } from "../../scripts/workbench/workbench.ts";
import { statusBarItemId } from "../../scripts/workbench/workbenchWindow.ts";
import { benchAccounts } from "../helpers/benchAccounts.ts";
import { packExtensions } from "../helpers/packExtensions.ts";
import { placeHistory } from "../helpers/placeHistory.ts";
import {
  type Activation,
  type ActivationRun,
  type ExtensionName,
  measuredExtensions,
  type Way,
} from "./activationRun.ts";

const starts = 9;
/** The status bar items in the page. */
const itemIds = {
  ours: statusBarItemId,
  bare: `${measuredExtensions.bare}.amount`,
} as const;
/** Notes in the page when each item first shows a text, in epoch milliseconds. */
const watchItems = `
  window.creditMonitorShown = {};
  const ids = ${JSON.stringify(itemIds)};
  const look = () => {
    for (const [name, id] of Object.entries(ids)) {
      if (window.creditMonitorShown[name] === undefined && document.getElementById(id)?.textContent)
        window.creditMonitorShown[name] = Date.now();
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
`;
const startMs = 60_000;

/** A start with the times at which each item was shown first. */
interface Start extends ActivationRun {
  readonly shownAtMs: Readonly<Partial<Record<ExtensionName, number>>>;
}

interface Case {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly prepare: (profile: Profile) => Promise<void>;
}

const cases: readonly Case[] = [
  { name: "empty profile", settings: {}, prepare: async () => {} },
  {
    name: "20 accounts, 1,000,000 samples",
    settings: { "creditMonitor.accounts": benchAccounts },
    prepare: placeHistory,
  },
];
const ways: Readonly<Record<Way, string>> = { start: "at the start", idle: "in an idle host" };
const names: Readonly<Record<ExtensionName, string>> = {
  ours: "Credit Monitor",
  bare: "bare extension",
  empty: "empty extension",
};

await runScript(async () => {
  const [host, [ours = "", ...others]] = await Promise.all([
    chooseHost(),
    withProgress("building and packing", () =>
      packExtensions("helpers/emptyExtension", "activation/bareExtension", "activation/driver"),
    ),
  ]);
  const old = process.env.CREDIT_MONITOR_BENCH_OLD;
  const builds = [
    { suffix: "", file: ours },
    ...(old === undefined ? [] : [{ suffix: ", older", file: old }]),
  ];
  for (const way of Object.keys(ways) as Way[]) {
    const rows: string[][] = [];
    for (const testCase of cases) {
      for (const { suffix, file } of builds) {
        const title = `${testCase.name}${suffix}`;
        const runs = await withProgress(`${title}, ${ways[way]}: ${starts} starts`, () =>
          measureStarts(host, [file, ...others], testCase, way),
        );
        rows.push(...rowsOf(title, runs));
      }
    }
    printTable(
      `Activation ${ways[way]}, ${starts} starts each: from the first line of code to the end of activate()`,
      [
        "",
        "median",
        "min – max",
        "to bare",
        "CPU",
        "CPU to bare",
        "code",
        "shown",
        "to bare",
        "database open",
      ],
      rows,
    );
  }
  return 0;
});

function rowsOf(title: string, runs: readonly Start[]): string[][] {
  // From the first line of the first of them: there, VS Code has told all that it has started.
  const shown = (name: ExtensionName) =>
    runs.flatMap(({ activations, shownAtMs }) => {
      const startMs = Math.min(...Object.values(activations).map(({ atMs }) => atMs));
      return shownAtMs[name] === undefined ? [] : shownAtMs[name] - startMs;
    });
  const valuesOf = (name: ExtensionName, field: keyof Activation) =>
    runs.flatMap(({ activations }) => activations[name]?.[field] ?? []);
  return (Object.keys(measuredExtensions) as ExtensionName[]).map((name) => {
    const wall = valuesOf(name, "wallMs");
    const cpu = valuesOf(name, "cpuMs");
    const opened = runs.filter(({ isHistoryOpen }) => isHistoryOpen).length;
    return [
      `${names[name]}, ${title}`,
      milliseconds(median(wall)),
      spread(wall),
      ratio(wall, valuesOf("bare", "wallMs")),
      milliseconds(median(cpu)),
      ratio(cpu, valuesOf("bare", "cpuMs")),
      `${(median(valuesOf(name, "bytes")) / 1000).toFixed(1)} KB`,
      ...(name === "empty"
        ? ["", ""]
        : [milliseconds(median(shown(name))), ratio(shown(name), shown("bare"))]),
      name === "ours" ? `${opened} of ${runs.length}` : "",
    ];
  });
}

async function measureStarts(
  host: Host,
  extensions: readonly string[],
  { settings, prepare }: Case,
  way: Way,
): Promise<Start[]> {
  const file = path.join(scratchFolder("runs"), "runs");
  const env = { CREDIT_MONITOR_BENCH_RUNS: file, CREDIT_MONITOR_BENCH_WAY: way };
  const workbench = await openWorkbench(host, { extensions, settings, env });
  await prepare(workbench.profile);
  const runs = () => (existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : []);
  const window = await workbench.openWindow();
  await window.page.addInitScript(watchItems);
  const shownAtMs: Start["shownAtMs"][] = [];
  for (let count = 1; ; count += 1) {
    for (const until = Date.now() + startMs; runs().length < count; await wait(100)) {
      if (Date.now() > until) throw new UserError("The driver recorded nothing.");
    }
    await window.statusBarItem().waitFor();
    shownAtMs.push((await window.page.evaluate("window.creditMonitorShown")) ?? {});
    if (count > starts) break;
    // What was read and shown is kept for the next start.
    await wait(way === "idle" ? 3_000 : 0);
    await window.page.reload();
  }
  await workbench.close();
  // The first start also fills the compile cache for the later ones.
  const recorded = runs()
    .map((line, index): Start => ({ ...JSON.parse(line), shownAtMs: shownAtMs[index] ?? {} }))
    .slice(1);
  if (recorded.some(({ wasActive }) => wasActive))
    throw new UserError("VS Code activated before the driver did.");
  return recorded;
}
