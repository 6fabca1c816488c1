/** An event that the page reports; epoch milliseconds with fractions, so that frames can be compared. */
export interface PaintEvent {
  readonly element: "pressed" | "word" | "meters" | "chart" | "rows";
  readonly atMs: number;
}

/** A user's step in the ledger; `request`, the baseline, is one request to the host and its answer. */
export type Step =
  | { readonly kind: "filter" | "search"; readonly value: string }
  | { readonly kind: "jump"; readonly share: number }
  | { readonly kind: "request" };

export interface Scrolled {
  /** The time between frames. */
  readonly frameMs: readonly number[];
  /** Frames in which a visible row had no content yet. */
  readonly blankFrames: number;
  /** Visible rows without content after scrolling has ended. */
  readonly blankRows: number;
}
