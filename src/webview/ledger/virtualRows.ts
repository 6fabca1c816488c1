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
/**
 * No element is higher than this. Chromium cuts off what is below 33,554,428 device pixels, and a display at 300 % with
 * a window zoomed to 200 % has six of them in a pixel.
 */
const maxHeightPx = 5_000_000;
/** The wheel and a click beside the scroll bar's thumb scroll by less, one step of the thumb in a long list by more. */
const maxStepPx = 3_000;
// Created while the module loads: later it would force a layout.
const stackedLayout = window.matchMedia("(max-width: 680px)");

/**
 * Which of very many rows of one height have to exist, given the scroll position. When all rows are higher than an
 * element can be, the scroll bar covers them at a smaller scale, while the wheel still moves them pixel by pixel.
 */
export class VirtualRows {
  readonly #options: VirtualRowsOptions;
  #rowPx = rowHeightPx();
  /** Before anything is measured. */
  #viewPx = window.innerHeight * gridHeightFraction;
  /** Where the view begins, in pixels from the top of the first row. */
  #offsetPx = 0;
  /** The scroller's `scrollTop` that belongs to this offset. */
  #scrollTop = 0;
  #connected: HTMLElement | undefined;
  readonly #resizes = new ResizeObserver(() => this.#measure());

  constructor(options: VirtualRowsOptions) {
    this.#options = options;
  }

  get rowPx(): number {
    return this.#rowPx;
  }

  /** The height of the element that contains the rows. */
  get heightPx(): number {
    return Math.min(this.#contentPx, maxHeightPx);
  }

  /** The distance of a row from the top of that element; of a row far out of view, some distance in its direction. */
  topPx(index: number): number {
    const px = index * this.#rowPx - Math.round(this.#offsetPx - this.#scrollTop);
    return Math.min(Math.max(px, -this.#rowPx), this.heightPx);
  }

  get isAtTop(): boolean {
    return this.#offsetPx === 0;
  }

  /** The rows that are at least partly visible. */
  get inView(): RowRange {
    const last = Math.ceil((this.#offsetPx + this.#viewPx) / this.#rowPx) - 1;
    const first = Math.floor(this.#offsetPx / this.#rowPx);
    return { first, last: Math.max(first, Math.min(last, this.#options.total() - 1)) };
  }

  /** The rows in view and some around them, in ascending order. */
  indexes(): readonly number[] {
    this.#offsetPx = Math.min(this.#offsetPx, this.#maxOffsetPx);
    const { first, last } = this.inView;
    const start = Math.max(0, first - overscan);
    const end = Math.min(this.#options.total(), last + 1 + overscan);
    return Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index);
  }

  /** Scrolls as little as is needed to show the whole row. */
  scrollToRow(index: number): void {
    const topPx = index * this.#rowPx;
    const bottomPx = topPx + this.#rowPx;
    if (topPx < this.#offsetPx) this.#scrollTo(topPx);
    else if (bottomPx > this.#offsetPx + this.#viewPx) this.#scrollTo(bottomPx - this.#viewPx);
  }

  scrollByRows(rows: number): void {
    if (rows !== 0) this.#scrollTo(this.#offsetPx + rows * this.#rowPx);
  }

  scrollToTop(): void {
    this.#scrollTo(0);
  }

  /** Measures the scroller and observes it from now on. */
  connect(): void {
    const scroller = this.#options.scroller();
    if (!scroller) return;
    this.#connected = scroller;
    scroller.addEventListener("scroll", this.#onScroll, { passive: true });
    scroller.addEventListener("scrollend", this.#alignScrollBar);
    this.#resizes.observe(scroller);
    stackedLayout.addEventListener("change", this.#onLayoutChange);
  }

  disconnect(): void {
    this.#connected?.removeEventListener("scroll", this.#onScroll);
    this.#connected?.removeEventListener("scrollend", this.#alignScrollBar);
    this.#resizes.disconnect();
    stackedLayout.removeEventListener("change", this.#onLayoutChange);
  }

  get #contentPx(): number {
    return this.#options.total() * this.#rowPx;
  }

  get #maxOffsetPx(): number {
    return Math.max(0, this.#contentPx - this.#viewPx);
  }

  /** Pixels of rows for each pixel of the scroll bar's range: 1 unless there are too many rows. */
  get #scale(): number {
    return this.#maxOffsetPx / Math.max(1, this.heightPx - this.#viewPx);
  }

  get #isScaled(): boolean {
    return this.#contentPx > maxHeightPx;
  }

  #scrollTo(offsetPx: number): void {
    this.#offsetPx = Math.min(Math.max(0, offsetPx), this.#maxOffsetPx);
    this.#alignScrollBar();
    this.#options.onChange();
  }

  readonly #onScroll = () => {
    const scrollTop = this.#connected?.scrollTop ?? 0;
    if (scrollTop === this.#scrollTop) return;
    const stepPx = scrollTop - this.#scrollTop;
    const isStep = this.#isScaled && Math.abs(stepPx) < maxStepPx;
    const wantedPx = isStep ? this.#offsetPx + stepPx : this.#isScaled ? scrollTop * this.#scale : scrollTop;
    this.#offsetPx = Math.min(Math.max(0, wantedPx), this.#maxOffsetPx);
    this.#scrollTop = scrollTop;
    this.#options.onChange();
  };

  /** Moves the scroll bar to where it belongs. Steps of the wheel take it further than their part of all rows. */
  readonly #alignScrollBar = () => {
    const scroller = this.#options.scroller();
    if (!scroller) return;
    const scrollTop = this.#isScaled ? this.#offsetPx / this.#scale : this.#offsetPx;
    if (Math.abs(scroller.scrollTop - scrollTop) < 1) return;
    scroller.scrollTop = scrollTop;
    // Rounded by the browser.
    this.#scrollTop = scroller.scrollTop;
    this.#options.onChange();
  };

  #measure(): void {
    const viewPx = this.#connected?.clientHeight ?? this.#viewPx;
    if (viewPx === this.#viewPx) return;
    this.#viewPx = viewPx;
    this.#options.onChange();
  }

  readonly #onLayoutChange = () => {
    const firstRow = this.#offsetPx / this.#rowPx;
    this.#rowPx = rowHeightPx();
    this.#scrollTo(firstRow * this.#rowPx);
  };
}

function rowHeightPx(): number {
  return stackedLayout.matches ? stackedRowPx : defaultRowPx;
}
