/**
 * How a meter was consumed, as its readings show it. Numbers instead of exact amounts: for forecasts only, never
 * shown as money. Instants are epoch milliseconds.
 */
export interface Spending {
  /** The first and the last reading. Times in between that are not listed below were read without a change. */
  readonly fromMs: number;
  readonly toMs: number;
  /** In order of time. Neighbours may be merged into one. */
  readonly decreases: readonly Decrease[];
  /** Ranges without known consumption: across a top-up, a reset or a changed limit, or while unlimited. */
  readonly unknownRanges: readonly TimeRange[];
}

export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** An amount that was consumed at some time within the range. */
export interface Decrease extends TimeRange {
  /** Positive. */
  readonly amount: number;
  /** The number of readings that showed a decrease. */
  readonly count: number;
}

/** The spending of several meters of one unit that are used one after the other, as if they were one meter. */
export function combineSpending(first: Spending, ...others: readonly Spending[]): Spending {
  const all = [first, ...others];
  const inOrder = (a: TimeRange, b: TimeRange) => a.fromMs - b.fromMs || a.toMs - b.toMs;
  return {
    fromMs: Math.max(...all.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...all.map(({ toMs }) => toMs)),
    decreases: all.flatMap(({ decreases }) => decreases).sort(inOrder),
    unknownRanges: all.flatMap(({ unknownRanges }) => unknownRanges).sort(inOrder),
  };
}
