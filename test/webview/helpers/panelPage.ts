import { setTimeout as wait } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import type {
  CommandMessage,
  Method,
  Params,
  RequestMessage,
  ResponseMessage,
  ToWebview,
} from "../../../src/protocol/messages.ts";
import type { PanelAccount, PanelState } from "../../../src/protocol/panelState.ts";
import type { PanelServer, Theme } from "./panelServer.ts";
import { panelStrings } from "./panelStrings.ts";
import { StubHost } from "./stubHost.ts";

export interface PanelView {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  /** Device pixels for each CSS pixel. */
  readonly pixelRatio?: number;
  /** Responds to the panel's requests; the default has an empty history. */
  readonly host?: StubHost;
  /** What the host writes into the page, as JSON. */
  readonly initialData?: string;
}

const timeoutMs = 45_000;

/** The panel in a page, seen from the host's side. */
export class PanelPage implements AsyncDisposable {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: Browser, server: PanelServer, view: PanelView = {}): Promise<PanelPage> {
    const viewport = { width: view.width ?? 900, height: view.height ?? 700 };
    const page = await browser.newPage({
      viewport,
      deviceScaleFactor: view.pixelRatio ?? 1,
      timezoneId: "UTC",
      locale: "en-GB",
    });
    const host = view.host ?? new StubHost();
    await page.exposeFunction("toHost", async (request: RequestMessage) => {
      const { requestId, method } = request;
      const response = await host.respondLater(request);
      if (page.isClosed()) return;
      const message = { kind: "response", requestId, method, response } as ResponseMessage;
      await page.evaluate(`postMessage(${JSON.stringify(message)})`);
    });
    await page.goto(server.address(view.theme ?? "dark", view.initialData ?? ""));
    return new PanelPage(page);
  }

  async showAccounts(
    accounts: readonly PanelAccount[],
    change: Partial<Omit<PanelState, "accounts">> = {},
  ): Promise<void> {
    await this.post({
      kind: "state",
      accounts,
      hideAmounts: false,
      history: { isOn: true },
      locale: "en",
      strings: panelStrings,
      ...change,
    });
  }

  /** Posts as the host does, and waits for the panel to have drawn it. */
  async post(message: ToWebview | unknown): Promise<void> {
    await this.page.evaluate(
      `postMessage(${JSON.stringify(message)}); new Promise((done) => setTimeout(() => requestAnimationFrame(done)))`,
    );
  }

  /** Waits until an expression is true in the page. Playwright's own way would break the page's policy. */
  async waitUntil(expression: string): Promise<void> {
    const endMs = Date.now() + timeoutMs;
    while (!(await this.page.evaluate(`Boolean(${expression})`))) {
      if (Date.now() > endMs) throw new Error(`never came true: ${expression}`);
      await wait(20);
    }
  }

  /** The commands that the panel has posted. */
  async postedMessages(): Promise<readonly CommandMessage[]> {
    return await this.page.evaluate('sent.filter(({ kind }) => kind !== "request")');
  }

  /** The parameters of the panel's requests with one method. */
  async requests<K extends Method>(method: K): Promise<readonly Params<K>[]> {
    return await this.page.evaluate(
      `sent.filter((message) => message.kind === "request" && message.method === "${method}").map(({ params }) => params)`,
    );
  }

  async violations(): Promise<readonly string[]> {
    return await this.page.evaluate("violations");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.close();
  }
}
