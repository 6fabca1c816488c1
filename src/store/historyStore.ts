import type { Spending } from "../core/forecast/spending.ts";
import type { Chart, ChartQuery } from "../core/history/chart.ts";
import type { DailyUsage, HourlyUsage } from "../core/history/usage.ts";
import type { EntryObservation } from "../core/ledger/entryObservation.ts";
import type {
  FinalSync,
  LedgerFilter,
  LedgerQuery,
  LedgerQueryResult,
  ObservedDescriptions,
  ProviderLedgerEntry,
  RemovedEntry,
  SyncState,
} from "../core/ledger/ledgerEntry.ts";
import type { LedgerWalk } from "../core/ledger/ledgerWalk.ts";
import type { BalanceReading, BookedEntry, UnexplainedChange } from "../core/ledger/reconcile.ts";
import type { KnownBalance } from "../core/ledger/statement.ts";
import type { Unit } from "../core/money/unit.ts";
import type { MeterReading } from "../core/readings/snapshot.ts";
import type { LocalTimeRange } from "../core/time/localDay.ts";
import type { Attempt } from "./attempt.ts";
import type { CoordinationStore } from "./coordinationStore.ts";

/** Why there is no history. */
export type HistoryOffReason = "noModule" | "newerVersion" | "folderRefused" | "diskFull" | "failed";

/** How a stored entry is known: the number of the last pass over the ledger that showed it. */
export interface EntryMark {
  readonly pass: number;
  /** False for an entry above a gap that is still to be closed. */
  readonly isJoined: boolean;
}

/** What a page showed of entries that were stored before. */
export interface AddedPage {
  /** How many had other contents. */
  readonly changed: number;
  /** How many of them the same pass had shown with other contents. */
  readonly contradicted: number;
}

/** What a sync changes in one transaction. All of it concerns the account's current source. */
export interface LedgerWriter {
  addPage(
    entries: readonly ProviderLedgerEntry[],
    options: { readonly pass: number; readonly isJoined: boolean; readonly nowMs: number },
  ): AddedPage;
  /** There is no gap between the stored entries any more. */
  joinAll(): void;
  countSeen(pass: number): number;
  /** How many entries in a range of time a pass has not shown. `toMs` is exclusive. */
  countUnseen(pass: number, range: { readonly fromMs: number; readonly toMs: number }): number;
  /** Moves the entries since an instant that no pass since `pass` has shown to the removed ones. Returns how many. */
  removeUnseen(unseen: { readonly pass: number; readonly fromMs: number; readonly nowMs: number }): number;
  /** Moves entries to the removed ones. Returns how many. */
  removeEntries(ids: readonly string[], nowMs: number): number;
}

/** What a sync knows of a ledger, and how often it was saved. */
export interface StoredWalk {
  readonly walk: LedgerWalk;
  readonly version: number;
}

/** The balance of a meter at some instant; absent where it cannot be known. */
export interface MeterBalance {
  readonly meterId: string;
  readonly unit: Unit;
  readonly balance?: KnownBalance;
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
  /** Deletes readings, samples, entries and sync state of an account. Its ledger is not stored until it is read again. */
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
  /** Sorts or searches some of the entries for a page that `ledger` then reads. Returns whether there is more to do. */
  preparePage(query: LedgerQuery, descriptions: ObservedDescriptions): boolean;
  /** The entries that match a filter, oldest first, without their running balances. `cursor`: `next` of the call before. */
  movements(
    query: LedgerFilter & Pick<LedgerQuery, "cursor" | "limit">,
    descriptions: ObservedDescriptions,
  ): Pick<LedgerQueryResult, "rows" | "next">;
  /** What was observed of a provider's entry; `undefined` where the readings around it do not show it exactly. */
  observation(accountId: string, entryId: string): EntryObservation | undefined;
  /** The balance of each meter of an account before all entries since an instant. */
  balancesBefore(accountId: string, atMs: number): readonly MeterBalance[];
  /**
   * Compares some of the readings with the provider's entries, in about ten milliseconds. `ledger` and `unexplained` need
   * it and do all of it at once where it is not done yet. With an instant it also prepares the sums that balances since
   * then need. Returns whether there is more to do.
   */
  advanceComparison(accountId: string, balancesFromMs?: number): boolean;
  /**
   * What the provider's entries of a meter do not explain, in order of time; `undefined` where it has not booked anything,
   * and for balances of an earlier source.
   */
  unexplained(accountId: string, meterId: string): readonly UnexplainedChange[] | undefined;
  /** Observed consumption per day of the zone, in order, including days without any. */
  consumption(accountId: string, meterId: string, range: LocalTimeRange): DailyUsage[];
  /** The same per hour, for a range that begins with a day of the zone. */
  hourlyConsumption(accountId: string, meterId: string, range: LocalTimeRange): HourlyUsage[];
  /** The consumption of a meter since an instant, at its current source; `undefined` without a reading since then. */
  spending(accountId: string, meterId: string, fromMs: number): Spending | undefined;
  /** Balances (remaining plus held) at both ends of every sample of the current source, in order of time. */
  balances(accountId: string, meterId: string, fromMs: number, toMs: number): BalanceReading[];
  /** The provider's entries of a meter at the current source, in order of time. */
  bookedAmounts(accountId: string, meterId: string, fromMs: number, toMs: number): BookedEntry[];

  syncState(accountId: string): SyncState;
  /** Ignores an account without stored data: another window may have removed it. */
  saveSyncState(accountId: string, sync: FinalSync, atMs: number): void;
  /** What the last sync knew of the ledger at this source; `undefined` at a new source. */
  findWalk(accountId: string, source: string): StoredWalk | undefined;
  /** How the entries with these ids are known at the account's current source; others are not stored. */
  entryMarks(accountId: string, ids: readonly string[]): ReadonlyMap<string, EntryMark>;
  /**
   * Runs `change` and saves the walk that it returns. Ignored, and false, when another sync has saved the walk since
   * `version`, and for an account that was removed.
   */
  updateLedger(
    accountId: string,
    update: { readonly source: string; readonly version: number; readonly meter: Pick<MeterReading, "unit"> },
    change: (writer: LedgerWriter) => LedgerWalk,
  ): boolean;
  /** The entries that the provider removed from its ledger, latest first. */
  removedEntries(accountId: string, limit: number): readonly RemovedEntry[];

  /** Deletes up to `batchSize` rows older than an instant; returns how many it deleted. */
  prune(olderThanMs: number, batchSize: number): number;
  /**
   * Thins the samples of up to six hours of one meter before an instant; sums and the last balance of each quarter of an
   * hour stay exact. Returns false when there is nothing left to thin.
   */
  thin(olderThanMs: number): boolean;
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

/** Compares the name, because bundles may have a copy of the class each. */
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
