import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { PanelAccount } from "../../protocol/messages.ts";
import { levelMark } from "../account/levelIcon.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { amountText } from "../text/amountText.ts";

/** The row fades out there; see top.css. */
const fadePx = 28;

/** The tab row: one stop of the Tab key, arrows within, scrolling when there are many. */
export class AccountTabs extends LitElement {
  static override properties = { screen: { attribute: false }, selectedId: { attribute: false } };
  declare screen: RenderContext;
  declare selectedId: string;
  declare onSelect: (accountId: string) => void;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { accounts, words } = this.screen;
    return html`<div
      class="tabs"
      role="tablist"
      aria-label=${words.accounts}
      @keydown=${this.#move}
      @wheel=${this.#scroll}
    >
      ${repeat(
        accounts,
        (account) => account.id,
        (account) => this.#tab(account),
      )}
    </div>`;
  }

  protected override updated(changed: PropertyValues): void {
    // Measured in the frame, when everything else is there too.
    if (changed.has("selectedId")) requestAnimationFrame(() => this.#reveal());
  }

  #tab(account: PanelAccount): TemplateResult {
    const isSelected = account.id === this.selectedId;
    const meter = account.meters[0];
    const amount = amountText(this.screen, meter?.remaining, meter?.unit ?? { kind: "credits" }, "short");
    return html`<button
      type="button"
      role="tab"
      class="tab"
      id=${isSelected ? "selected-tab" : nothing}
      title=${account.label}
      aria-selected=${isSelected}
      aria-controls="account"
      tabindex=${isSelected ? 0 : -1}
      @click=${() => this.onSelect(account.id)}
    >
      <bdi class="label">${account.label}</bdi>
      <span class="amount">${amount}</span>
      <span class="level">${levelMark(account.level)}<span class="unseen">${this.screen.words.levels[account.level]}</span></span>
    </button>`;
  }

  #move(event: KeyboardEvent): void {
    const { accounts } = this.screen;
    const at = accounts.findIndex((account) => account.id === this.selectedId);
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

  // Not scrollIntoView: it moves the point that the Tab key goes on from past the tabs.
  #reveal(): void {
    const row = this.querySelector(".tabs");
    const tab = this.querySelector("#selected-tab")?.getBoundingClientRect();
    if (!row || !tab) return;
    const { left, right: end } = row.getBoundingClientRect();
    const right = end - fadePx;
    if (tab.left < left) row.scrollBy({ left: tab.left - left });
    else if (tab.right > right) row.scrollBy({ left: tab.right - right });
  }

  // A mouse has only a vertical wheel, and the row has only a horizontal way to go.
  #scroll(event: WheelEvent): void {
    const row = this.querySelector(".tabs");
    if (!row || event.deltaX !== 0 || row.scrollWidth <= row.clientWidth) return;
    event.preventDefault();
    row.scrollBy({ left: event.deltaY });
  }
}
