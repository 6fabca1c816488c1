import type { Browser } from "playwright-core";
import { onCleanUp } from "../../../scripts/helpers/cleanUp.ts";
import { chooseBrowser, launchBrowser } from "../../../scripts/host/browser.ts";
import { PanelPage, type PanelView } from "./panelPage.ts";
import { type PanelServer, startPanelServer } from "./panelServer.ts";

interface PanelEnvironment {
  readonly browser: Browser;
  readonly server: PanelServer;
}

/** One environment for all suites; it is closed at the end of the run. */
let environment: Promise<PanelEnvironment> | undefined;

/** Opens panels for the tests of a `describe`, and closes them after each test. */
export function panelSuite(): (view?: PanelView) => Promise<PanelPage> {
  let current: PanelEnvironment | undefined;
  const pages: PanelPage[] = [];

  before(async () => {
    environment ??= startEnvironment();
    current = await environment;
  });

  afterEach(async () => {
    await Promise.all(pages.splice(0).map((page) => page[Symbol.asyncDispose]()));
  });

  return async (view) => {
    if (!current) throw new Error("opened outside of a test");
    const page = await PanelPage.open(current.browser, current.server, view);
    pages.push(page);
    return page;
  };
}

async function startEnvironment(): Promise<PanelEnvironment> {
  const server = await startPanelServer();
  onCleanUp(() => server[Symbol.asyncDispose]());
  return { browser: await launchBrowser(await chooseBrowser()), server };
}
