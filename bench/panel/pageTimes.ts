/** What the page says, in milliseconds since the epoch with fractions, so that frames can be compared. */
export interface PaintEvent {
  readonly what: "pressed" | "word" | "meters" | "chart" | "rows";
  readonly atMs: number;
}

/** What a person does in the ledger; `ask` is the floor, a question to the host and its answer. */
export type Step =
  | { readonly kind: "filter" | "search"; readonly value: string }
  | { readonly kind: "jump"; readonly share: number }
  | { readonly kind: "ask" };

export interface Scrolled {
  /** Between the frames. */
  readonly frameMs: readonly number[];
  /** Frames in which a row in view was still awaited. */
  readonly blankFrames: number;
  /** Rows in view that are still not there once all has settled. */
  readonly blankRows: number;
}
