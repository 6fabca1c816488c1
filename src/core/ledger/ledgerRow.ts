import type { Amount } from "../money/amount.ts";
import type { Unit } from "../money/unit.ts";
import type { LedgerSource, LedgerType } from "./ledgerEntry.ts";

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

export interface LedgerRows {
  readonly rows: readonly LedgerRow[];
  readonly next?: string;
  /** All entries that match the filter. */
  readonly total: number;
}
