// `npm run screenshots [-- --language de --language ja]`: takes the pictures of README.md and of the walkthrough in a real
// VS Code; with languages, those of dist/screenshots in these languages instead.

import { mkdirSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { minuteMs } from "../src/core/time/durations.ts";
import { runScript } from "./helpers/cleanUp.ts";
import { withProgress } from "./helpers/log.ts";
import { root } from "./helpers/root.ts";
import { chooseHost } from "./host/chooseHost.ts";
import type { Host } from "./host/host.ts";
import { buildBundles, packVsix } from "./packaging/packVsix.ts";
import { captureLanguage } from "./screenshots/captureLanguage.ts";
import { captureLedger } from "./screenshots/captureLedger.ts";
import { captureWalkthrough } from "./screenshots/captureWalkthrough.ts";
import { openScreenshotStage, type ScreenshotStage } from "./screenshots/screenshotStage.ts";

/** The whole panel once, on the account with the most data; in the other themes an account with two pools, and one with a plan. */
const panels = [
  {
    name: "panel-dark",
    account: "Rich Utilities",
    theme: "Dark Modern",
    size: { width: 1040, height: 1080 },
  },
  { name: "panel-light", account: "COALS", theme: "Light Modern", size: { width: 880, height: 840 } },
  {
    name: "panel-high-contrast",
    account: "Poof",
    theme: "Dark High Contrast",
    size: { width: 880, height: 640 },
  },
] as const;

async function captureAddAccount({ window, capture }: ScreenshotStage): Promise<void> {
  const { page } = window;
  await window.statusBarItem().locator("a").click();
  await page.mouse.move(300, 600);
  await window.quickPickRow("Poof").waitFor();
  await capture("screenshots/add-account", 8, window.quickInput());
  await window.quickPickRow("Poof").click();
  await page.mouse.move(300, 600);
  await window.enterText("pk_5d1c07e2b94f");
  const refused = window.quickInput().getByText("The provider rejected the key");
  await refused.waitFor();
  await capture("screenshots/refused-key", 8, window.quickInput());
  await page.keyboard.press("Escape");
}

/** With readings of a minute ago, as they are seen all day. */
async function captureTooltip({ window, capture }: ScreenshotStage): Promise<void> {
  await window.page.waitForTimeout(minuteMs + 10_000);
  await window.statusBarItem().hover();
  const tooltip = window.page.locator(".workbench-hover-container").last();
  await tooltip.waitFor();
  await capture("screenshots/status-bar", 8, tooltip, window.statusBarItem());
  await window.page.mouse.move(300, 300);
}

/** The sample accounts have a month of history. */
async function addSamples({ window }: ScreenshotStage): Promise<void> {
  await window.runCommand("Credit Monitor: Try with Sample Accounts");
  await window.statusBarItem().getByText("Poof").waitFor();
}

async function capturePanel({ window, capture }: ScreenshotStage): Promise<void> {
  await window.runCommand("Credit Monitor: Open Panel");
  await window.panel().getByRole("tab", { name: "COALS" }).waitFor();
  for (const { name, account, theme, size } of panels) {
    await window.page.setViewportSize(size);
    await window.setTheme(theme);
    await window.panel().getByRole("tab", { name: account }).click();
    await window.page.mouse.move(5, 400);
    await window.panel().getByRole("row").nth(1).waitFor();
    // Until the ledger is complete.
    await window.panel().locator(".sync .spinning").waitFor({ state: "hidden", timeout: minuteMs });
    await window.page.waitForTimeout(3_000);
    await capture(
      `screenshots/${name}`,
      0,
      window.page.locator(".part.editor"),
      window.page.locator(".part.statusbar"),
    );
  }
}

async function captureReadme(host: Host, vsix: string): Promise<void> {
  const options = { vsix, folder: path.join(root, "media") };
  for (const folder of ["screenshots", "walkthrough"]) {
    mkdirSync(path.join(options.folder, folder), { recursive: true });
  }
  const stage = await withProgress("opening VS Code", () => openScreenshotStage(host, options));
  await withProgress("adding an account", () => captureAddAccount(stage));
  await stage.addAccounts();
  await withProgress("walkthrough", () => captureWalkthrough(stage));
  const second = await withProgress("opening another VS Code", () => openScreenshotStage(host, options));
  await addSamples(second);
  await withProgress("status bar", () => captureTooltip(second));
  await withProgress("panel in three themes", () => capturePanel(second));
  await withProgress("ledger and statement", () => captureLedger(second));
}

async function captureIn(language: string, host: Host, vsix: string): Promise<void> {
  const folder = path.join(root, "dist", "screenshots", language);
  mkdirSync(folder, { recursive: true });
  const stage = await openScreenshotStage(host, { vsix, folder, language });
  await captureLanguage(stage);
  await stage.close();
}

await runScript(async () => {
  const { language: languages = [] } = parseArgs({
    options: { language: { type: "string", multiple: true } },
  }).values;
  const vsix = withProgress("building and packing the extension", async () => {
    await buildBundles();
    return await packVsix();
  });
  const [host, file] = await Promise.all([chooseHost(), vsix]);
  if (languages.length === 0) await captureReadme(host, file);
  for (const language of languages) {
    await withProgress(`pictures in ${language}`, () => captureIn(language, host, file));
  }
  return 0;
});
