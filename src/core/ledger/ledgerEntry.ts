import type { Amount } from "../money/amount.ts";
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
