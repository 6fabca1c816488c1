import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { FrameLocator, Locator, Page } from "playwright-core";

const showMs = 120_000;
const commandMs = 45_000;
const stepMs = 2_000;
/** The id of the extension's one status bar item in the page. */
export const statusBarItemId = "credit-monitor.credit-monitor.creditMonitor";

/** A window of a real VS Code, with what a user does in it. */
export class WorkbenchWindow {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Resolves once the workbench has drawn itself; extensions start after that. */
  static async waitUntilShown(page: Page): Promise<WorkbenchWindow> {
    await page
      .locator(".monaco-workbench .part.statusbar .statusbar-item")
      .first()
      .waitFor({ timeout: showMs });
    return new WorkbenchWindow(page);
  }

  /** The extension's one status bar item; its `aria-label` is on the link inside. */
  statusBarItem(id = statusBarItemId): Locator {
    return this.page.locator(`[id="${id}"]`);
  }

  /** The extension's status bar items where each account has its own. */
  statusBarItems(): Locator {
    return this.page.locator(`[id="${statusBarItemId}"], [id^="${statusBarItemId}."]`);
  }

  /** The open quick pick or input box. */
  quickInput(): Locator {
    return this.page.locator(".quick-input-widget:visible:not(.quick-input-widget-closing)");
  }

  /** The row of the open quick pick with exactly this label. */
  quickPickRow(label: string): Locator {
    const name = this.page.locator(".label-name").getByText(label, { exact: true });
    return this.quickInput().locator(".monaco-list-row").filter({ has: name }).first();
  }

  /** Notifications on the screen. */
  notifications(): Locator {
    return this.page.locator(".notifications-toasts .notification-list-item");
  }

  /** The content of the open webview panel. */
  panel(): FrameLocator {
    return this.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  }

  /** Runs a command by its name in the palette, such as `Credit Monitor: Refresh`. */
  async runCommand(name: string): Promise<void> {
    const box = this.quickInput().locator("input").first();
    // F1 is lost while another box is still closing; and when it is pressed twice, the second press may arrive
    // late and empty the box again. A busy machine is given more time each time.
    for (let timeout = stepMs, until = Date.now() + commandMs; ; timeout += stepMs) {
      try {
        await this.page.keyboard.press("F1");
        await box.waitFor({ timeout });
        await box.fill(`>${name}`, { timeout });
        return await this.quickPickRow(name).click({ timeout });
      } catch (error) {
        if (Date.now() > until) throw error;
      }
    }
  }

  /** Picks a row of the open quick pick, and types its label first, as a user would. */
  async pick(label: string): Promise<void> {
    await this.quickInput().locator("input").first().fill(label);
    await this.quickPickRow(label).click();
  }

  /** Types into the open input box and accepts it. */
  async enterText(text: string): Promise<void> {
    const box = this.quickInput().locator("input").first();
    await box.fill(text);
    await box.press("Enter");
  }

  /** Switches the colour theme, such as `Light Modern` or `Dark High Contrast`. */
  async setTheme(name: string): Promise<void> {
    await this.runCommand("Preferences: Color Theme");
    await this.pick(name);
    await this.quickInput().waitFor({ state: "hidden" });
  }

  async screenshot(file: string): Promise<void> {
    await mkdir(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file, animations: "disabled" });
  }
}
