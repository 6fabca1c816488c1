import type { Browser, Page } from "playwright-core";
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

/** Pages that no test uses, by their pixel ratio. A page costs more than all that a test does in it. */
const idlePages = new Map<number, Page[]>();

/** Opens panels for the tests of a `describe`. */
export function panelSuite(): (view?: PanelView) => Promise<PanelPage> {
  let current: PanelEnvironment | undefined;
  let releases: (() => unknown)[] = [];

  before(async () => {
    environment ??= startEnvironment();
    current = await environment;
  });

  afterEach(async () => {
    const ended = releases;
    releases = [];
    await Promise.all(ended.map((release) => release()));
  });

  return async (view = {}) => {
    if (!current) throw new Error("opened outside of a test");
    const { browser, server } = current;
    const { pixelRatio = 1, isAlone = false } = view;
    const idle = idlePages.get(pixelRatio) ?? [];
    idlePages.set(pixelRatio, idle);
    const page = (isAlone ? undefined : idle.pop()) ?? (await newPage(browser, pixelRatio));
    releases.push(() => (isAlone ? page.close() : idle.push(page)));
    return await PanelPage.open(page, server, view);
  };
}

async function newPage(browser: Browser, deviceScaleFactor: number): Promise<Page> {
  return await browser.newPage({ deviceScaleFactor, timezoneId: "UTC", locale: "en-GB" });
}

async function startEnvironment(): Promise<PanelEnvironment> {
  const server = await startPanelServer();
  onCleanUp(() => server[Symbol.asyncDispose]());
  return { browser: await launchBrowser(await chooseBrowser()), server };
}
