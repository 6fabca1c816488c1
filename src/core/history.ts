import type { Amount } from "./amount.ts";
import type { LedgerSource, LedgerType } from "./ledgerEntry.ts";
import type { Unit } from "./unit.ts";

/** Questions to an account's history, and their answers. Instants are epoch milliseconds. */

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

export type LedgerOrder = "newest" | "oldest";

export interface LedgerFilter {
  readonly accountId: string;
  readonly type?: LedgerType;
  readonly source?: LedgerSource;
  /** Inclusive. */
  readonly fromMs?: number;
  /** Exclusive. */
  readonly toMs?: number;
  /** Searched case-insensitively in description, reference and id. */
  readonly text?: string;
}

export interface LedgerQuery extends LedgerFilter {
  readonly order: LedgerOrder;
  /** 1…500 */
  readonly limit: number;
  /** `next` of the page before, under the same filter and order. */
  readonly cursor?: string;
  /** Entries to pass over after the cursor: for a jump by the scroll bar. */
  readonly skip?: number;
}

/** An entry as it is kept; `ui` words the observed ones. */
export interface LedgerRow {
  /** Unique within account and source. */
  readonly id: string;
  readonly source: LedgerSource;
  readonly type: LedgerType;
  readonly meterId: string;
  readonly unit: Unit;
  readonly amount: Amount;
  readonly balanceAfter?: Amount;
  /** The provider's words, untrusted; empty for an observed entry. */
  readonly description: string;
  readonly reference?: string;
  /** JSON text of the provider's extra fields. */
  readonly metadata?: string;
  readonly atMs: number;
  /** Observed only: the change happened after this and no later than `atMs`. */
  readonly sinceMs?: number;
  /** Observed adjustments only. */
  readonly cause?: "reset" | "limit";
}

/** The words that the descriptions of observed entries hold, by cause: what a search looks among. */
export interface ObservedWords {
  readonly change: string;
  readonly reset: string;
  readonly limit: string;
}

export interface LedgerRows {
  readonly rows: readonly LedgerRow[];
  readonly next?: string;
  /** All entries that match the filter. */
  readonly total: number;
}

/** What was consumed on one local day: the sum of the observed debits, as a positive amount. */
export interface DayUse {
  /** `2026-11-20`, in local time. */
  readonly day: string;
  readonly consumed: Amount;
}

export interface SyncState {
  readonly state: "complete" | "running" | "partial" | "none";
  /** When it last ended well, or stopped. */
  readonly atMs?: number;
  /** Provider entries that are kept of where the account is read now. */
  readonly entries: number;
}

/** Why there is no history, as data. */
export type HistoryOff = "noModule" | "newerVersion" | "folderRefused" | "diskFull" | "failed";
