// The panel in a real VS Code over a full history, as a person waits for it: from the pressed key to what is
// painted. The floor is an empty webview of an extension that does nothing else, in the same window and run.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { chooseHost } from "../scripts/host/chooseHost.ts";
import { runScript } from "../scripts/support/cleanUp.ts";
import { sayWhile } from "../scripts/support/sayWhile.ts";
import { openWorkbench } from "../scripts/workbench/openWorkbench.ts";
import { benchAccounts } from "./support/benchAccounts.ts";
import { measureOpening } from "./support/measureOpening.ts";
import { measureScrolling } from "./support/measureScrolling.ts";
import { measureSteps } from "./support/measureSteps.ts";
import { packedExtensions } from "./support/packedExtensions.ts";
import { keybindings } from "./support/panelKeys.ts";
import { placeHistory } from "./support/placeHistory.ts";
import { WatchedWindow } from "./support/watchedWindow.ts";

await runScript(async () => {
  const [host, extensions] = await Promise.all([
    chooseHost(),
    sayWhile("building and packing", () => packedExtensions("emptyWebview")),
  ]);
  const settings = { "creditMonitor.accounts": benchAccounts };
  const workbench = await sayWhile("starting VS Code", () => openWorkbench(host, { extensions, settings }));
  await sayWhile("filling the history", () => placeHistory(workbench.profile));
  writeFileSync(
    path.join(workbench.profile.userData, "User", "keybindings.json"),
    JSON.stringify(keybindings),
  );
  const window = await sayWhile("opening a window", async () =>
    WatchedWindow.watch(await workbench.openWindow()),
  );
  await sayWhile("opening panels", () => measureOpening(window));
  await sayWhile("filters, searches, jumps", () => measureSteps(window));
  await sayWhile("scrolling", () => measureScrolling(window));
  return 0;
});
