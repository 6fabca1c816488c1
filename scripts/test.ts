// `npm test [-- suite… --host name --grep text --times]`: every check and suite; the last line is the sum.

import { cleanUp, runScript } from "./helpers/cleanUp.ts";
import { log, withProgress } from "./helpers/log.ts";
import { chooseBrowser } from "./host/browser.ts";
import { chooseHost, oldestHost } from "./host/chooseHost.ts";
import { type Host, versions } from "./host/host.ts";
import { buildBundles, packVsix } from "./packaging/packVsix.ts";
import { runCheck } from "./test/runCheck.ts";
import { runInVscode } from "./test/runInVscode.ts";
import { runMocha } from "./test/runMocha.ts";
import { runOnOldestNode } from "./test/runOnOldestNode.ts";
import {
  maxParallel,
  oldestPart,
  parseSelection,
  type Selection,
  type Step,
  steps,
} from "./test/selection.ts";
import { brokenSuite, printResults, printTimes, type SuiteResult, summary } from "./test/suiteResult.ts";
import { retryCount } from "./test/testEvents.ts";
import { testRepository } from "./test/testRepository.ts";

// Generous: they matter only where something fails, and a VS Code or two run on the same cores.
const unitTimeoutMs = 60_000;
const inBrowser = { timeoutMs: 180_000, retries: retryCount };

/** What the suites ran in, for the line before the sum. */
const surroundings = new Set([`Node ${process.version}`]);

const build = lazy(() => withProgress("building", buildBundles));
const findHost = lazy(async () => describe(await chooseHost()));
const findOldestHost = lazy(async () => describe(await oldestHost()));

function describe(host: Host): Host {
  surroundings.add(`VS Code: ${host.name}`);
  if (host.kind === "served") surroundings.add(`browser: ${host.browser.name}`);
  return host;
}

function stepsOf({ grep, isOldestNamed }: Selection): Readonly<Record<Step, () => Promise<SuiteResult>>> {
  return {
    types: () =>
      runCheck("types", "typescript/bin/tsc", ["-p", "tsconfig.json"], ["-p", "src/webview/tsconfig.json"]),
    lint: () => runCheck("lint", "@biomejs/biome/bin/biome", ["ci", "--colors=off"]),
    unit: () => {
      const folders = "test/{unit,properties,faults,stress,packaging,bench}";
      return runMocha({ name: "unit", folders, timeoutMs: unitTimeoutMs, grep });
    },
    "unit on oldest": () => {
      const node = `Node v${versions.oldestNode}`;
      surroundings.add(node);
      return runOnOldestNode(`unit on ${node}`, unitTimeoutMs, grep);
    },
    integration: async () => {
      const [host] = await Promise.all([findHost(), build()]);
      return await runInVscode({ name: "integration", host, grep });
    },
    "integration on oldest": async () => {
      const [host] = await Promise.all([findOldestHost(), build()]);
      const name = "integration on the oldest VS Code";
      if (isOldestNamed) return await runInVscode({ name, host, grep });
      return await runInVscode({ name: `${name}, a part`, host, grep, files: oldestPart });
    },
    webview: async () => {
      const [browser] = await Promise.all([chooseBrowser(), build()]);
      surroundings.add(`browser: ${browser.name}`);
      return await runMocha({ name: "webview", folders: "test/webview", ...inBrowser, grep });
    },
    e2e: async () => {
      const [host] = await Promise.all([findHost(), build()]);
      const vsix = await withProgress("packing", () => packVsix({ repository: testRepository }));
      const env = { CREDIT_MONITOR_TEST_HOST: JSON.stringify(host), CREDIT_MONITOR_TEST_VSIX: vsix };
      return await runMocha({ name: "e2e", folders: "test/e2e", ...inBrowser, grep, env });
    },
  };
}

/** Makes a value when it is first needed, once. */
function lazy<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

await runScript(async () => {
  const selection = parseSelection(process.argv.slice(2));
  const { includes, isTimed } = selection;
  const runs = stepsOf(selection);
  const waiting = steps.filter(includes);
  const results: SuiteResult[] = [];
  const runNext = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      log(`${name}: starting`);
      const startedAt = Date.now();
      const result = await runs[name]().catch((error: unknown) => brokenSuite(name, error));
      log(`${summary(result)}, in ${Math.round((Date.now() - startedAt) / 1000)} s`);
      results.push(result);
    }
  };
  await Promise.all(Array.from({ length: maxParallel }, runNext));
  // First, so that no process that is being stopped prints after the last line.
  await cleanUp();
  if (isTimed) results.forEach(printTimes);
  return printResults(results, [...surroundings].join("; "));
});
