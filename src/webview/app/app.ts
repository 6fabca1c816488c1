import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import type { InitialData, PanelAccount, PanelState, ToPanel } from "../../protocol/messages.ts";
import type { ViewState } from "../../protocol/viewState.ts";
import { accountFacts } from "../account/accountFacts.ts";
import { meters } from "../account/meters.ts";
import { historyNotice, notices } from "../account/notices.ts";
import { welcome } from "../account/welcome.ts";
import { toolbar } from "../controls/toolbar.ts";
import { RequestClient } from "./requestClient.ts";
import type { RenderContext, ViewContext } from "./viewContext.ts";
import type { VscodeHost } from "./vscodeApi.ts";

const tickMs = 10_000;

/** The whole panel: the host's last state, which account is looked at, and the clock that ages it. */
export class PanelRoot extends LitElement {
  static override properties = { state: { attribute: false }, memory: { attribute: false } };
  declare state: PanelState | undefined;
  declare memory: ViewState;
  declare host: VscodeHost;
  readonly #answers = new RequestClient((message) => this.host.post(message));
  readonly #revisions = new Map<string, number>();
  #announcedId: string | undefined;
  #tick: number | undefined;

  /** Begins with what the page was born with. */
  begin({ state, accountId, answers }: InitialData): void {
    this.#answers.prepare(answers);
    this.state = state;
    if (this.memory.accountId === undefined && accountId !== undefined) this.#remember({ accountId });
  }

  receive(message: ToPanel): void {
    if (message.kind === "state") this.state = message;
    if (message.kind === "show") this.#select(message.accountId);
    if (message.kind === "answer") this.#answers.receive(message.requestId, message.answer);
    if (message.kind === "historyChanged") {
      this.#revisions.set(message.accountId, (this.#revisions.get(message.accountId) ?? 0) + 1);
      this.requestUpdate();
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#tick = window.setInterval(() => this.requestUpdate(), tickMs);
  }

  override disconnectedCallback(): void {
    window.clearInterval(this.#tick);
    super.disconnectedCallback();
  }

  // No shadow root: one style sheet, and ids that labels can point to.
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    if (!this.state) return html`<div class="loading" aria-busy="true"></div>`;
    const screen: RenderContext = { ...this.state, nowMs: Date.now() };
    const account = this.#shown();
    return account ? this.#accountView(screen, account) : welcome(screen, this.host.post);
  }

  protected override updated(_changed: PropertyValues): void {
    const shown = this.#shown();
    if (shown?.id === this.#announcedId) return;
    this.#announcedId = shown?.id;
    if (shown) this.host.post({ kind: "selected", accountId: shown.id });
  }

  #accountView(screen: RenderContext, account: PanelAccount): TemplateResult {
    const room = this.#room(screen, account);
    return html`<header class="top">
        <account-tabs
          .screen=${screen}
          .selectedId=${account.id}
          .onSelect=${(accountId: string) => this.#select(accountId)}
        ></account-tabs>
        ${toolbar(screen, this.host.post)}
      </header>
      <main>
        <div id="account" role="tabpanel" aria-labelledby="selected-tab" tabindex="0">
          ${notices(screen, account, this.host.post)}${meters(screen, account)}${historyNotice(screen)}
          <balance-history .room=${room}></balance-history>
          <div class="beside">
            <usage-section .room=${room}></usage-section>
            ${accountFacts(screen, account)}
          </div>
          <ledger-section .room=${room}></ledger-section>
        </div>
      </main>`;
  }

  // An account that is gone gives way to the first one, and comes back when it does.
  #shown(): PanelAccount | undefined {
    const accounts = this.state?.accounts ?? [];
    return accounts.find((account) => account.id === this.memory.accountId) ?? accounts[0];
  }

  #room(screen: RenderContext, account: PanelAccount): ViewContext {
    return {
      screen,
      account,
      revision: this.#revisions.get(account.id) ?? 0,
      memory: this.memory,
      remember: (change) => this.#remember(change),
      ask: this.#answers.ask,
      post: (message) => this.host.post(message),
    };
  }

  #select(accountId: string): void {
    if (accountId !== this.memory.accountId) this.#remember({ accountId });
  }

  #remember(change: ViewState): void {
    this.memory = { ...this.memory, ...change };
    this.host.remember(this.memory);
  }
}
