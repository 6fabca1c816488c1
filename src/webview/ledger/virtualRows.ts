import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";

export interface RowWindowOptions {
  /** The element that scrolls; there once the owner has rendered. */
  readonly scroller: () => HTMLElement | null;
  readonly total: () => number;
  readonly onChange: () => void;
}

const overscan = 8;
const usualRowPx = 28;
const stackedRowPx = 50;
/** Of the window's height, as in grid.css: what is drawn before anything is measured. */
const usualShare = 0.7;
// As in stackedGrid.css. Made before there is anything to lay out, which it would be for its answer.
const stacked = window.matchMedia("(max-width: 680px)");

/** Which of very many rows of one height have to exist, by where the reader has scrolled to. */
export class RowWindow {
  readonly #options: RowWindowOptions;
  /** Kept, for it is asked of every row there is. */
  #rowPx = rowPx();
  readonly #firstRect = { width: window.innerWidth, height: window.innerHeight * usualShare };
  readonly #virtual: Virtualizer<HTMLElement, HTMLElement>;
  #unmount: (() => void) | undefined;

  constructor(options: RowWindowOptions) {
    this.#options = options;
    this.#virtual = new Virtualizer(this.#virtualOptions(0));
  }

  get rowPx(): number {
    return this.#rowPx;
  }

  get isAtTop(): boolean {
    return (this.#options.scroller()?.scrollTop ?? 0) === 0;
  }

  /** The rows that can be seen, wholly or in part, as they were last drawn. */
  get inView(): { readonly first: number; readonly last: number } {
    const { startIndex = 0, endIndex = 0 } = this.#virtual.range ?? {};
    return { first: startIndex, last: endIndex };
  }

  /** The rows in view and some around them, in order. */
  indexes(): readonly number[] {
    const total = this.#options.total();
    this.#virtual.setOptions(this.#virtualOptions(total));
    return this.#virtual.getVirtualIndexes();
  }

  reveal(index: number): void {
    this.#virtual.scrollToIndex(index, { align: "auto" });
  }

  scrollBy(rows: number): void {
    const scroller = this.#options.scroller();
    if (scroller && rows !== 0) scroller.scrollTop += rows * this.rowPx;
  }

  scrollToTop(): void {
    const scroller = this.#options.scroller();
    if (scroller) scroller.scrollTop = 0;
  }

  /** Begins to watch the scroller, which is measured for it. */
  open(): void {
    this.#unmount = this.#virtual._didMount();
    this.#virtual._willUpdate();
    stacked.addEventListener("change", this.#remeasure);
  }

  close(): void {
    stacked.removeEventListener("change", this.#remeasure);
    this.#unmount?.();
  }

  readonly #remeasure = () => {
    this.#rowPx = rowPx();
    this.#virtual.measure();
    this.#options.onChange();
  };

  #virtualOptions(count: number): ConstructorParameters<typeof Virtualizer<HTMLElement, HTMLElement>>[0] {
    return {
      count,
      initialRect: this.#firstRect,
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

function rowPx(): number {
  return stacked.matches ? stackedRowPx : usualRowPx;
}
