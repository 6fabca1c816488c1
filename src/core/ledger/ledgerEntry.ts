import type { Amount } from "../money/amount.ts";
import type { Unit } from "../money/unit.ts";
import type { Instant } from "../time/instant.ts";
import type { TimeZone } from "../time/timeZone.ts";
import type { BookingState } from "./openRange.ts";

export const ledgerTypes = ["credit", "debit", "adjustment"] as const;

export type LedgerType = (typeof ledgerTypes)[number];

/**
 * Why a balance changed. `returned`: what was used became less, within a period: a refund, or use that left a rolling
 * window of which the provider tells no date. These two cannot be told apart.
 */
export const observedCauses = ["reset", "limit", "window", "returned"] as const;

export type ObservedCause = (typeof observedCauses)[number];

/** One change of a meter, as its provider booked it. */
export interface ProviderLedgerEntry {
  readonly id: string;
  readonly type: LedgerType;
  readonly meterId: string;
  /** The change of the balance: negative for a debit. */
  readonly amount: Amount;
  readonly balanceAfter?: Amount;
  readonly description: string;
  readonly reference?: string;
  /** Further fields of the provider as JSON text. Numbers keep their digits. */
  readonly metadata?: string;
  readonly at: Instant;
}

export const ledgerSources = ["provider", "observed"] as const;

export type LedgerSource = (typeof ledgerSources)[number];

/** `all`: the entries of both sources, although they tell the same movements. */
export const ledgerSourceFilters = [...ledgerSources, "all"] as const;

export type LedgerSourceFilter = (typeof ledgerSourceFilters)[number];

/** Public contract: an entry of an account's ledger. */
export interface LedgerEntry {
  readonly id: string;
  /** `provider`: booked by the provider. `observed`: derived from two readings. */
  readonly source: LedgerSource;
  readonly type: LedgerType;
  readonly meterId: string;
  /** The change of the balance: negative for a debit. */
  readonly amount: string;
  /** As the provider tells it; for an observed entry, as it was read. */
  readonly balanceAfter?: string;
  /** The account's balance after the entry, computed from a balance that was read; absent where it cannot be known. */
  readonly runningBalance?: string;
  readonly description: string;
  readonly reference?: string;
  readonly at: Instant;
  /** Why no entry of the provider stands for an observed one, on a meter on which the provider books. */
  readonly booking?: BookingState;
  /** What the provider changed in the entry after it was first fetched, latest first. */
  readonly changes?: readonly {
    readonly at: Instant;
    readonly before: { readonly amount: string; readonly at: Instant; readonly description: string };
  }[];
}

/** By time, or by amount: the highest credit first, or the largest debit. */
export const ledgerOrders = ["newest", "oldest", "highest", "lowest"] as const;

export type LedgerOrder = (typeof ledgerOrders)[number];

export type TimeOrder = "newest" | "oldest";

export interface LedgerFilter {
  readonly accountId: string;
  readonly type?: LedgerType;
  /** Without it, each movement is there once: the provider's entries, and what was observed and they do not explain. */
  readonly source?: LedgerSourceFilter;
  /** Inclusive. */
  readonly fromMs?: number;
  /** Exclusive. */
  readonly toMs?: number;
  /** Text to find in description, reference or id, in any case. */
  readonly text?: string;
  /** The zone in which `text` may be a local time; that of this machine when absent. */
  readonly timeZone?: TimeZone;
}

export interface LedgerQuery extends LedgerFilter {
  readonly order: LedgerOrder;
  /** 1…500 */
  readonly limit: number;
  /** `next` of the page before, with the same filter and order. */
  readonly cursor?: string;
  /** The number of entries to skip after the cursor, for a jump with the scroll bar. */
  readonly skip?: number;
}

/** An entry as the history has it. `ui/text/ledgerDescription.ts` has the descriptions of observed entries. */
export interface LedgerRow {
  /** What the provider changed in the entry after it was first fetched, latest first. */
  readonly changes?: readonly EntryChange[];
  /** Unique within its account and source. */
  readonly id: string;
  readonly source: LedgerSource;
  readonly type: LedgerType;
  readonly meterId: string;
  readonly unit: Unit;
  readonly amount: Amount;
  /** As the provider tells it; for an observed entry, as it was read. */
  readonly balanceAfter?: Amount;
  /** The meter's balance after the entry, computed from a balance that was read; absent where it cannot be known. */
  readonly runningBalance?: Amount;
  /** The provider's untrusted text; empty for an observed entry. */
  readonly description: string;
  readonly reference?: string;
  /** Further fields of the provider as JSON text. */
  readonly metadata?: string;
  readonly atMs: number;
  /** For observed entries: the change happened after this time and not after `atMs`. */
  readonly sinceMs?: number;
  /** For observed adjustments, and credits that are no top-up. */
  readonly cause?: ObservedCause;
  /** For observed entries of a meter on which the provider books: why no entry of the provider stands for it. */
  readonly booking?: BookingState;
}

/** What an entry was before its provider changed it, or removed it from its ledger. */
export interface EntryChange {
  readonly kind: "changed" | "removed";
  /** When the change was noticed. */
  readonly atMs: number;
  readonly before: {
    readonly type: LedgerType;
    readonly amount: Amount;
    readonly atMs: number;
    readonly description: string;
  };
}

/** An entry that its provider removed. */
export interface RemovedEntry extends EntryChange {
  readonly id: string;
  readonly unit: Unit;
}

export interface LedgerQueryResult {
  readonly rows: readonly LedgerRow[];
  readonly next?: string;
  /** The number of all entries that match the filter. */
  readonly total: number;
  /** There are no rows yet: the entries are to be sorted or searched first. */
  readonly isUnprepared?: true;
  /** The rows have no running balances: the sums down to this instant are to be prepared first. */
  readonly balancesFromMs?: number;
}

/**
 * The descriptions of observed entries by cause or booking, with `{0}` and `{1}` for the times. A search for text looks in
 * them.
 */
export interface ObservedDescriptions
  extends Readonly<Record<BookingState | ObservedCause | "change", string>> {
  /** BCP 47: how the times are written. Without it, a search finds no text across them. */
  readonly locale?: string;
}

/**
 * Why a ledger is not complete. `gap`: entries are still to be fetched. `limit`: the provider no longer shows old entries.
 * `order`: it sends entries in a changing order, or cursors in a circle. `total`: it counts more or fewer entries than it
 * sends. `ids`: it uses an id for different entries. `full`: the history's file has reached its largest size.
 */
export const partialReasons = ["gap", "limit", "order", "total", "ids", "full"] as const;

export type PartialReason = (typeof partialReasons)[number];

export interface SyncState {
  readonly state: "complete" | "running" | "partial" | "none";
  /** Of a partial ledger. */
  readonly reason?: PartialReason;
  /** When the last sync was completed or stopped. */
  readonly atMs?: number;
  /** The entries are those that the provider had at this time or later; absent until all were fetched once. */
  readonly asOfMs?: number;
  /** The entries that the provider removed last, latest first; absent when there are none. */
  readonly removed?: readonly RemovedEntry[];
  /** The number of stored provider entries from the account's current provider and base URL. */
  readonly entries: number;
}

/** How the last sync ended, if there was one. */
export interface FinalSync extends Pick<SyncState, "reason" | "asOfMs"> {
  readonly state: Exclude<SyncState["state"], "running">;
}
