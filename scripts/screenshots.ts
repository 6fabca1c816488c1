// `npm run screenshots`: takes the pictures of README.md and of the walkthrough from the running product.

import { mkdirSync } from "node:fs";
import path from "node:path";
import { minuteMs } from "../src/core/time/durations.ts";
import { runScript } from "./helpers/cleanUp.ts";
import { withProgress } from "./helpers/log.ts";
import { root } from "./helpers/root.ts";
import { chooseHost } from "./host/chooseHost.ts";
import { buildBundles, packVsix } from "./packaging/packVsix.ts";
import { openStudio, type Studio } from "./screenshots/screenshotStage.ts";
import { takeWalkthrough } from "./screenshots/takeWalkthrough.ts";

/** The whole of it once, on the account with the most to tell; in the other themes the top of others. */
const panels = [
  {
    name: "panel-dark",
    account: "Rich Utilities",
    theme: "Dark Modern",
    size: { width: 1040, height: 1080 },
  },
  { name: "panel-light", account: "Poof", theme: "Light Modern", size: { width: 880, height: 760 } },
  {
    name: "panel-high-contrast",
    account: "COALS",
    theme: "Dark High Contrast",
    size: { width: 880, height: 640 },
  },
] as const;

async function takeAddAccount({ window, take }: Studio): Promise<void> {
  const { page } = window;
  await window.statusBarItem().locator("a").click();
  await page.mouse.move(300, 600);
  await window.quickPickRow("Poof").waitFor();
  await take("screenshots/add-account", 8, window.quickInput());
  await window.quickPickRow("Poof").click();
  await page.mouse.move(300, 600);
  await window.answer("pk_5d1c07e2b94f");
  const refused = window.quickInput().getByText("Poof rejected the key");
  await refused.waitFor();
  await take("screenshots/refused-key", 8, window.quickInput());
  await page.keyboard.press("Escape");
}

async function takeTooltip({ window, take }: Studio): Promise<void> {
  await window.statusBarItem().hover();
  const tooltip = window.page.locator(".workbench-hover-container").last();
  await tooltip.waitFor();
  await take("screenshots/status-bar", 8, tooltip, window.statusBarItem());
  await window.page.mouse.move(300, 300);
}

/** Over the sample accounts, which have a month of history. */
async function takePanel({ window, take }: Studio): Promise<void> {
  await window.runCommand("Credit Monitor: Try with Sample Accounts");
  await window.statusBarItem().getByText("Poof").waitFor();
  await window.runCommand("Credit Monitor: Open Panel");
  await window.panel().getByRole("tab", { name: "COALS" }).waitFor();
  for (const { name, account, theme, size } of panels) {
    await window.page.setViewportSize(size);
    await window.setTheme(theme);
    await window.panel().getByRole("tab", { name: account }).click();
    await window.page.mouse.move(5, 400);
    await window.panel().getByRole("row").nth(1).waitFor();
    // A ledger that is still being fetched is no picture of one.
    await window.panel().locator(".sync .spinning").waitFor({ state: "hidden", timeout: minuteMs });
    await window.page.waitForTimeout(3_000);
    await take(
      `screenshots/${name}`,
      0,
      window.page.locator(".part.editor"),
      window.page.locator(".part.statusbar"),
    );
  }
}

await runScript(async () => {
  const vsix = withProgress("building and packing the extension", async () => {
    await buildBundles();
    return await packVsix();
  });
  const [host, file] = await Promise.all([chooseHost(), vsix]);
  for (const folder of ["screenshots", "walkthrough"]) {
    mkdirSync(path.join(root, "media", folder), { recursive: true });
  }
  const studio = await withProgress("opening VS Code", () => openStudio(host, file));
  await withProgress("adding an account", () => takeAddAccount(studio));
  await studio.addAccounts();
  await withProgress("status bar", () => takeTooltip(studio));
  await withProgress("walkthrough", () => takeWalkthrough(studio));
  const second = await withProgress("opening another VS Code", () => openStudio(host, file));
  await withProgress("panel in three themes", () => takePanel(second));
  return 0;
});
