import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { PanelAccount } from "../../protocol/panelState.ts";
import { accountContext } from "../account/accountMenu.ts";
import { levelIcon, levelText } from "../account/levelIcon.ts";
import { LightElement } from "../app/lightElement.ts";
import type { ViewContext } from "../app/viewContext.ts";
import { amountText } from "../text/amountText.ts";

/** The width of the fade at the end of the row; see top.css. */
const fadePx = 28;

/** The row of tabs: one stop of the Tab key, arrow keys within; it scrolls where the tabs are many. */
export class AccountTabs extends LightElement {
  static override properties = { context: { attribute: false } };
  declare context: ViewContext;
  declare onSelect: (accountId: string) => void;
  #shownId: string | undefined;

  protected override render(): TemplateResult {
    const { accounts, strings } = this.context;
    return html`<div class="tabs" role="tablist" aria-label=${strings.accounts} @keydown=${this.#onKeyDown} @wheel=${this.#onWheel}>
      ${repeat(
        accounts,
        (account) => account.id,
        (account) => this.#tab(account),
      )}
    </div>`;
  }

  protected override updated(): void {
    const { id } = this.context.account;
    if (id === this.#shownId) return;
    this.#shownId = id;
    // Measured in the frame, after everything else has been rendered.
    requestAnimationFrame(() => this.#scrollToSelected());
  }

  #tab(account: PanelAccount): TemplateResult {
    const { context } = this;
    const isSelected = account.id === context.account.id;
    const meter = account.meters[0];
    const amount = amountText(context, meter?.remaining, meter?.unit ?? { kind: "credits" }, "short");
    return html`<button
      type="button" role="tab" class="tab" id=${isSelected ? "selected-tab" : nothing} title=${account.label}
      aria-selected=${isSelected} aria-controls="account" tabindex=${isSelected ? 0 : -1}
      data-vscode-context=${accountContext(account)} @click=${() => this.onSelect(account.id)}
    >
      <bdi class="label">${account.label}</bdi>
      <span class="amount">${amount}</span>
      <span class="level">${levelIcon(account)}<span class="sr-only">${levelText(context.strings, account)}</span></span>
    </button>`;
  }

  #onKeyDown(event: KeyboardEvent): void {
    const { accounts, account: selected } = this.context;
    const at = accounts.findIndex(({ id }) => id === selected.id);
    const targets: Readonly<Record<string, number>> = {
      ArrowRight: (at + 1) % accounts.length,
      ArrowLeft: (at - 1 + accounts.length) % accounts.length,
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
