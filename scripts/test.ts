// `npm test [-- suite… --grep text --times]`: every check and suite; the last line is their sum.

import { cleanUp, runScript } from "./helpers/cleanUp.ts";
import { log } from "./helpers/log.ts";
import { withProgress } from "./helpers/withProgress.ts";
import { chooseHost } from "./host/chooseHost.ts";
import type { Host } from "./host/host.ts";
import { buildBundles } from "./packaging/buildBundles.ts";
import { packVsix } from "./packaging/packVsix.ts";
import { printResults, printTimes, summary } from "./test/printResults.ts";
import { runCheck } from "./test/runCheck.ts";
import { runHostSuite } from "./test/runIntegrationSuite.ts";
import { runNodeSuite } from "./test/runNodeSuite.ts";
import { readSelection, type Selection, type SuiteName } from "./test/selection.ts";
import { brokenSuite, type SuiteResult } from "./test/suiteResult.ts";

// Generous: they matter only where something fails, and a VS Code or two run on the same cores.
const unitTimeoutMs = 60_000;
const browserTimeoutMs = 180_000;

type Step = () => Promise<SuiteResult>;

function stepsOf({ grep }: Selection): Readonly<Record<SuiteName, Step>> {
  const built = once(() => withProgress("building", buildBundles));
  const host: () => Promise<Host> = once(chooseHost);
  return {
    types: () =>
      runCheck("types", "typescript/bin/tsc", ["-p", "tsconfig.json"], ["-p", "src/webview/tsconfig.json"]),
    lint: () => runCheck("lint", "@biomejs/biome/bin/biome", ["ci", "--colors=off"]),
    unit: () => runNodeSuite("unit", unitTimeoutMs, grep),
    integration: async () => {
      const [chosen] = await Promise.all([host(), built()]);
      return await runHostSuite(chosen, grep);
    },
    webview: async () => {
      await Promise.all([host(), built()]);
      return await runNodeSuite("webview", browserTimeoutMs, grep);
    },
    e2e: async () => {
      const [chosen] = await Promise.all([host(), built()]);
      const vsix = await withProgress("packing", packVsix);
      const env = { CREDIT_MONITOR_TEST_HOST: JSON.stringify(chosen), CREDIT_MONITOR_TEST_VSIX: vsix };
      return await runNodeSuite("e2e", browserTimeoutMs, grep, env);
    },
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

await runScript(async () => {
  const selection = readSelection(process.argv.slice(2));
  const steps = stepsOf(selection);
  const run = async (name: SuiteName) => {
    log(`${name}: starting`);
    const startedAt = Date.now();
    const result = await steps[name]().catch((error: unknown) => brokenSuite(name, error));
    log(`${summary(result)}, in ${Math.round((Date.now() - startedAt) / 1000)} s`);
    return result;
  };
  // Two lanes for two cores, about as long as each other.
  const lanes: readonly (readonly SuiteName[])[] = [
    ["types", "lint", "unit", "integration", "webview"],
    ["e2e"],
  ];
  const results = await Promise.all(
    lanes.map(async (lane) => {
      const done: SuiteResult[] = [];
      for (const name of lane) if (selection.suites.includes(name)) done.push(await run(name));
      return done;
    }),
  );
  // First, so that nothing that is being stopped speaks after the last line.
  await cleanUp();
  if (selection.isTimed) results.flat().forEach(printTimes);
  return printResults(results.flat());
});
