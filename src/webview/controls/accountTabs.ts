import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { markOf } from "../../core/accounts/accountMark.ts";
import type { PanelAccount } from "../../protocol/panelState.ts";
import { accountContext } from "../account/accountMenu.ts";
import { levelIcon, levelText } from "../account/levelIcon.ts";
import { LightElement } from "../app/lightElement.ts";
import type { PanelContext } from "../app/viewContext.ts";
import { amountText, countText } from "../text/amountText.ts";
import { formatMessage } from "../text/formatMessage.ts";
import { icon } from "./icon.ts";

/** The width of the fade at the end of the row; see top.css. */
const fadePx = 28;

/**
 * The row of tabs: one stop of the Tab key, arrow keys within. Where the tabs are many, the row scrolls, and a list of all
 * accounts stands beside it. The selected tab is always in view.
 */
export class AccountTabs extends LightElement {
  static override properties = {
    context: { attribute: false },
    selectedId: { attribute: false },
    isOverflowing: { state: true },
  };
  declare context: PanelContext;
  /** `undefined` while no account is shown. */
  declare selectedId: string | undefined;
  declare isOverflowing: boolean;
  declare onSelect: (accountId: string) => void;
  #shownId: string | undefined;
  // In the next frame: a change of the layout inside of the callback would make the browser report a loop.
  readonly #resizeObserver = new ResizeObserver(() => requestAnimationFrame(() => this.#onResize()));

  constructor() {
    super();
    this.isOverflowing = false;
  }

  override disconnectedCallback(): void {
    this.#resizeObserver.disconnect();
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const { strings } = this.context;
    return html`<div class="tabs" role="tablist" aria-label=${strings.accounts} @keydown=${this.#onKeyDown} @wheel=${this.#onWheel}>
      <div class="tab-row" role="presentation">${repeat(
        this.#accounts(),
        (account) => account.id,
        (account, index) => this.#tab(account, index),
      )}</div>
    </div>
    ${this.isOverflowing ? this.#overflowList() : nothing}`;
  }

  protected override firstUpdated(): void {
    for (const name of [".tabs", ".tab-row"]) {
      const element = this.querySelector(name);
      if (element) this.#resizeObserver.observe(element);
    }
  }

  protected override updated(): void {
    if (this.selectedId === this.#shownId) return;
    this.#shownId = this.selectedId;
    // Measured in the frame, after everything else has been rendered.
    requestAnimationFrame(() => this.#scrollToSelected());
  }

  /** Without the accounts that are hidden on this machine, unless one is selected. */
  #accounts(): readonly PanelAccount[] {
    return this.context.accounts.filter(({ id, isHidden }) => !isHidden || id === this.selectedId);
  }

  #tab(account: PanelAccount, index: number): TemplateResult {
    const { context, selectedId } = this;
    const isSelected = account.id === selectedId;
    const isStop = isSelected || (selectedId === undefined && index === 0);
    const meter = account.meters[0];
    const amount = amountText(context, meter?.remaining, meter?.unit ?? { kind: "credits" }, "short");
    return html`<button
      type="button" role="tab" class="tab" id=${isSelected ? "selected-tab" : nothing} title=${account.label}
      aria-selected=${isSelected} aria-controls=${isSelected ? "account" : nothing} tabindex=${isStop ? 0 : -1}
      data-vscode-context=${accountContext(account)} @click=${() => this.onSelect(account.id)}
    >
      <bdi class="label">${account.label}</bdi>
      <span class="amount">${amount}</span>
      <span class="level">${levelIcon(account)}<span class="sr-only">${levelText(context.strings, account)}</span></span>
    </button>`;
  }

  /** A native drop-down, which brings its keyboard and its search by typing. */
  #overflowList(): TemplateResult {
    const { context, selectedId } = this;
    const accounts = this.#accounts();
    const label = formatMessage(context.strings.overview.allAccounts, countText(context, accounts.length));
    const change = (event: Event) => {
      const account = accounts[(event.currentTarget as HTMLSelectElement).selectedIndex];
      if (account) this.onSelect(account.id);
    };
    return html`<label class="tool overflow" title=${label}>
      <span aria-hidden="true">${countText(context, accounts.length)}</span>
      ${icon("chevron-down")}
      <select aria-label=${label} @change=${change}>
        ${accounts.map((account) => html`<option .selected=${account.id === selectedId}>${this.#optionText(account)}</option>`)}
      </select>
    </label>`;
  }

  #optionText(account: PanelAccount): string {
    const { context } = this;
    const { label, meters } = account;
    const meter = meters[0];
    const amount = amountText(context, meter?.remaining, meter?.unit ?? { kind: "credits" }, "short");
    return `${label} · ${amount}${markOf(account) === "ok" ? "" : ` · ${levelText(context.strings, account)}`}`;
  }

  #onKeyDown(event: KeyboardEvent): void {
    const accounts = this.#accounts();
    const at = accounts.findIndex(({ id }) => id === this.selectedId);
    const targets: Readonly<Record<string, number>> = {
      ArrowRight: (at + 1) % accounts.length,
      ArrowLeft: (Math.max(at, 0) - 1 + accounts.length) % accounts.length,
      Home: 0,
      End: accounts.length - 1,
    };
    const index = targets[event.key] ?? -1;
    const target = accounts[index];
    if (!target || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.onSelect(target.id);
    this.querySelectorAll<HTMLElement>('[role="tab"]')[index]?.focus();
  }

  #onResize(): void {
    const row = this.querySelector(".tabs");
    const tabs = this.querySelector(".tab-row");
    if (!row || !tabs) return;
    // Without the list, the row would be wider: it must not come and go in turns.
    const listWidth = this.querySelector<HTMLElement>(".overflow")?.offsetWidth ?? 0;
    this.isOverflowing = tabs.scrollWidth > row.clientWidth + listWidth;
    this.#scrollToSelected();
  }

  // Not scrollIntoView: it would also move the point from which the Tab key goes on.
  #scrollToSelected(): void {
    const row = this.querySelector(".tabs");
    const tab = this.querySelector("#selected-tab")?.getBoundingClientRect();
    if (!row || !tab) return;
    const { left, right: end } = row.getBoundingClientRect();
    const right = end - fadePx;
    if (tab.left < left) row.scrollBy({ left: tab.left - left });
    else if (tab.right > right) row.scrollBy({ left: tab.right - right });
  }

  // A mouse has only a vertical wheel, and the row scrolls only horizontally.
  #onWheel(event: WheelEvent): void {
    const row = this.querySelector(".tabs");
    if (!row || event.deltaX !== 0 || row.scrollWidth <= row.clientWidth) return;
    event.preventDefault();
    row.scrollBy({ left: event.deltaY });
  }
}
