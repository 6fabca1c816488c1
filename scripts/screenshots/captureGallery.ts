import { openToast } from "./captureWalkthrough.ts";
import type { ScreenshotStage } from "./screenshotStage.ts";

/** In this order; each leaves the window as the next one needs it. */
const parts = {
  prompts: capturePrompts,
  hover: captureHover,
  view: captureView,
  overview: captureOverview,
  panel: capturePanel,
  settings: captureSettings,
};

export type GalleryPart = keyof typeof parts;
export const galleryParts = Object.keys(parts) as readonly GalleryPart[];

const settleMs = 1_500;

/** Takes pictures of what a user sees, in whatever language, theme and size the window has, with twelve accounts. */
export async function captureGallery(chosen: readonly GalleryPart[], stage: ScreenshotStage): Promise<void> {
  const { window, run } = stage;
  const { page } = window;
  // Where the pointer is, something of VS Code's may open.
  await page.mouse.move(5, 400);
  if (chosen.includes("prompts")) await captureAddAccount(stage);
  await stage.addAccounts();
  await stage.addFurtherAccounts();
  await run("trySample");
  await run("openOverview");
  await window.panel().locator(".overview tbody tr").nth(11).waitFor();
  for (const name of chosen) await parts[name](stage);
}

async function captureAddAccount({ window, run, capture }: ScreenshotStage): Promise<void> {
  const { page } = window;
  const box = window.quickInput();
  await page.waitForTimeout(settleMs);
  await run("addAccount");
  await window.quickPickRow("Poof").waitFor();
  await capture("add-account", 8, box);
  await window.quickPickRow("Poof").click();
  await box.locator(".quick-input-title").getByText("Poof").waitFor();
  await capture("key", 8, box);
  await window.enterText("pk_5d1c07e2b94f");
  await box.locator(".quick-input-message").getByText("401").waitFor();
  await capture("refused-key", 8, box);
  await page.keyboard.press("Escape");
}

async function capturePrompts({ window, run, capture }: ScreenshotStage): Promise<void> {
  const { page } = window;
  const box = window.quickInput();
  await run("editAccount");
  await window.pick("COALS");
  await page.waitForTimeout(settleMs);
  await capture("edit-account", 8, box);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await run("checkCredits");
  await window.pick("Poof");
  await page.waitForTimeout(settleMs);
  await window.enterText("5000");
  await capture("check-credits", 8, await openToast(window));
  await run("clearNotifications");
}

async function captureHover({ window, capture }: ScreenshotStage): Promise<void> {
  const { page } = window;
  // An item that is drawn anew loses its tooltip.
  await page.waitForTimeout(settleMs);
  await window.statusBarItem().hover();
  const tooltip = page.locator(".workbench-hover-container").last();
  await tooltip.waitFor();
  await capture("hover", 8, tooltip, window.statusBarItem());
  await capture("status-bar", 0, page.locator(".part.statusbar"));
  await page.mouse.move(300, 300);
}

async function captureView({ window, run, capture }: ScreenshotStage): Promise<void> {
  const { page } = window;
  await run("focusView");
  const rows = page.locator(".part.sidebar .monaco-list-row");
  await rows.nth(5).waitFor();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.waitForTimeout(settleMs);
  await capture("view", 0, page.locator(".part.activitybar"), page.locator(".part.sidebar"));
  await rows.nth(0).hover();
  const tooltip = page.locator(".workbench-hover-container").last();
  await tooltip.waitFor();
  await capture("view-hover", 8, tooltip, rows.nth(0));
  await page.mouse.move(5, 400);
  await run("toggleSideBar");
}

async function captureOverview({ window, run, capture }: ScreenshotStage): Promise<void> {
  await run("openOverview");
  await window.panel().locator(".overview tbody tr").first().waitFor();
  await window.page.waitForTimeout(settleMs);
  await capture("overview", 0, window.page.locator("[id='workbench.parts.editor']"));
}

async function capturePanel({ window, run, capture }: ScreenshotStage): Promise<void> {
  const { page } = window;
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  await page.setViewportSize({ width, height: 1500 });
  await run("openPanel");
  const editor = page.locator("[id='workbench.parts.editor']");
  for (const account of ["COALS", "EasySlip", "Depicta", "Poof", "Rich Utilities"]) {
    await window.panel().getByRole("tab", { name: account }).last().click();
    await window.panel().locator(".sync .spinning").waitFor({ state: "hidden" });
    await page.waitForTimeout(settleMs);
    await capture(`panel-${account.toLowerCase().replace(" ", "-")}`, 0, editor);
  }
  await window.panel().locator("[aria-rowindex='2']").focus();
  await page.keyboard.press("Enter");
  await page.waitForTimeout(settleMs);
  await capture("ledger-entry", 0, editor);
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width, height });
}

async function captureSettings({ window, run, capture }: ScreenshotStage): Promise<void> {
  const { page } = window;
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  await page.setViewportSize({ width, height: 1500 });
  await run("openSettings");
  await page.locator(".settings-editor .setting-item-description").first().waitFor();
  await page.waitForTimeout(settleMs);
  await capture("settings", 0, page.locator(".settings-editor"));
  await page.setViewportSize({ width, height });
}
