// The panel in a real VS Code over a full history, from the pressed key until its content is painted. The
// baseline is an empty webview of an extension that does nothing else, in the same window and run.
// CREDIT_MONITOR_BENCH_OLD names an older VSIX to measure as well.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { runScript } from "../../scripts/helpers/cleanUp.ts";
import { withProgress } from "../../scripts/helpers/log.ts";
import { chooseHost } from "../../scripts/host/chooseHost.ts";
import type { Host } from "../../scripts/host/host.ts";
import { openWorkbench } from "../../scripts/workbench/workbench.ts";
import { benchAccounts } from "../helpers/benchAccounts.ts";
import { packExtensions } from "../helpers/packExtensions.ts";
import { placeHistory } from "../helpers/placeHistory.ts";
import { measureOpening } from "./measureOpening.ts";
import { measureScrolling } from "./measureScrolling.ts";
import { measureSteps } from "./measureSteps.ts";
import { keybindings } from "./panelKeys.ts";
import { WatchedWindow } from "./watchedWindow.ts";

const settings = { "creditMonitor.accounts": benchAccounts };

/** A window over a full history, with these extensions. */
async function openFullWindow(host: Host, extensions: readonly string[]): Promise<WatchedWindow> {
  const workbench = await openWorkbench(host, { extensions, settings });
  await placeHistory(workbench.profile);
  writeFileSync(
    path.join(workbench.profile.userData, "User", "keybindings.json"),
    JSON.stringify(keybindings),
  );
  return await WatchedWindow.watch(await workbench.openWindow());
}

await runScript(async () => {
  const [host, [ours = "", empty = ""]] = await Promise.all([
    chooseHost(),
    withProgress("building and packing", () => packExtensions("panel/emptyWebview")),
  ]);
  const old = process.env.CREDIT_MONITOR_BENCH_OLD;
  if (old !== undefined) {
    const older = await withProgress("opening a window of the older build", () =>
      openFullWindow(host, [old, empty]),
    );
    await withProgress("opening panels of the older build", () => measureOpening(older, "older build"));
    await older.end();
  }
  const window = await withProgress("opening a window", () => openFullWindow(host, [ours, empty]));
  await withProgress("opening panels", () => measureOpening(window, "this build"));
  await withProgress("filters, searches, jumps", () => measureSteps(window));
  await withProgress("scrolling", () => measureScrolling(window));
  return 0;
});
