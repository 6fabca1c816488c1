import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { PanelEntry } from "../../core/panelQuestions.ts";
import type { Screen } from "../screen.ts";
import { keyTarget } from "./keyTarget.ts";
import type { LedgerPages } from "./ledgerPages.ts";
import { ledgerRow } from "./ledgerRow.ts";
import { restWidth } from "./restWidth.ts";

const rowPx = 28;
const stackedRowPx = 50;
const stacked = "(max-width: 680px)";

/** The grid of entries: only the rows in view exist, one of them can be reached by the Tab key. */
export class LedgerGrid extends LitElement {
  static override properties = { screen: { attribute: false }, pages: { attribute: false } };
  declare screen: Screen;
  declare pages: LedgerPages;
  declare order: "newest" | "oldest";
  declare onOpen: (entry: PanelEntry) => void;
  #active = 0;
  /** The index of what was the first entry when the grid began, by which rows keep their elements. */
  #origin = 0;
  #scrollByRows = 0;
  #virtual: Virtualizer<HTMLElement, HTMLElement> | undefined;
  #unmount: (() => void) | undefined;
  readonly #media = window.matchMedia(stacked);
  readonly #measure = () => {
    this.#virtual?.measure();
    this.requestUpdate();
  };

  /** The rows in view. */
  get inView(): { readonly first: number; readonly last: number } {
    const { scrollTop, clientHeight } = this.#scroller;
    const height = this.#rowPx;
    return { first: Math.floor(scrollTop / height), last: Math.ceil((scrollTop + clientHeight) / height) };
  }

  get isAtTop(): boolean {
    return this.#scroller.scrollTop === 0;
  }

  /** Shows newer pages in which the present entries stand `shift` rows later, without moving them on screen. */
  replace(pages: LedgerPages, shift: number): void {
    if (!this.isAtTop) this.#scrollByRows += shift;
    this.pages = pages;
    this.#origin += shift;
    this.#active = Math.max(0, Math.min(this.#active + shift, (pages.total ?? 1) - 1));
  }

  /** Begins anew, as under another filter. */
  restart(pages: LedgerPages): void {
    this.pages = pages;
    this.#active = 0;
    this.#origin = 0;
    this.#scroller.scrollTop = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#media.addEventListener("change", this.#measure);
  }

  override disconnectedCallback(): void {
    this.#media.removeEventListener("change", this.#measure);
    this.#unmount?.();
    super.disconnectedCallback();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { ledger: words } = this.screen.words;
    const total = this.pages.total ?? 0;
    const heads = {
      time: words.time,
      type: words.type,
      amount: words.amount,
      "amount after": words.balanceAfter,
      description: words.description,
      reference: words.reference,
    };
    return html`<div role="grid" class="grid" aria-label=${words.title} aria-rowcount=${total + 1} aria-colcount="6" @keydown=${this.#key}>
      <div role="rowgroup" class="grid-head">
        <div role="row" class="row" aria-rowindex="1">
          ${Object.entries(heads).map(
            ([name, label]) => html`<div
              role="columnheader"
              class=${name}
              aria-sort=${name !== "time" ? "none" : this.order === "newest" ? "descending" : "ascending"}
            >${label}</div>`,
          )}
        </div>
      </div>
      <div role="rowgroup" class="grid-body" @click=${this.#click} @focusin=${this.#focus}>
        <div class="sizer" role="presentation" .style=${`height: ${total * this.#rowPx}px`}>
          ${repeat(
            this.#indexes(),
            (index) => index - this.#origin,
            (index) =>
              ledgerRow(this.screen, this.pages.entry(index), {
                index,
                topPx: index * this.#rowPx,
                isActive: index === this.#active,
              }),
          )}
        </div>
      </div>
    </div>`;
  }

  protected override firstUpdated(): void {
    this.#virtual = new Virtualizer(this.#options());
    this.#unmount = this.#virtual._didMount();
    this.#virtual._willUpdate();
    this.requestUpdate();
  }

  protected override updated(_changed: PropertyValues): void {
    const rows = this.#scrollByRows;
    this.#scrollByRows = 0;
    if (rows !== 0) this.#scroller.scrollTop += rows * this.#rowPx;
    const { first, last } = this.inView;
    this.pages.want(first, last);
    const width = restWidth(this.#scroller);
    this.querySelector<HTMLElement>(".grid")?.style.setProperty("--rest", `${width}ch`);
  }

  get #scroller(): HTMLElement {
    return this.querySelector<HTMLElement>(".grid-body") ?? this;
  }

  get #rowPx(): number {
    return this.#media.matches ? stackedRowPx : rowPx;
  }

  #options(): ConstructorParameters<typeof Virtualizer<HTMLElement, HTMLElement>>[0] {
    return {
      count: this.pages.total ?? 0,
      getScrollElement: () => this.#scroller,
      estimateSize: () => this.#rowPx,
      overscan: 8,
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      onChange: () => this.requestUpdate(),
    };
  }

  /** What has to exist: the rows in view and around, and the one that the Tab key reaches. */
  #indexes(): readonly number[] {
    const total = this.pages.total ?? 0;
    this.#virtual?.setOptions(this.#options());
    const indexes = (this.#virtual?.getVirtualItems() ?? [])
      .map(({ index }) => index)
      .filter((index) => index < total);
    if (total === 0 || indexes.includes(this.#active)) return indexes;
    return [...indexes, this.#active].sort((a, b) => a - b);
  }

  #click(event: Event): void {
    const index = indexOf(event);
    if (index === undefined || getSelection()?.isCollapsed === false) return;
    this.#activate(index);
    this.#open();
  }

  #focus(event: Event): void {
    const index = indexOf(event);
    if (index === undefined || index === this.#active) return;
    this.#active = index;
    this.requestUpdate();
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      this.#open();
      return;
    }
    const { first, last } = this.inView;
    const target = keyTarget(event.key, this.#active, this.pages.total ?? 0, Math.max(1, last - first - 2));
    if (target === undefined) return;
    event.preventDefault();
    this.#activate(target);
  }

  #activate(index: number): void {
    this.#active = index;
    this.#virtual?.scrollToIndex(index, { align: "auto" });
    this.requestUpdate();
    void this.updateComplete.then(() => {
      this.querySelector<HTMLElement>(`[aria-rowindex="${index + 2}"]`)?.focus({ preventScroll: true });
    });
  }

  #open(): void {
    const entry = this.pages.entry(this.#active);
    if (entry) this.onOpen(entry);
  }
}

function indexOf({ target }: Event): number | undefined {
  const row = target instanceof Element ? target.closest("[aria-rowindex]") : null;
  return row ? Number(row.getAttribute("aria-rowindex")) - 2 : undefined;
}
