import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "playwright-core";
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
  /** Shares nothing with other panels, for a test that changes the clock or the permissions. */
  readonly isAlone?: boolean;
}

const timeoutMs = 45_000;

/** The hosts of the pages; a page is opened again for another test, with another host. */
const hosts = new WeakMap<Page, StubHost>();

/** The panel in a page, seen from the host's side. */
export class PanelPage {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Opens the panel in a page, in place of what was there. */
  static async open(page: Page, server: PanelServer, view: PanelView = {}): Promise<PanelPage> {
    const isNew = !hosts.has(page);
    hosts.set(page, view.host ?? new StubHost());
    if (isNew) await page.exposeFunction("toHost", (request: RequestMessage) => respond(page, request));
    else await page.mouse.move(0, 0);
    await page.setViewportSize({ width: view.width ?? 900, height: view.height ?? 700 });
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
}

/** Responds to a request as the page's host does, unless another panel is open there by then. */
async function respond(page: Page, request: RequestMessage): Promise<void> {
  const { requestId, method } = request;
  const host = hosts.get(page);
  const response = await host?.respondLater(request);
  if (page.isClosed() || host !== hosts.get(page)) return;
  const message = { kind: "response", requestId, method, response } as ResponseMessage;
  await page.evaluate(`postMessage(${JSON.stringify(message)})`);
}
