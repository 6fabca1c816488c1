// `npm start [-- --once]`: VS Code with the extension and five sample accounts, and what its status bar shows. A desktop VS
// Code where there is one and a display, else one that is served to a browser.

import { balanceSettings, packDemo, printBalances, readBalances } from "./demo/balances.ts";
import { runScript } from "./helpers/cleanUp.ts";
import { log, withProgress } from "./helpers/log.ts";
import { chooseHost } from "./host/chooseHost.ts";
import { logLines } from "./workbench/profile.ts";
import { openWorkbench } from "./workbench/workbench.ts";

const accountCount = 5;
const readMs = 120_000;

await runScript(async () => {
  const isOnce = process.argv.includes("--once");
  const [host, extensions] = await Promise.all([
    chooseHost(),
    withProgress("building and packing the extension", packDemo),
  ]);
  const workbench = await withProgress("starting VS Code", () =>
    openWorkbench(host, { extensions, settings: balanceSettings, env: { CREDIT_MONITOR_DEMO_PANEL: "1" } }),
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
  log(
    workbench.url === undefined
      ? "Look at the VS Code window."
      : `No desktop VS Code was found, so one is served. Open ${workbench.url} in any browser on this machine.`,
  );
  log("Press Ctrl-C to stop it. `npm start -- --once` exits after the balances were read.");
  await workbench.closed;
  return 0;
});
