import { openToast } from "./captureWalkthrough.ts";
import type { ScreenshotStage } from "./screenshotStage.ts";

/** Takes pictures of what has words, whatever the display language is. */
export async function captureLanguage({ window, addAccounts, run, capture }: ScreenshotStage): Promise<void> {
  const { page } = window;
  const box = window.quickInput();
  const editor = page.locator("[id='workbench.parts.editor']");
  const pause = () => page.waitForTimeout(1_500);

  // Where the pointer is, something of VS Code's may open.
  await page.mouse.move(5, 400);
  await pause();
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

  await addAccounts();
  // An item that is drawn anew loses its tooltip.
  await pause();
  await window.statusBarItem().hover();
  const tooltip = page.locator(".workbench-hover-container").last();
  await tooltip.waitFor();
  await capture("hover", 8, tooltip, window.statusBarItem());
  await page.mouse.move(300, 300);

  await run("editAccount");
  await window.pick("COALS");
  await pause();
  await capture("edit-account", 8, box);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");

  await run("checkCredits");
  await window.pick("Poof");
  await pause();
  await window.enterText("5000");
  await capture("check-credits", 8, await openToast(window));

  await page.setViewportSize({ width: 1040, height: 1500 });
  await run("openSettings");
  await page.locator(".settings-editor .setting-item-description").first().waitFor();
  await pause();
  await capture("settings", 0, page.locator(".settings-editor"));
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");

  await run("trySample");
  await run("openPanel");
  for (const account of ["COALS", "EasySlip", "Depicta", "Poof", "Rich Utilities"]) {
    await window.panel().getByRole("tab", { name: account }).last().click();
    await window.panel().locator(".sync .spinning").waitFor({ state: "hidden" });
    await pause();
    await capture(
      `panel-${account.toLowerCase().replace(" ", "-")}`,
      0,
      editor,
      page.locator(".part.statusbar"),
    );
  }
  await window.panel().locator("[aria-rowindex='2']").focus();
  await page.keyboard.press("Enter");
  await pause();
  await capture("ledger-entry", 0, editor);
}
