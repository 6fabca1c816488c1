import type { Spending } from "../core/forecast/spending.ts";
import type { Chart, ChartQuery } from "../core/history/chart.ts";
import type { DailyUsage } from "../core/history/usage.ts";
import type {
  FinalSyncState,
  LedgerQuery,
  LedgerQueryResult,
  ObservedDescriptions,
  ProviderLedgerEntry,
  SyncState,
} from "../core/ledger/ledgerEntry.ts";
import type { BalanceReading, BookedEntry } from "../core/ledger/reconcile.ts";
import type { MeterReading } from "../core/readings/snapshot.ts";
import type { LocalTimeRange } from "../core/time/localDay.ts";
import type { Attempt } from "./attempt.ts";
import type { CoordinationStore } from "./coordinationStore.ts";

/** Why there is no history. */
export type HistoryOffReason = "noModule" | "newerVersion" | "folderRefused" | "diskFull" | "failed";

/** A gap in a provider's ledger, by the stored entry above it: the next older entry is not stored yet. */
export interface LedgerGap {
  readonly id: string;
  /** How many stored entries are newer. */
  readonly newerCount: number;
  readonly atMs: number;
  /** The provider's cursor to the page below the entry, if one was saved. */
  readonly cursor?: string;
}

/**
 * The history of all accounts, in one database file that every window shares. Calls are synchronous and short; each
 * call that writes is one transaction. Throws `HistoryError` when the disk or the file refuses a call; earlier
 * commits stay.
 */
export interface HistoryStore {
  /** A newer version of the extension wrote the file: reading works, writing throws. */
  readonly isReadOnly: boolean;
  /** How much of the database is in use, in bytes. */
  readonly bytes: number;
  readonly coordination: CoordinationStore;

  loadAttempt(accountId: string): Attempt | undefined;
  /**
   * Saves an attempt and, in the same transaction, adds a good reading to the samples like `recordReading`. A new
   * source starts new samples after a gap, and a new ledger. An account without a known source gets this one.
   */
  saveAttempt(accountId: string, attempt: Attempt, maxPauseMs: number): void;
  /** The accounts with stored data. */
  accountIds(): string[];
  /** Deletes readings, samples, entries and sync state of an account. */
  deleteAccount(accountId: string): void;
  /** Deletes the last attempt only; the history stays. */
  deleteAttempt(accountId: string): void;

  /**
   * Adds a reading to the samples: a new row when a value changed, otherwise the last row is extended. Ignores a
   * reading that is not newer than the last one. `maxPauseMs`: a longer pause between readings counts as a gap.
   */
  recordReading(
    accountId: string,
    meters: readonly MeterReading[],
    readAtMs: number,
    maxPauseMs: number,
  ): void;

  chart(query: ChartQuery): Chart;
  /** Entries of both sources in one order. A text search finds observed entries by description, id or local time. */
  ledger(query: LedgerQuery, descriptions: ObservedDescriptions): LedgerQueryResult;
  /** Observed consumption per day of the zone, in order, including days without any. */
  consumption(accountId: string, meterId: string, range: LocalTimeRange): DailyUsage[];
  /** The consumption of a meter since an instant, at its current source; `undefined` without a reading since then. */
  spending(accountId: string, meterId: string, fromMs: number): Spending | undefined;
  /** Balances (remaining plus held) at both ends of every sample of the current source, in order of time. */
  balances(accountId: string, meterId: string, fromMs: number, toMs: number): BalanceReading[];
  /** The provider's entries of a meter at the current source, in order of time. */
  bookedAmounts(accountId: string, meterId: string, fromMs: number, toMs: number): BookedEntry[];

  syncState(accountId: string): SyncState;
  /** Ignores an account without stored data: another window may have removed it. */
  saveSyncState(accountId: string, state: FinalSyncState, atMs: number): void;
  /**
   * Stores a page of the provider's ledger, newest entry first; each id once. `isLast`: the ledger ends with this
   * page. Neighbours on a page have no gap between them. `source`: where the page was fetched; the current source
   * when absent. Entries of an earlier source can still be read, but no gap below them is tracked.
   */
  addLedgerPage(
    accountId: string,
    page: readonly ProviderLedgerEntry[],
    isLast: boolean,
    meter: MeterReading,
    source?: string,
  ): void;
  /** The newest gap in the ledger of the current source. */
  firstGap(accountId: string): LedgerGap | undefined;
  /** The next older entry of entry `id` is stored now. */
  closeGap(accountId: string, id: string): void;
  /** The provider has no entries for gaps after `aboveMs` and up to `toMs`; both may be infinite. */
  closeGaps(accountId: string, aboveMs: number, toMs: number): void;
  /** Saves the provider's cursor to the page below the entry; `undefined` deletes it. */
  saveGapCursor(accountId: string, id: string, cursor: string | undefined): void;

  /** Deletes up to `batchSize` rows older than an instant; returns how many it deleted. */
  prune(olderThanMs: number, batchSize: number): number;
  /** Changes whenever another connection wrote. Cheap. */
  dataVersion(): number;
  close(): void;
}

/**
 * What helps after an error. `reopen`: the file is damaged or was replaced, so close the store and open it again with
 * `isSuspect`. `retry`: another program is using the file at the moment.
 */
export type HistoryRecovery = "reopen" | "retry";

/** The disk or the file refused an operation. */
export class HistoryError extends Error {
  readonly reason: HistoryOffReason;
  readonly recovery: HistoryRecovery | undefined;

  constructor(reason: HistoryOffReason, recovery?: HistoryRecovery) {
    super(reason);
    this.name = "HistoryError";
    this.reason = reason;
    this.recovery = recovery;
  }
}

/** Compares the name, because each bundle has its own copy of the class. */
export function isHistoryError(error: unknown): error is HistoryError {
  return error instanceof Error && error.name === "HistoryError";
}

export type OpenHistoryResult =
  | {
      readonly kind: "open";
      readonly store: HistoryStore;
      /** The damaged file was moved to this path, and a new file was created. */
      readonly damagedMovedTo?: string;
    }
  | {
      readonly kind: "off";
      readonly reason: HistoryOffReason;
      /** The file exists, and another program is using it. */
      readonly isBusy?: true;
    };
