import { type Disposable, type Uri, ViewColumn, type WebviewPanel, window } from "vscode";
import type { PanelBoot } from "../core/panelBoot.ts";
import type { ToPanel } from "../core/panelMessages.ts";
import type { PanelAnswer } from "../core/panelQuestions.ts";
import { panelViewType } from "../ids.ts";
import { panelFolder, panelHtml } from "./panelHtml.ts";

export interface PanelOptions {
  readonly extensionUri: Uri;
  readonly language: string;
  /** What the panel shows now. */
  readonly state: () => Promise<ToPanel>;
  /** What a new page begins with, on an account where one is named. */
  readonly boot: (accountId: string | undefined) => Promise<PanelBoot>;
  /** Something that `state` tells has changed. */
  readonly onDidChange: (listener: () => void) => Disposable;
  /** Takes what the page says, checked by nobody yet. */
  readonly act: (message: unknown) => Promise<unknown>;
  readonly onError: (error: unknown) => void;
}

/**
 * The one webview panel. Nothing is retained while it is hidden: the page says `ready` whenever it comes
 * to life, and is told the state.
 */
export class Panel implements Disposable {
  readonly #options: PanelOptions;
  readonly #subscriptions: Disposable[];
  #webviewPanel: WebviewPanel | undefined;
  #isReady = false;
  /** Wanted before the page could hear of it. */
  #wantedId: string | undefined;

  constructor(options: PanelOptions) {
    this.#options = options;
    this.#subscriptions = [
      options.onDidChange(() => this.#postState()),
      window.registerWebviewPanelSerializer(panelViewType, {
        deserializeWebviewPanel: async (panel, memory: unknown) => this.#adopt(panel, accountIdIn(memory)),
      }),
    ];
  }

  /** Opens the panel, or brings it to the front, on an account where one is named. */
  show(accountId?: string): void {
    this.#wantedId = accountId;
    if (this.#webviewPanel) {
      this.#webviewPanel.reveal();
      this.#showWanted();
      return;
    }
    this.#adopt(window.createWebviewPanel(panelViewType, "Credit Monitor", ViewColumn.Active), accountId);
  }

  /** The page came to life and listens. */
  greet(): void {
    this.#isReady = true;
    this.#postState();
    this.#showWanted();
  }

  /** Answers a question of the page; one that is gone meanwhile hears nothing. */
  answer(requestId: number, answer: PanelAnswer): void {
    this.#post({ kind: "answer", requestId, answer });
  }

  /** Something was added to the history of these accounts. */
  tellHistoryChanged(...accountIds: readonly string[]): void {
    for (const accountId of accountIds) this.#post({ kind: "historyChanged", accountId });
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#webviewPanel?.dispose();
  }

  #adopt(panel: WebviewPanel, accountId: string | undefined): void {
    const { extensionUri, language, boot, onError } = this.#options;
    this.#webviewPanel?.dispose();
    this.#webviewPanel = panel;
    this.#isReady = false;
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [panelFolder(extensionUri)] };
    webview.onDidReceiveMessage((message: unknown) => {
      this.#options.act(message).catch(this.#options.onError);
    });
    // A hidden page is gone; the next one says `ready` again.
    panel.onDidChangeViewState(() => {
      if (!panel.visible) this.#isReady = false;
    });
    panel.onDidDispose(() => {
      if (this.#webviewPanel === panel) this.#webviewPanel = undefined;
    });
    const show = (boot?: PanelBoot) => {
      if (this.#webviewPanel === panel) webview.html = panelHtml(webview, extensionUri, language, boot);
    };
    boot(accountId).then(show, (error: unknown) => {
      onError(error);
      show();
    });
  }

  #showWanted(): void {
    if (this.#wantedId === undefined || !this.#isReady) return;
    this.#post({ kind: "show", accountId: this.#wantedId });
    this.#wantedId = undefined;
  }

  #postState(): void {
    if (!this.#isReady) return;
    this.#options
      .state()
      .then((state) => this.#post(state))
      .catch(this.#options.onError);
  }

  #post(message: ToPanel): void {
    if (this.#isReady) void this.#webviewPanel?.webview.postMessage(message);
  }
}

/** The account that a page was on before a reload. */
function accountIdIn(memory: unknown): string | undefined {
  const isKnown = typeof memory === "object" && memory !== null && "accountId" in memory;
  return isKnown && typeof memory.accountId === "string" ? memory.accountId : undefined;
}
