import type { LedgerSource, LedgerType } from "./ledgerEntry.ts";

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
