import type { Amount } from "../money/amount.ts";

/** A question to an account's history. Instants are epoch milliseconds, here as in all such questions. */
export interface ChartQuery {
  readonly accountId: string;
  readonly meterId: string;
  /** Inclusive; the first sample when absent. */
  readonly fromMs?: number;
  /** Exclusive; the last sample when absent. */
  readonly toMs?: number;
  /** As many buckets as pixels need; each gives its least and greatest value, besides the first and the last. */
  readonly buckets: number;
}

/** A value and the span in which it was seen unchanged. */
export interface ChartPoint {
  readonly fromMs: number;
  readonly toMs: number;
  readonly remaining: Amount;
  /** Nobody read between the point before and this one. */
  readonly isAfterGap: boolean;
}

/** A rise that was no consumption: drawn as a mark. */
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
