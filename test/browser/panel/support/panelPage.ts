import type { Browser, Page } from "playwright-core";
import type { FromPanel, PanelAccount, ToPanel } from "../../../../src/core/panelMessages.ts";
import type { PanelServer, Theme } from "./panelServer.ts";
import { panelWords } from "./panelWords.ts";

export interface PanelView {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
}

/** The panel in a page, seen from the host's side. */
export class PanelPage implements AsyncDisposable {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: Browser, server: PanelServer, view: PanelView = {}): Promise<PanelPage> {
    const viewport = { width: view.width ?? 900, height: view.height ?? 700 };
    const page = await browser.newPage({ viewport, timezoneId: "UTC", locale: "en-GB" });
    await page.goto(`${server.origin}/${view.theme ?? "dark"}`);
    return new PanelPage(page);
  }

  async show(
    accounts: readonly PanelAccount[],
    change: { hideAmounts?: boolean; locale?: string } = {},
  ): Promise<void> {
    await this.post({
      kind: "state",
      accounts,
      hideAmounts: false,
      history: { isOn: true },
      locale: "en",
      words: panelWords,
      ...change,
    });
  }

  /** Posts as the host does, and waits for the panel to have drawn it. */
  async post(message: ToPanel | unknown): Promise<void> {
    await this.page.evaluate(
      `postMessage(${JSON.stringify(message)}); new Promise((done) => setTimeout(() => requestAnimationFrame(done)))`,
    );
  }

  async sent(): Promise<readonly FromPanel[]> {
    return await this.page.evaluate("sent");
  }

  async violations(): Promise<readonly string[]> {
    return await this.page.evaluate("violations");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.close();
  }
}
