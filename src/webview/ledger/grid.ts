import { LitElement, type PropertyValues, type TemplateResult } from "lit";
import type { LedgerOrder } from "../../core/ledger/ledgerEntry.ts";
import type { PanelEntry } from "../../protocol/messages.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { fractionWidth, gridView } from "./columns.ts";
import type { LedgerPages } from "./pages.ts";
import { RowWindow } from "./virtualRows.ts";

/** The row that a key moves to; `undefined` for keys that do not move. */
export function keyTarget(key: string, at: number, total: number, page: number): number | undefined {
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: total - 1,
  };
  const target = targets[key];
  if (target === undefined || total === 0) return undefined;
  return Math.min(Math.max(target, 0), total - 1);
}

/** Which row of the grid an event met; the header is none. */
export function rowIndexOf({ target }: Event): number | undefined {
  const row = target instanceof Element ? target.closest("[aria-rowindex]") : null;
  return row ? Number(row.getAttribute("aria-rowindex")) - 2 : undefined;
}

// Fetched before they are in view.
const rowsAhead = 8;

/** The grid of entries: only the rows in view exist, and one that the Tab key reaches. */
export class LedgerGrid extends LitElement {
  static override properties = { screen: { attribute: false }, pages: { attribute: false } };
  declare screen: RenderContext;
  declare pages: LedgerPages;
  declare order: LedgerOrder;
  declare onOpen: (entry: PanelEntry) => void;
  readonly window = new RowWindow({
    scroller: () => this.#body,
    total: () => this.#total,
    onChange: () => this.requestUpdate(),
  });
  #active = 0;
  /** Where the entry that was the first when the grid began is now: rows keep their elements by it. */
  #origin = 0;
  #scrollByRows = 0;

  /** Shows newer pages in which the present entries stand `shift` rows later, without moving them on screen. */
  replace(pages: LedgerPages, shift: number): void {
    if (!this.window.isAtTop) this.#scrollByRows += shift;
    this.pages = pages;
    this.#origin += shift;
    this.#active = Math.max(0, Math.min(this.#active + shift, this.#total - 1));
  }

  /** Begins anew, as under another filter. */
  restart(pages: LedgerPages): void {
    this.pages = pages;
    this.#active = 0;
    this.#origin = 0;
    this.window.scrollToTop();
  }

  override disconnectedCallback(): void {
    this.window.close();
    super.disconnectedCallback();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return gridView(this.screen, {
      order: this.order,
      total: this.#total,
      rowPx: this.window.rowPx,
      indexes: this.#indexes(),
      origin: this.#origin,
      active: this.#active,
      entry: (index) => this.pages.entry(index),
      onKey: (event) => this.#key(event),
      onClick: (event) => this.#click(event),
      onFocus: (event) => this.#focus(event),
    });
  }

  protected override update(changed: PropertyValues): void {
    const hadFocus = this.#hasFocus;
    super.update(changed);
    // Moved among other rows, an element loses the focus.
    if (hadFocus && !this.#hasFocus) this.#focusRow(this.#active);
  }

  protected override firstUpdated(): void {
    // Measured once, in the frame, when everything beside the grid is there too.
    requestAnimationFrame(() => this.isConnected && this.window.open());
  }

  protected override updated(): void {
    const rest = `${fractionWidth(this)}ch`;
    this.querySelector<HTMLElement>(".grid")?.style.setProperty("--rest", rest);
    this.window.scrollBy(this.#scrollByRows);
    this.#scrollByRows = 0;
    const { first, last } = this.window.inView;
    this.pages.want(first - rowsAhead, last + rowsAhead, this.#active);
  }

  get #total(): number {
    return this.pages.total ?? 0;
  }

  get #body(): HTMLElement | null {
    return this.querySelector(".grid-body");
  }

  get #hasFocus(): boolean {
    return this.#body?.contains(document.activeElement) ?? false;
  }

  #indexes(): readonly number[] {
    const indexes = this.window.indexes();
    if (this.#total === 0 || indexes.includes(this.#active)) return indexes;
    return [...indexes, this.#active].sort((a, b) => a - b);
  }

  #click(event: Event): void {
    const index = rowIndexOf(event);
    if (index === undefined || getSelection()?.isCollapsed === false) return;
    this.#activate(index);
    this.#open();
  }

  #focus(event: Event): void {
    const index = rowIndexOf(event);
    if (index === undefined || index === this.#active) return;
    this.#active = index;
    this.requestUpdate();
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const { first, last } = this.window.inView;
    const target = keyTarget(event.key, this.#active, this.#total, Math.max(1, last - first - 1));
    if (target === undefined && event.key !== "Enter") return;
    event.preventDefault();
    if (target === undefined) this.#open();
    else this.#activate(target);
  }

  #activate(index: number): void {
    this.#active = index;
    this.window.reveal(index);
    this.requestUpdate();
    void this.updateComplete.then(() => this.#focusRow(index));
  }

  #focusRow(index: number): void {
    this.querySelector<HTMLElement>(`[aria-rowindex="${index + 2}"]`)?.focus({ preventScroll: true });
  }

  #open(): void {
    const entry = this.pages.entry(this.#active);
    if (entry) this.onOpen(entry);
  }
}
