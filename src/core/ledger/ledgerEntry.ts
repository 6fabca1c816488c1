import type { Amount } from "../money/amount.ts";
import type { Unit } from "../money/unit.ts";
import type { Instant } from "../time/instant.ts";

export const ledgerTypes = ["credit", "debit", "adjustment"] as const;

export type LedgerType = (typeof ledgerTypes)[number];

/** One movement of a meter, as its provider booked it. */
export interface ProviderLedgerEntry {
  readonly id: string;
  readonly type: LedgerType;
  readonly meterId: string;
  /** Signed by its effect on the balance: a debit is negative. */
  readonly amount: Amount;
  readonly balanceAfter?: Amount;
  readonly description: string;
  readonly reference?: string;
  /** The provider's own extra fields as JSON text, digits kept. */
  readonly metadata?: string;
  readonly at: Instant;
}

export const ledgerSources = ["provider", "observed"] as const;

export type LedgerSource = (typeof ledgerSources)[number];

/** Public contract: an entry of an account's ledger. */
export interface LedgerEntry {
  readonly id: string;
  /** Booked by the provider, or concluded from two readings. */
  readonly source: LedgerSource;
  readonly type: LedgerType;
  readonly meterId: string;
  /** Signed by its effect on the balance. */
  readonly amount: string;
  readonly balanceAfter?: string;
  readonly description: string;
  readonly reference?: string;
  readonly at: Instant;
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

export interface LedgerQueryResult {
  readonly rows: readonly LedgerRow[];
  readonly next?: string;
  /** All entries that match the filter. */
  readonly total: number;
}

/** The words that the descriptions of observed entries hold, by cause: what a search looks among. */
export interface ObservedDescriptions {
  readonly change: string;
  readonly reset: string;
  readonly limit: string;
}

export interface SyncState {
  readonly state: "complete" | "running" | "partial" | "none";
  /** When it last ended well, or stopped. */
  readonly atMs?: number;
  /** Provider entries that are kept of where the account is read now. */
  readonly entries: number;
}

/** How a sync ended, if there was one. */
export type FinalSyncState = Exclude<SyncState["state"], "running">;
