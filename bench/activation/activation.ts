// How long activation takes, with an empty profile and with a full history, beside an extension that does
// nothing; and whether the database was opened before activation ended, which must not happen.
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
import { benchAccounts } from "../helpers/benchAccounts.ts";
import { packExtensions } from "../helpers/packExtensions.ts";
import { placeHistory } from "../helpers/placeHistory.ts";
import type { ActivationRun } from "./activationRun.ts";

const starts = 6;
const startMs = 40_000;

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

await runScript(async () => {
  const [host, extensions] = await Promise.all([
    chooseHost(),
    withProgress("building and packing", () => packExtensions("helpers/emptyExtension", "activation/driver")),
  ]);
  const rows: string[][] = [];
  for (const testCase of cases) {
    const runs = await withProgress(`${testCase.name}: ${starts} starts`, () =>
      measureStarts(host, extensions, testCase),
    );
    const ours = runs.map(({ oursMs }) => oursMs);
    const empty = runs.map(({ emptyMs }) => emptyMs);
    const opened = runs.filter(({ isHistoryOpen }) => isHistoryOpen).length;
    rows.push(
      [
        `Credit Monitor, ${testCase.name}`,
        milliseconds(median(ours)),
        spread(ours),
        ratio(ours, empty),
        `${opened} of ${runs.length}`,
      ],
      [`empty extension, ${testCase.name}`, milliseconds(median(empty)), spread(empty), "", ""],
    );
  }
  printTable(
    `Activation, ${starts} starts each (median of activate(), loading included)`,
    ["", "median", "min – max", "to empty", "database open"],
    rows,
  );
  return 0;
});

async function measureStarts(
  host: Host,
  extensions: readonly string[],
  { settings, prepare }: Case,
): Promise<ActivationRun[]> {
  const file = path.join(scratchFolder("runs"), "runs");
  const env = { CREDIT_MONITOR_BENCH_RUNS: file };
  const workbench = await openWorkbench(host, { extensions, settings, env });
  await prepare(workbench.profile);
  const runs = () => (existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : []);
  const window = await workbench.openWindow();
  for (let count = 1; ; count += 1) {
    for (const until = Date.now() + startMs; runs().length < count; await wait(100)) {
      if (Date.now() > until) throw new UserError("The driver recorded nothing.");
    }
    if (count > starts) break;
    await window.page.reload();
  }
  await workbench.close();
  // The first start also fills the compile cache for the later ones.
  const recorded = runs()
    .slice(1)
    .map((line): ActivationRun => JSON.parse(line));
  if (recorded.some(({ wasActive }) => wasActive))
    throw new UserError("VS Code activated before the driver did.");
  return recorded;
}
