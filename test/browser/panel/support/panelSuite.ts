import type { Browser } from "playwright-core";
import { shippedChromium } from "../../../../scripts/host/shippedChromium.ts";
import { systemBrowser } from "../../../../scripts/host/systemBrowser.ts";
import { launchBrowser } from "../../../../scripts/workbench/launchBrowser.ts";
import { PanelPage, type PanelView } from "./panelPage.ts";
import { type PanelServer, startPanelServer } from "./panelServer.ts";

/** Gives the tests of a `describe` panels to open; closes what they leave open. */
export function panelSuite(): (view?: PanelView) => Promise<PanelPage> {
  let browser: Browser | undefined;
  let server: PanelServer | undefined;
  const pages: PanelPage[] = [];

  before(async function () {
    // The first run on a machine may have to install the browser.
    this.timeout(180_000);
    browser = await launchBrowser(systemBrowser() ?? (await shippedChromium()));
    server = await startPanelServer();
  });

  afterEach(async () => {
    await Promise.all(pages.splice(0).map((page) => page[Symbol.asyncDispose]()));
  });

  after(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  return async (view) => {
    if (!browser || !server) throw new Error("opened outside of a test");
    const page = await PanelPage.open(browser, server, view);
    pages.push(page);
    return page;
  };
}
