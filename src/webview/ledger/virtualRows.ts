import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import type { RowRange } from "./pages.ts";

export interface VirtualRowsOptions {
  /** The element that scrolls; `null` before the owner has rendered it. */
  readonly scroller: () => HTMLElement | null;
  readonly total: () => number;
  readonly onChange: () => void;
}

const overscan = 8;
// The heights, the width and the part of the window's height are the same as in grid.css.
const defaultRowPx = 28;
const stackedRowPx = 50;
const gridHeightFraction = 0.7;
// Created while the module loads: later it would force a layout.
const stackedLayout = window.matchMedia("(max-width: 680px)");

/** Which of very many rows of one height have to exist, given the scroll position. */
export class VirtualRows {
  readonly #options: VirtualRowsOptions;
  #rowPx = rowHeightPx();
  /** Before anything is measured. */
  readonly #initialRect = { width: window.innerWidth, height: window.innerHeight * gridHeightFraction };
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  #unmount: (() => void) | undefined;

  constructor(options: VirtualRowsOptions) {
    this.#options = options;
    this.#virtualizer = new Virtualizer(this.#virtualizerOptions(0));
  }

  get rowPx(): number {
    return this.#rowPx;
  }

  get isAtTop(): boolean {
    return (this.#options.scroller()?.scrollTop ?? 0) === 0;
  }

  /** The rows that were at least partly visible when they were last rendered. */
  get inView(): RowRange {
    const { startIndex = 0, endIndex = 0 } = this.#virtualizer.range ?? {};
    return { first: startIndex, last: endIndex };
  }

  /** The rows in view and some around them, in ascending order. */
  indexes(): readonly number[] {
    const total = this.#options.total();
    this.#virtualizer.setOptions(this.#virtualizerOptions(total));
    return this.#virtualizer.getVirtualIndexes();
  }

  scrollToRow(index: number): void {
    this.#virtualizer.scrollToIndex(index, { align: "auto" });
  }

  scrollByRows(rows: number): void {
    const scroller = this.#options.scroller();
    if (scroller && rows !== 0) scroller.scrollTop += rows * this.rowPx;
  }

  scrollToTop(): void {
    const scroller = this.#options.scroller();
    if (scroller) scroller.scrollTop = 0;
  }

  /** Measures the scroller and observes it from now on. */
  connect(): void {
    this.#unmount = this.#virtualizer._didMount();
    this.#virtualizer._willUpdate();
    stackedLayout.addEventListener("change", this.#remeasure);
  }

  disconnect(): void {
    stackedLayout.removeEventListener("change", this.#remeasure);
    this.#unmount?.();
  }

  readonly #remeasure = () => {
    this.#rowPx = rowHeightPx();
    this.#virtualizer.measure();
    this.#options.onChange();
  };

  #virtualizerOptions(count: number): ConstructorParameters<typeof Virtualizer<HTMLElement, HTMLElement>>[0] {
    return {
      count,
      initialRect: this.#initialRect,
      getScrollElement: this.#options.scroller,
      estimateSize: () => this.rowPx,
      overscan,
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      onChange: this.#options.onChange,
    };
  }
}

function rowHeightPx(): number {
  return stackedLayout.matches ? stackedRowPx : defaultRowPx;
}
