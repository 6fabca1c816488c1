/**
 * What readings tell of how a meter was consumed. Numbers, not amounts: for a forecast, never shown as money.
 * Instants are epoch milliseconds.
 */
export interface Spending {
  /** The first and the last reading; in between, what is not listed was read and found unchanged. */
  readonly fromMs: number;
  readonly toMs: number;
  /** In order of time; neighbours may be summed up. */
  readonly decreases: readonly Decrease[];
  /** Stretches of which nobody can tell: over a top-up, a reset, another limit, or while it was unlimited. */
  readonly unknownRanges: readonly TimeRange[];
}

export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Consumed at some time within the stretch. */
export interface Decrease extends TimeRange {
  /** Positive. */
  readonly amount: number;
  /** How many readings saw a part of it. */
  readonly count: number;
}
