import { html, type TemplateResult } from "lit";
import type { InitialData, NotificationMessage, Notifications, ToWebview } from "../../protocol/messages.ts";
import type { PanelAccount, PanelState } from "../../protocol/panelState.ts";
import type { ViewState } from "../../protocol/viewState.ts";
import { accountFacts } from "../account/accountFacts.ts";
import { accountContext } from "../account/accountMenu.ts";
import { meters } from "../account/meters.ts";
import { historyNotice, notices } from "../account/notices.ts";
import { welcome } from "../account/welcome.ts";
import { toolbar } from "../controls/toolbar.ts";
import { LightElement } from "./lightElement.ts";
import { MessageRequestClient } from "./requestClient.ts";
import type { RenderContext, ViewContext } from "./viewContext.ts";
import type { VscodeHost } from "./vscodeApi.ts";

type NotificationHandlers = { readonly [K in keyof Notifications]: (params: Notifications[K]) => void };

/** Relative times are rendered again this often. */
const refreshIntervalMs = 10_000;

/** The whole panel: the host's last state and the account that is shown. */
export class PanelRoot extends LightElement {
  static override properties = { state: { attribute: false }, viewState: { attribute: false } };
  declare state: PanelState | undefined;
  declare viewState: ViewState;
  declare host: VscodeHost;
  readonly #client = new MessageRequestClient((message) => this.host.post(message));
  readonly #revisions = new Map<string, number>();
  readonly #handlers: NotificationHandlers = {
    state: (state) => {
      this.state = state;
    },
    show: ({ accountId }) => this.#select(accountId),
    historyChanged: ({ accountId }) => {
      this.#revisions.set(accountId, this.#revisionOf(accountId) + 1);
      this.requestUpdate();
    },
  };
  #announcedId: string | undefined;
  #refreshTimer: number | undefined;

  /** Renders what came with the page. */
  start({ state, accountId, responses }: InitialData): void {
    this.#client.addInitial(responses);
    this.state = state;
    if (this.viewState.accountId === undefined && accountId !== undefined) this.#update({ accountId });
  }

  receive(message: ToWebview): void {
    if (message.kind === "response") this.#client.receive(message);
    else this.#notify(message);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#refreshTimer = window.setInterval(() => this.requestUpdate(), refreshIntervalMs);
  }

  override disconnectedCallback(): void {
    window.clearInterval(this.#refreshTimer);
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    if (!this.state) return html`<div class="loading" aria-busy="true"></div>`;
    const context: RenderContext = { ...this.state, nowMs: Date.now() };
    const account = this.#shownAccount();
    return account ? this.#accountView(context, account) : welcome(context, this.host.post);
  }

  protected override updated(): void {
    const account = this.#shownAccount();
    if (account?.id === this.#announcedId) return;
    this.#announcedId = account?.id;
    if (account) this.host.post({ kind: "selected", accountId: account.id });
  }

  #notify<K extends keyof Notifications>(message: NotificationMessage<K>): void {
    this.#handlers[message.kind](message);
  }

  #accountView(render: RenderContext, account: PanelAccount): TemplateResult {
    const context = this.#viewContext(render, account);
    return html`<header class="top">
        <account-tabs
          .context=${context}
          .onSelect=${(accountId: string) => this.#select(accountId)}
        ></account-tabs>
        ${toolbar(context)}
      </header>
      <main>
        <div id="account" role="tabpanel" aria-labelledby="selected-tab" tabindex="0"
          data-vscode-context=${accountContext(account, false)}>
          ${notices(context)}${meters(context, account)}${historyNotice(context)}
          <chart-section .context=${context}></chart-section>
          <div class="side-by-side">
            <usage-section .context=${context}></usage-section>
            ${accountFacts(context, account)}
          </div>
          <ledger-section .context=${context}></ledger-section>
        </div>
      </main>`;
  }

  #viewContext(render: RenderContext, account: PanelAccount): ViewContext {
    return {
      ...render,
      account,
      revision: this.#revisionOf(account.id),
      viewState: this.viewState,
      updateViewState: (change) => this.#update(change),
      client: this.#client,
      post: (message) => this.host.post(message),
    };
  }

  // While the selected account is missing the first one is shown; the selection stays, as it may come back.
  #shownAccount(): PanelAccount | undefined {
    const accounts = this.state?.accounts ?? [];
    return accounts.find((account) => account.id === this.viewState.accountId) ?? accounts[0];
  }

  #revisionOf(accountId: string): number {
    return this.#revisions.get(accountId) ?? 0;
  }

  #select(accountId: string): void {
    if (accountId !== this.viewState.accountId) this.#update({ accountId });
  }

  #update(change: ViewState): void {
    this.viewState = { ...this.viewState, ...change };
    this.host.setState(this.viewState);
  }
}
