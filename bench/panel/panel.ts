// The panel in a real VS Code over a full history, from the pressed key until its content is painted. The
// baseline is an empty webview of an extension that does nothing else, in the same window and run.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { runScript } from "../../scripts/helpers/cleanUp.ts";
import { withProgress } from "../../scripts/helpers/log.ts";
import { chooseHost } from "../../scripts/host/chooseHost.ts";
import { openWorkbench } from "../../scripts/workbench/workbench.ts";
import { benchAccounts } from "../helpers/benchAccounts.ts";
import { packExtensions } from "../helpers/packExtensions.ts";
import { placeHistory } from "../helpers/placeHistory.ts";
import { measureOpening } from "./measureOpening.ts";
import { measureScrolling } from "./measureScrolling.ts";
import { measureSteps } from "./measureSteps.ts";
import { keybindings } from "./panelKeys.ts";
import { WatchedWindow } from "./watchedWindow.ts";

await runScript(async () => {
  const [host, extensions] = await Promise.all([
    chooseHost(),
    withProgress("building and packing", () => packExtensions("panel/emptyWebview")),
  ]);
  const settings = { "creditMonitor.accounts": benchAccounts };
  const workbench = await withProgress("starting VS Code", () =>
    openWorkbench(host, { extensions, settings }),
  );
  await withProgress("filling the history", () => placeHistory(workbench.profile));
  writeFileSync(
    path.join(workbench.profile.userData, "User", "keybindings.json"),
    JSON.stringify(keybindings),
  );
  const window = await withProgress("opening a window", async () =>
    WatchedWindow.watch(await workbench.openWindow()),
  );
  await withProgress("opening panels", () => measureOpening(window));
  await withProgress("filters, searches, jumps", () => measureSteps(window));
  await withProgress("scrolling", () => measureScrolling(window));
  return 0;
});
