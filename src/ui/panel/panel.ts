import { type Disposable, ViewColumn, type WebviewPanel, window } from "vscode";
import type {
  Method,
  NotificationMessage,
  Notifications,
  PanelResponse,
  ResponseMessage,
} from "../../protocol/messages.ts";
import type { PanelState } from "../../protocol/panelState.ts";
import type { ViewState } from "../../protocol/viewState.ts";
import type { Clock } from "../../services/common/clock.ts";
import { DisposableStore } from "../../services/common/disposable.ts";
import { panelViewType } from "../context/ids.ts";
import { NewestResult } from "./newestResult.ts";
import { PageOpening } from "./pageOpening.ts";

/** The page of the panel. */
export interface PanelPage {
  /** Contains what it shows first; absent where that could not be read. */
  readonly initialHtml?: string;
  /** Contains no data: for a hidden panel, whose initial data would be out of date when it is shown again. */
  readonly emptyHtml: () => string;
}

export interface PanelOptions {
  readonly clock: Clock;
  /** `savedState` is what the webview saved by `setState`; it is not checked yet. */
  readonly createPage: (savedState: unknown) => Promise<PanelPage>;
  readonly getState: () => Promise<PanelState>;
  /** Fires when what `getState` returns has changed. */
  readonly onDidChange: (listener: () => void) => Disposable;
  /** The message is not checked yet. */
  readonly handleMessage: (message: unknown) => Promise<unknown>;
  readonly onError: (error: unknown) => void;
}

/**
 * The one webview panel. Its first page contains what it shows; changes are posted to it. VS Code discards the
 * page while the panel is hidden: the next one is empty, says `ready`, and receives the state.
 */
export class Panel implements Disposable {
  readonly #options: PanelOptions;
  readonly #disposables = new DisposableStore();
  #webviewPanel: WebviewPanel | undefined;
  /** The page listens to messages. */
  #isReady = false;
  readonly #opening: PageOpening;
  /** Since the page was created. */
  #hasStateChanged = false;
  readonly #newestState: NewestResult<PanelState>;
  /** The accounts whose history has changed since the page was created. */
  readonly #changedAccountIds = new Set<string>();
  /** To be shown once the page listens. */
  #target: Notifications["show"] | undefined;

  constructor(options: PanelOptions) {
    this.#options = options;
    this.#opening = new PageOpening(options.clock);
    this.#newestState = new NewestResult<PanelState>(
      (state) => this.#post({ kind: "state", ...state }),
      options.onError,
    );
    this.#disposables.add(options.onDidChange(() => this.#postState()));
  }

  /** Opens the panel or brings it to the front, and shows an account there if one is given. */
  show(accountId?: string): void {
    if (accountId === undefined) this.#open(undefined, {});
    else this.#open({ accountId }, { accountId });
  }

  /** The same, and shows the overview of all accounts there. */
  showOverview(): void {
    this.#open({}, { page: "overview" });
  }

  #open(target: Notifications["show"] | undefined, viewState: ViewState): void {
    this.#target = target;
    if (this.#webviewPanel) {
      this.#webviewPanel.reveal();
      this.#postShow();
      return;
    }
    const panel = window.createWebviewPanel(panelViewType, "Credit Monitor", ViewColumn.Active);
    this.attach(panel, viewState);
  }

  /** Resolves once no page is being opened: until then, work that nobody waits for would delay it. */
  whenOpened(): Promise<void> {
    return this.#opening.ended();
  }

  /** The page listens now. With initial data it receives only what has changed since. */
  onReady(hasInitialData: boolean): void {
    const wasReady = this.#isReady;
    this.#isReady = true;
    this.#opening.end();
    if (!hasInitialData || wasReady || this.#hasStateChanged) this.#postState();
    this.notifyHistoryChanged(...this.#changedAccountIds);
    this.#postShow();
  }

  /** The response is lost if the page has been replaced since its request. */
  respond<K extends Method>(requestId: number, method: K, response: PanelResponse<K>): void {
    const message: ResponseMessage<K> = { kind: "response", requestId, method, response };
    this.#post(message);
  }

  notifyHistoryChanged(...accountIds: readonly string[]): void {
    for (const accountId of accountIds) {
      this.#changedAccountIds.add(accountId);
      this.#post({ kind: "historyChanged", accountId });
    }
  }

  dispose(): void {
    this.#disposables.dispose();
    this.#webviewPanel?.dispose();
    this.#opening.end();
  }

  /** Shows the page in a panel that was created, or that VS Code has restored. */
  attach(panel: WebviewPanel, savedState: unknown): void {
    const { createPage, handleMessage, onError } = this.#options;
    this.#webviewPanel?.dispose();
    this.#webviewPanel = panel;
    this.#resetPage();
    if (panel.visible) this.#opening.start();
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [] };
    webview.onDidReceiveMessage((message: unknown) => {
      handleMessage(message).catch(onError);
    });
    let emptyHtml: PanelPage["emptyHtml"] | undefined;
    panel.onDidChangeViewState(() => {
      if (panel.visible) {
        if (!this.#isReady) this.#opening.start();
        return;
      }
      this.#opening.end();
      if (emptyHtml === undefined) return;
      this.#resetPage();
      webview.html = emptyHtml();
    });
    panel.onDidDispose(() => {
      if (this.#webviewPanel !== panel) return;
      this.#webviewPanel = undefined;
      this.#opening.end();
    });
    createPage(savedState)
      .then((page) => {
        if (this.#webviewPanel !== panel) return;
        emptyHtml = page.emptyHtml;
        webview.html = (panel.visible && page.initialHtml) || emptyHtml();
      })
      .catch((error: unknown) => {
        if (this.#webviewPanel === panel) this.#opening.end();
        onError(error);
      });
  }

  /** A new page follows: changes from now on are missing in it. */
  #resetPage(): void {
    this.#isReady = false;
    this.#hasStateChanged = false;
    this.#changedAccountIds.clear();
  }

  #postShow(): void {
    if (this.#target === undefined || !this.#isReady) return;
    this.#post({ kind: "show", ...this.#target });
    this.#target = undefined;
  }

  #postState(): void {
    this.#hasStateChanged = true;
    if (!this.#isReady) return;
    this.#newestState.request(this.#options.getState);
  }

  #post<K extends Method>(message: NotificationMessage | ResponseMessage<K>): void {
    if (this.#isReady) void this.#webviewPanel?.webview.postMessage(message);
  }
}
