import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import type { PanelAccount, ToPanel } from "../core/panelMessages.ts";
import { accountFacts } from "./accountFacts.ts";
import { meters } from "./meters.ts";
import { notices } from "./notices.ts";
import type { Screen } from "./screen.ts";
import { toolbar } from "./toolbar.ts";
import type { VscodeHost } from "./vscodeHost.ts";
import { welcome } from "./welcome.ts";

const tickMs = 10_000;

/** The whole panel: the host's last state, which account is looked at, and the clock that ages it. */
export class PanelRoot extends LitElement {
  static override properties = { state: { attribute: false }, wantedId: { attribute: false } };
  declare state: Extract<ToPanel, { kind: "state" }> | undefined;
  declare wantedId: string | undefined;
  declare host: VscodeHost;
  #announcedId: string | undefined;
  #tick: number | undefined;

  receive(message: ToPanel): void {
    if (message.kind === "state") this.state = message;
    else if (message.kind === "show") this.#select(message.accountId);
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
    const screen: Screen = { ...this.state, nowMs: Date.now() };
    const account = this.#shown();
    return account ? this.#accountView(screen, account) : welcome(screen, this.host.post);
  }

  protected override updated(_changed: PropertyValues): void {
    const shown = this.#shown();
    if (shown?.id === this.#announcedId) return;
    this.#announcedId = shown?.id;
    if (shown) this.host.post({ kind: "selected", accountId: shown.id });
  }

  #accountView(screen: Screen, account: PanelAccount): TemplateResult {
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
          ${notices(screen, account, this.host.post)}${meters(screen, account)}${accountFacts(screen, account)}
        </div>
      </main>`;
  }

  // An account that is gone gives way to the first one, and comes back when it does.
  #shown(): PanelAccount | undefined {
    const accounts = this.state?.accounts ?? [];
    return accounts.find((account) => account.id === this.wantedId) ?? accounts[0];
  }

  #select(accountId: string): void {
    this.wantedId = accountId;
    this.host.remember({ accountId });
  }
}
