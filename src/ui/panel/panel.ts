import { type Disposable, ViewColumn, type WebviewPanel, window } from "vscode";
import type { PanelResponse, ToPanel } from "../../protocol/messages.ts";
import { panelViewType } from "../context/ids.ts";

/** A page of the panel, as it is first and as it comes to life again after it was hidden. */
export interface PanelPage {
  /** Knows from birth what it shows; absent where that could not be had. */
  readonly born?: string;
  /** Knows nothing: what it was born with would be old by then. */
  readonly bare: () => string;
}

export interface PanelOptions {
  /** The page for what it remembers of a time before, checked by nobody yet. */
  readonly page: (memory: unknown) => Promise<PanelPage>;
  /** What the panel shows now. */
  readonly state: () => Promise<ToPanel>;
  /** Something that `state` tells has changed. */
  readonly onDidChange: (listener: () => void) => Disposable;
  /** Takes what the page says, checked by nobody yet. */
  readonly act: (message: unknown) => Promise<unknown>;
  readonly onError: (error: unknown) => void;
}

/**
 * The one webview panel. Its page is born with what it shows, and told what has changed since. Nothing is
 * retained while it is hidden: the page that comes after knows nothing, says `ready`, and is told the state.
 */
export class Panel implements Disposable {
  readonly #options: PanelOptions;
  readonly #subscriptions: Disposable[];
  #webviewPanel: WebviewPanel | undefined;
  #isReady = false;
  /** The state has changed since the page was born. */
  #isStateNews = false;
  /** The accounts whose history has changed since the page was born. */
  readonly #changedIds = new Set<string>();
  /** Wanted before the page could hear of it. */
  #wantedId: string | undefined;

  constructor(options: PanelOptions) {
    this.#options = options;
    this.#subscriptions = [
      options.onDidChange(() => this.#postState()),
      window.registerWebviewPanelSerializer(panelViewType, {
        deserializeWebviewPanel: async (panel, memory: unknown) => this.#adopt(panel, memory),
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
    const panel = window.createWebviewPanel(panelViewType, "Credit Monitor", ViewColumn.Active);
    this.#adopt(panel, { accountId });
  }

  /** The page came to life and listens; `isBorn`: it knows what was known when it was written. */
  greet(isBorn: boolean): void {
    const isAgain = this.#isReady;
    this.#isReady = true;
    if (!isBorn || isAgain || this.#isStateNews) this.#postState();
    this.tellHistoryChanged(...this.#changedIds);
    this.#showWanted();
  }

  /** Answers a question of the page; one that is gone meanwhile hears nothing. */
  answer(requestId: number, answer: PanelResponse): void {
    this.#post({ kind: "answer", requestId, answer });
  }

  /** Something was added to the history of these accounts. */
  tellHistoryChanged(...accountIds: readonly string[]): void {
    for (const accountId of accountIds) {
      this.#changedIds.add(accountId);
      this.#post({ kind: "historyChanged", accountId });
    }
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#webviewPanel?.dispose();
  }

  #adopt(panel: WebviewPanel, memory: unknown): void {
    const { page, act, onError } = this.#options;
    this.#webviewPanel?.dispose();
    this.#webviewPanel = panel;
    this.#awaitPage();
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [] };
    webview.onDidReceiveMessage((message: unknown) => {
      act(message).catch(onError);
    });
    let bare: PanelPage["bare"] | undefined;
    panel.onDidChangeViewState(() => {
      if (panel.visible || bare === undefined) return;
      this.#awaitPage();
      webview.html = bare();
    });
    panel.onDidDispose(() => {
      if (this.#webviewPanel === panel) this.#webviewPanel = undefined;
    });
    page(memory)
      .then((pages) => {
        if (this.#webviewPanel !== panel) return;
        bare = pages.bare;
        webview.html = (panel.visible && pages.born) || bare();
      })
      .catch(onError);
  }

  /** A new page: what changes from now on is news to it. */
  #awaitPage(): void {
    this.#isReady = false;
    this.#isStateNews = false;
    this.#changedIds.clear();
  }

  #showWanted(): void {
    if (this.#wantedId === undefined || !this.#isReady) return;
    this.#post({ kind: "show", accountId: this.#wantedId });
    this.#wantedId = undefined;
  }

  #postState(): void {
    this.#isStateNews = true;
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
