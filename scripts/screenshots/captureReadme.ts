import { minuteMs } from "../../src/core/time/durations.ts";
import { withProgress } from "../helpers/log.ts";
import { captureLedger } from "./captureLedger.ts";
import { captureTerminal } from "./captureTerminal.ts";
import { captureWalkthrough } from "./captureWalkthrough.ts";
import type { ScreenshotStage } from "./screenshotStage.ts";

/** With the accounts that a user adds. */
const accountParts = { "add-account": captureAddAccount, walkthrough: captureWalkthroughSteps };
/** With the sample accounts, which have a month of history. */
const sampleParts = { "status-bar": captureTooltip, panel: capturePanel, ledger: captureLedger };

/** With a terminal, in a VS Code of its own. */
const terminalPart = "terminal";

export type ReadmePart = keyof typeof accountParts | keyof typeof sampleParts | typeof terminalPart;
const accountPartNames = Object.keys(accountParts) as (keyof typeof accountParts)[];
const samplePartNames = Object.keys(sampleParts) as (keyof typeof sampleParts)[];
export const readmeParts: readonly ReadmePart[] = [...accountPartNames, ...samplePartNames, terminalPart];

/** The whole panel once, on the account with the most data; in the other themes an account with two pools, and one with a plan. */
const panels = [
  {
    name: "panel-dark",
    account: "Rich Utilities",
    theme: "Dark Modern",
    size: { width: 1040, height: 1080 },
  },
  { name: "panel-light", account: "COALS", theme: "Light Modern", size: { width: 880, height: 925 } },
  {
    name: "panel-high-contrast",
    account: "Poof",
    theme: "Dark High Contrast",
    size: { width: 880, height: 830 },
  },
] as const;

/** Takes those pictures of README.md and of the walkthrough that belong to `parts`. */
export async function captureReadme(
  parts: readonly ReadmePart[],
  openStage: () => Promise<ScreenshotStage>,
): Promise<void> {
  const withAccounts = accountPartNames.filter((name) => parts.includes(name));
  if (withAccounts.length > 0) {
    const stage = await openStage();
    for (const name of withAccounts) await withProgress(name, () => accountParts[name](stage));
    await stage.close();
  }
  if (parts.includes(terminalPart)) {
    const stage = await openStage();
    await withProgress(terminalPart, () => captureTerminal(stage));
    await stage.close();
  }
  const withSamples = samplePartNames.filter((name) => parts.includes(name));
  if (withSamples.length === 0) return;
  const stage = await openStage();
  await stage.window.runCommand("Credit Monitor: Try with Sample Accounts");
  await stage.window.statusBarItem().getByText("Poof").waitFor();
  // Told once all sample accounts are there: until then, the panel selects an account of its own.
  await stage.window.notifications().first().waitFor({ timeout: minuteMs });
  await stage.run("clearNotifications");
  for (const name of withSamples) await withProgress(name, () => sampleParts[name](stage));
  await stage.close();
}

async function captureAddAccount({ window, capture }: ScreenshotStage): Promise<void> {
  const { page } = window;
  await window.statusBarItem().locator("a").click();
  await page.mouse.move(300, 600);
  await window.quickPickRow("Poof").waitFor();
  await capture("screenshots/add-account", 8, window.quickInput());
  await window.quickPickRow("Poof").click();
  await page.mouse.move(300, 600);
  await window.quickInput().getByText("Paste your Poof API key.").waitFor();
  await window.enterText("pk_5d1c07e2b94f");
  const refused = window.quickInput().getByText("The provider rejected the key");
  await refused.waitFor();
  await capture("screenshots/refused-key", 8, window.quickInput());
  await page.keyboard.press("Escape");
}

async function captureWalkthroughSteps(stage: ScreenshotStage): Promise<void> {
  await stage.addAccounts();
  await captureWalkthrough(stage);
}

/** With readings of a minute ago, as they are seen all day; the hover follows the clock within half a minute. */
async function captureTooltip({ window, capture }: ScreenshotStage): Promise<void> {
  await window.page.waitForTimeout(1.75 * minuteMs);
  await window.statusBarItem().hover();
  const tooltip = window.page.locator(".workbench-hover-container").last();
  await tooltip.waitFor();
  await capture("screenshots/status-bar", 8, tooltip, window.statusBarItem());
  await window.page.mouse.move(300, 300);
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
