import type { PropertyValues, TemplateResult } from "lit";
import type { LedgerOrder } from "../../core/ledger/ledgerEntry.ts";
import type { PanelEntry } from "../../protocol/panelState.ts";
import { LightElement } from "../app/lightElement.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { fractionWidth, gridView } from "./gridView.ts";
import type { LedgerPages } from "./pages.ts";
import { VirtualRows } from "./virtualRows.ts";

/** The row that a key moves the focus to; `undefined` for other keys. */
function rowForKey(key: string, row: number, total: number, pageRows: number): number | undefined {
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: row + 1,
    ArrowUp: row - 1,
    PageDown: row + pageRows,
    PageUp: row - pageRows,
    Home: 0,
    End: total - 1,
  };
  const target = targets[key];
  if (target === undefined || total === 0) return undefined;
  return Math.min(Math.max(target, 0), total - 1);
}

/** The row that an event happened in; `undefined` outside of the rows. */
function rowOfEvent({ target }: Event): number | undefined {
  const row = target instanceof Element ? target.closest("[aria-rowindex]") : null;
  return row ? Number(row.getAttribute("aria-rowindex")) - 2 : undefined;
}

// Loaded before they come into view.
const rowsAhead = 8;

/** The grid of entries. Only the rows in view exist, and the active one, which the Tab key reaches. */
export class LedgerGrid extends LightElement {
  static override properties = { context: { attribute: false }, pages: { attribute: false } };
  declare context: RenderContext;
  declare pages: LedgerPages;
  declare order: LedgerOrder;
  declare onOpen: (entry: PanelEntry) => void;
  declare onSort: (order: LedgerOrder) => void;
  readonly rows = new VirtualRows({
    scroller: () => this.#body,
    total: () => this.#total,
    onChange: () => this.requestUpdate(),
  });
  #activeRow = 0;
  /** The present row of the entry that was first at the start: rows keep their elements by the distance from it. */
  #originRow = 0;
  #pendingScrollRows = 0;
  #isRestoringFocus = false;

  /** Shows newer pages, in which the entries stand `shift` rows lower, without moving them on screen. */
  replace(pages: LedgerPages, shift: number): void {
    if (!this.rows.isAtTop) this.#pendingScrollRows += shift;
    this.pages = pages;
    this.#originRow += shift;
    this.#activeRow = Math.max(0, Math.min(this.#activeRow + shift, this.#total - 1));
  }

  /** Shows other pages from their first row on. */
  restart(pages: LedgerPages): void {
    this.pages = pages;
    this.#activeRow = 0;
    this.#originRow = 0;
    this.rows.scrollToTop();
  }

  override disconnectedCallback(): void {
    this.rows.disconnect();
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    return gridView(this.context, {
      order: this.order,
      total: this.#total,
      indexes: this.#indexes(),
      heightPx: this.rows.heightPx,
      topPx: (row) => this.rows.topPx(row),
      originRow: this.#originRow,
      activeRow: this.#activeRow,
      entry: (row) => this.pages.entry(row),
      onSort: (order) => this.onSort(order),
      onKeyDown: (event) => this.#onKeyDown(event),
      onClick: (event) => this.#onClick(event),
      onFocus: (event) => this.#onFocus(event),
    });
  }

  protected override update(changed: PropertyValues): void {
    const hadFocus = this.#hasFocus;
    super.update(changed);
    // An element loses the focus when it is moved among the rows.
    if (hadFocus && !this.#hasFocus) this.#focusRow(this.#activeRow);
  }

  protected override firstUpdated(): void {
    // Measured once, in the frame, after everything else has been rendered.
    requestAnimationFrame(() => this.isConnected && this.rows.connect());
  }

  protected override updated(): void {
    const grid = this.querySelector<HTMLElement>(".grid");
    grid?.style.setProperty("--fraction", `${fractionWidth(this)}ch`);
    this.rows.scrollByRows(this.#pendingScrollRows);
    this.#pendingScrollRows = 0;
    const { first, last } = this.rows.inView;
    this.pages.setNeeded(first - rowsAhead, last + rowsAhead, this.#activeRow);
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
    const indexes = this.rows.indexes();
    if (this.#total === 0 || indexes.includes(this.#activeRow)) return indexes;
    return [...indexes, this.#activeRow].sort((a, b) => a - b);
  }

  #onClick(event: Event): void {
    const row = rowOfEvent(event);
    if (row === undefined || getSelection()?.isCollapsed === false) return;
    this.#activate(row);
    this.#openActiveRow();
  }

  #onFocus(event: Event): void {
    const row = rowOfEvent(event);
    // `#focusRow` restores the focus while the rows are being replaced, and must not scroll.
    if (row === undefined || this.#isRestoringFocus) return;
    const { first, last } = this.rows.inView;
    // The Tab key reaches the active row also while it is out of view.
    if (row < first || row > last) this.rows.scrollToRow(row);
    if (row === this.#activeRow) return;
    this.#activeRow = row;
    this.requestUpdate();
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const { first, last } = this.rows.inView;
    const row = rowForKey(event.key, this.#activeRow, this.#total, Math.max(1, last - first - 1));
    if (row === undefined && event.key !== "Enter") return;
    event.preventDefault();
    if (row === undefined) this.#openActiveRow();
    else this.#activate(row);
  }

  #activate(row: number): void {
    this.#activeRow = row;
    this.rows.scrollToRow(row);
    this.requestUpdate();
    void this.updateComplete.then(() => this.#focusRow(row));
  }

  #focusRow(row: number): void {
    this.#isRestoringFocus = true;
    this.querySelector<HTMLElement>(`[aria-rowindex="${row + 2}"]`)?.focus({ preventScroll: true });
    this.#isRestoringFocus = false;
  }

  #openActiveRow(): void {
    const entry = this.pages.entry(this.#activeRow);
    if (entry) this.onOpen(entry);
  }
}
