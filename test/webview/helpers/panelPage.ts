import { setTimeout as wait } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import type {
  FromPanel,
  PanelAccount,
  PanelRequest,
  PanelState,
  ToPanel,
} from "../../../src/protocol/messages.ts";
import type { PanelServer, Theme } from "./panelServer.ts";
import { panelStrings } from "./panelStrings.ts";
import { StubHost } from "./stubHost.ts";

export interface PanelView {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  /** Answers what the panel asks; without one it finds an empty history. */
  readonly host?: StubHost;
  /** What the host writes into the page. */
  readonly boot?: string;
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
    const page = await browser.newPage({ viewport, timezoneId: "UTC", locale: "en-GB" });
    const host = view.host ?? new StubHost();
    await page.exposeFunction("toHost", async (message: Extract<FromPanel, { kind: "ask" }>) => {
      const answer = await host.answer(message.question);
      if (page.isClosed()) return;
      await page.evaluate(
        `postMessage(${JSON.stringify({ kind: "answer", requestId: message.requestId, answer })})`,
      );
    });
    await page.goto(server.address(view.theme ?? "dark", view.boot ?? ""));
    return new PanelPage(page);
  }

  async showAccounts(
    accounts: readonly PanelAccount[],
    change: Partial<Omit<PanelState, "kind" | "accounts">> = {},
  ): Promise<void> {
    await this.post({
      kind: "state",
      accounts,
      hideAmounts: false,
      history: { isOn: true },
      locale: "en",
      words: panelStrings,
      ...change,
    });
  }

  /** Posts as the host does, and waits for the panel to have drawn it. */
  async post(message: ToPanel | unknown): Promise<void> {
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

  /** What the panel posted, its questions left out. */
  async postedMessages(): Promise<readonly FromPanel[]> {
    return await this.page.evaluate('sent.filter(({ kind }) => kind !== "ask")');
  }

  /** The questions that the panel asked, of one kind. */
  async requests<Kind extends PanelRequest["kind"]>(
    kind: Kind,
  ): Promise<readonly Extract<PanelRequest, { kind: Kind }>[]> {
    return await this.page.evaluate(
      `sent.filter((message) => message.kind === "ask" && message.question.kind === "${kind}").map(({ question }) => question)`,
    );
  }

  async violations(): Promise<readonly string[]> {
    return await this.page.evaluate("violations");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.close();
  }
}
