// `npm start [-- --once]`: VS Code with the extension and five sample accounts, and what its status bar shows.

import { packDriver } from "./demo/packDriver.ts";
import { printBalances } from "./demo/printBalances.ts";
import { shownBalances } from "./demo/shownBalances.ts";
import { runScript } from "./helpers/cleanUp.ts";
import { log } from "./helpers/log.ts";
import { withProgress } from "./helpers/withProgress.ts";
import { chooseHost } from "./host/chooseHost.ts";
import { buildBundles } from "./packaging/buildBundles.ts";
import { packVsix } from "./packaging/packVsix.ts";
import { logLines } from "./workbench/logLines.ts";
import { openWorkbench } from "./workbench/openWorkbench.ts";

const accountCount = 5;
const readMs = 120_000;
const settings = { "creditMonitor.statusBar.show": "all" };

async function packBoth(): Promise<readonly string[]> {
  await buildBundles();
  return await Promise.all([packVsix(), packDriver()]);
}

await runScript(async () => {
  const isOnce = process.argv.includes("--once");
  const [host, extensions] = await Promise.all([
    chooseHost(),
    withProgress("building and packing the extension", packBoth),
  ]);
  const workbench = await withProgress("starting VS Code", () =>
    openWorkbench(host, { extensions, settings }),
  );
  const window = await withProgress("opening a window", () => workbench.openWindow());
  const read = async () => {
    try {
      return await shownBalances(window, accountCount, readMs);
    } catch (error) {
      console.error(logLines(workbench.profile));
      throw error;
    }
  };
  printBalances(await withProgress("waiting for the five balances in the status bar", read));
  if (isOnce) return 0;
  log(workbench.url === undefined ? "Look at the VS Code window." : `Look at ${workbench.url}`);
  log("Ctrl-C ends it.");
  await workbench.closed;
  return 0;
});
