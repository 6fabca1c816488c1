import { html, nothing, type TemplateResult } from "lit";
import type { InitialData, NotificationMessage, Notifications, ToWebview } from "../../protocol/messages.ts";
import type { PanelAccount, PanelState } from "../../protocol/panelState.ts";
import { shownAccount, shownPage, type ViewState } from "../../protocol/viewState.ts";
import { accountFacts } from "../account/accountFacts.ts";
import { accountContext } from "../account/accountMenu.ts";
import { meters } from "../account/meters.ts";
import { historyNotice, notices } from "../account/notices.ts";
import { welcome } from "../account/welcome.ts";
import { overviewButton, toolbar } from "../controls/toolbar.ts";
import { LightElement } from "./lightElement.ts";
import { MessageRequestClient } from "./requestClient.ts";
import type { PanelContext, ViewContext } from "./viewContext.ts";
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
    show: ({ accountId }) => (accountId === undefined ? this.#showOverview() : this.#select(accountId)),
    historyChanged: ({ accountId }) => {
      this.#revisions.set(accountId, this.#revisionOf(accountId) + 1);
      this.requestUpdate();
    },
  };
  #announcedId: string | undefined;
  #refreshTimer: number | undefined;

  /** Renders what came with the page. */
  start({ state, page, accountId, responses }: InitialData): void {
    this.#client.addInitial(responses);
    this.state = state;
    if (this.viewState.accountId === undefined && accountId !== undefined) this.#update({ accountId });
    if (page === "overview") this.#showOverview();
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
    const context: PanelContext = {
      ...this.state,
      nowMs: Date.now(),
      viewState: this.viewState,
      updateViewState: (change) => this.#update(change),
      post: (message) => this.host.post(message),
    };
    if (context.accounts.length === 0) return welcome(context, context.post);
    const account = this.#shownAccount();
    return html`${this.#header(context, account)}
      <main>${account ? this.#accountPage(context, account) : this.#overview(context)}</main>`;
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

  #header(context: PanelContext, account: PanelAccount | undefined): TemplateResult {
    const { accounts, strings } = context;
    return html`<header class="top">
      <account-tabs
        .context=${context} .selectedId=${account?.id}
        .onSelect=${(accountId: string) => this.#select(accountId)}
      ></account-tabs>
      ${toolbar(context)}
      ${accounts.length < 2 ? nothing : overviewButton(strings.overview.title, account === undefined, () => this.#showOverview())}
    </header>`;
  }

  #overview(context: PanelContext): TemplateResult {
    const select = (accountId: string) => {
      this.#select(accountId);
      // The row with the focus is gone.
      void this.updateComplete.then(() => this.querySelector<HTMLElement>("#account")?.focus());
    };
    return html`<accounts-overview .context=${context} .onSelect=${select}></accounts-overview>`;
  }

  #accountPage(panel: PanelContext, account: PanelAccount): TemplateResult {
    const revision = this.#revisionOf(account.id);
    const context: ViewContext = { ...panel, account, revision, client: this.#client };
    return html`<div id="account" role="tabpanel" aria-labelledby="selected-tab" tabindex="0"
      data-vscode-context=${accountContext(account, false)}>
      ${notices(context)}${meters(context, account)}${historyNotice(context)}
      <chart-section .context=${context}></chart-section>
      <div class="side-by-side">
        <usage-section .context=${context}></usage-section>
        ${accountFacts(context, account)}
      </div>
      <ledger-section .context=${context}></ledger-section>
    </div>`;
  }

  #shownAccount(): PanelAccount | undefined {
    const accounts = this.state?.accounts ?? [];
    if (shownPage(this.viewState, accounts.length) === "overview") return undefined;
    return shownAccount(this.viewState, accounts);
  }

  #revisionOf(accountId: string): number {
    return this.#revisions.get(accountId) ?? 0;
  }

  #select(accountId: string): void {
    const { page = "account", accountId: selectedId } = this.viewState;
    if (accountId !== selectedId || page !== "account") this.#update({ page: "account", accountId });
  }

  #showOverview(): void {
    if (this.viewState.page !== "overview") this.#update({ page: "overview" });
  }

  #update(change: ViewState): void {
    this.viewState = { ...this.viewState, ...change };
    this.host.setState(this.viewState);
  }
}
