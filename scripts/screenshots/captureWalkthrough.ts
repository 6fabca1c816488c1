import type { Locator } from "playwright-core";
import type { WorkbenchWindow } from "../workbench/workbenchWindow.ts";
import type { ScreenshotStage } from "./screenshotStage.ts";

const themes = { dark: "Dark Modern", light: "Light Modern" } as const;

/** The newest notification, in full: a long message is cut until it is expanded. */
export async function openToast(window: WorkbenchWindow): Promise<Locator> {
  const toast = window.notifications().first();
  // Until it has slid in.
  await toast.click({ trial: true });
  const expand = toast.locator(".codicon-notifications-expand");
  if (await expand.isVisible()) await expand.click();
  await window.page.mouse.move(5, 200);
  // The status bar item that has the focus may show its tooltip over it.
  await window.page.locator(".workbench-hover-container").first().waitFor({ state: "hidden" });
  return toast;
}

/** Takes a picture for each step of the walkthrough, for dark and for light themes. */
export async function captureWalkthrough({ window, capture }: ScreenshotStage): Promise<void> {
  const { page } = window;
  await page.setViewportSize({ width: 720, height: 480 });
  for (const [shade, theme] of Object.entries(themes)) {
    const captureStep = (step: string, ...targets: Parameters<ScreenshotStage["capture"]>[2][]) =>
      capture(`walkthrough/${step}-${shade}`, 8, ...targets);
    await window.setTheme(theme);
    await window.statusBarItem().hover();
    const tooltip = page.locator(".workbench-hover-container").last();
    await tooltip.waitFor();
    await captureStep("sample", tooltip, window.statusBarItem());
    await page.mouse.move(5, 300);

    await window.runCommand("Credit Monitor: Add Account");
    await window.quickPickRow("Poof").waitFor();
    await captureStep("add", window.quickInput());
    await page.keyboard.press("Escape");

    await window.runCommand("Credit Monitor: Edit Account");
    await window.pick("Poof");
    await window.pick("Low-balance warning");
    await window.quickInput().getByText("Low-balance warning for Poof").waitFor();
    await page.keyboard.insertText("500, 10 %");
    await captureStep("floor", window.quickInput());
    await page.keyboard.press("Escape");
    await window.quickInput().getByText("Edit Poof").waitFor();
    await page.keyboard.press("Escape");

    await window.runCommand("Credit Monitor: Enough Credits For…?");
    await window.pick("Poof");
    await window.quickInput().getByText("Enough credits in Poof?").waitFor();
    await window.enterText("500");
    const toast = await openToast(window);
    await captureStep("enough", toast, window.statusBarItem());
    await window.runCommand("Notifications: Clear All Notifications");
  }
}
