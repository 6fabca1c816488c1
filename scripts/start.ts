// `npm start [-- --once]`: VS Code with the extension and five sample accounts, and what its status bar shows.

import { packDemo, printBalances, readBalances } from "./demo/balances.ts";
import { runScript } from "./helpers/cleanUp.ts";
import { log, withProgress } from "./helpers/log.ts";
import { chooseHost } from "./host/chooseHost.ts";
import { logLines } from "./workbench/profile.ts";
import { openWorkbench } from "./workbench/workbench.ts";

const accountCount = 5;
const readMs = 120_000;
const settings = { "creditMonitor.statusBar.show": "all" };

await runScript(async () => {
  const isOnce = process.argv.includes("--once");
  const [host, extensions] = await Promise.all([
    chooseHost(),
    withProgress("building and packing the extension", packDemo),
  ]);
  const workbench = await withProgress("starting VS Code", () =>
    openWorkbench(host, { extensions, settings }),
  );
  const window = await withProgress("opening a window", () => workbench.openWindow());
  const read = async () => {
    try {
      return await readBalances(window, accountCount, readMs);
    } catch (error) {
      console.error(logLines(workbench.profile));
      throw error;
    }
  };
  printBalances(await withProgress("waiting for the five balances in the status bar", read));
  if (isOnce) return 0;
  log(workbench.url === undefined ? "Look at the VS Code window." : `Look at ${workbench.url}`);
  log("Press Ctrl-C to stop it.");
  await workbench.closed;
  return 0;
});
