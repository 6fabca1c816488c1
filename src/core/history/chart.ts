import type { Amount } from "../money/amount.ts";

/** `available` can be used now; `total` also has what is reserved, as the ledger counts. */
export const chartAmounts = ["available", "total"] as const;
export type ChartAmount = (typeof chartAmounts)[number];

/** A query for the chart of a meter. Instants are epoch milliseconds, as in all queries of the history. */
export interface ChartQuery {
  readonly accountId: string;
  readonly meterId: string;
  /** Inclusive; the first sample when absent. */
  readonly fromMs?: number;
  /** Exclusive; the last sample when absent. */
  readonly toMs?: number;
  /** The number of time buckets, by the width in pixels. Each gives its first, last, smallest and greatest value. */
  readonly buckets: number;
  /** `available` when absent. */
  readonly amount?: ChartAmount;
}

/** A value and the time range in which it was read unchanged; `remaining` is the amount of the query. */
export interface ChartPoint {
  readonly fromMs: number;
  readonly toMs: number;
  readonly remaining: Amount;
  /** There was no reading between the point before and this one. */
  readonly isAfterGap: boolean;
}

/** A change that was no consumption, drawn as a mark. */
export interface ChartMark {
  readonly atMs: number;
  readonly amount: Amount;
  readonly type: "topUp" | "reset" | "limit";
}

export interface Chart {
  /** In order of time. */
  readonly points: readonly ChartPoint[];
  readonly marks: readonly ChartMark[];
}
