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
import type { Attempt } from "./attempt.ts";
import type { CoordinationStore } from "./coordinationStore.ts";

/** Why there is no history, as data. */
export type HistoryOffReason = "noModule" | "newerVersion" | "folderRefused" | "diskFull" | "failed";

/** The edge of a hole in a provider's ledger: the newest kept entry of which the next older one is not known. */
export interface LedgerGap {
  readonly id: string;
  /** How many kept entries are newer. */
  readonly newerCount: number;
  readonly atMs: number;
  /** Where to read on below it, where that was kept. */
  readonly cursor?: string;
}

/**
 * What is kept of all accounts in one database file that every window shares. Calls are synchronous and
 * short; each that writes is one transaction. A call that the disk refuses throws `HistoryError`; what was
 * committed before stays.
 */
export interface HistoryStore {
  /** Another version wrote the file: it can be read, and writing throws. */
  readonly isReadOnly: boolean;
  /** How much of the database is in use, in bytes. */
  readonly bytes: number;
  readonly coordination: CoordinationStore;

  loadAttempt(accountId: string): Attempt | undefined;
  /**
   * A good reading joins the samples in the same transaction, as by `record`. From another source than before, it
   * begins them anew after a gap, and the ledger with them; the first source that is told is where it was read so far.
   */
  saveAttempt(accountId: string, attempt: Attempt, gapMs: number): void;
  /** Every account of which something is kept. */
  accountIds(): string[];
  /** Forgets readings, samples, entries and sync state of an account. */
  deleteAccount(accountId: string): void;
  /** Forgets the last attempt only; the history stays. */
  deleteAttempt(accountId: string): void;

  /**
   * Adds a reading to the samples: a new row where a value changed, else the last row lasts longer. A
   * reading that is not newer than the last one is left out. `gapMs`: a longer pause counts as a gap.
   */
  recordReading(accountId: string, meters: readonly MeterReading[], readAtMs: number, gapMs: number): void;

  chart(query: ChartQuery): Chart;
  /** Both sources in one order. A search finds an observed entry by the words of its cause, id or times. */
  ledger(query: LedgerQuery, observedWords: ObservedDescriptions): LedgerQueryResult;
  /** Observed consumption per local day, days without any left out; in order. */
  consumption(accountId: string, meterId: string, fromMs: number, toMs: number): DailyUsage[];
  /** What was consumed of a meter since an instant, of its last source; `undefined` where nothing was read since. */
  spending(accountId: string, meterId: string, fromMs: number): Spending | undefined;
  /** Instants and balances (remaining plus held) at the ends of every sample of the last source, in order. */
  balances(accountId: string, meterId: string, fromMs: number, toMs: number): BalanceReading[];
  /** The provider's entries of a meter, as the last source has them, in order of time. */
  bookedAmounts(accountId: string, meterId: string, fromMs: number, toMs: number): BookedEntry[];

  syncState(accountId: string): SyncState;
  /** Nothing for an account of which nothing is kept: another window may have removed it. */
  saveSyncState(accountId: string, state: FinalSyncState, atMs: number): void;
  /**
   * Takes in a page of the provider's ledger, newest first: each id once. `isLast`: the ledger ends with
   * it. Neighbours on a page are known to follow each other, so holes are where that is not known. `source`: where it
   * was fetched; the last one when absent. Entries of another are only read from then on, and never joined.
   */
  addLedgerPage(
    accountId: string,
    page: readonly ProviderLedgerEntry[],
    isLast: boolean,
    meter: MeterReading,
    source?: string,
  ): void;
  /** Of the last source. */
  firstGap(accountId: string): LedgerGap | undefined;
  /** The next older entry of this one is known after all. */
  closeGap(accountId: string, id: string): void;
  /** No entry is to be had at the holes after an instant and up to another; the instants may be infinite. */
  closeGaps(accountId: string, aboveMs: number, toMs: number): void;
  /** Where to read on below the entry at a hole's edge; `undefined` forgets it. */
  saveGapCursor(accountId: string, id: string, cursor: string | undefined): void;

  /** Deletes up to `batch` rows older than an instant; returns how many went. */
  prune(olderThanMs: number, batch: number): number;
  /** Changes whenever another connection wrote. Cheap. */
  dataVersion(): number;
  close(): void;
}

/**
 * What helps after an error. `reopen`: the file is damaged or was replaced, so close the store and open it again, as
 * a suspect. `retry`: another program holds the file for the moment.
 */
export type HistoryRecovery = "reopen" | "retry";

/** What the disk or the file refused. */
export class HistoryError extends Error {
  readonly reason: HistoryOffReason;
  readonly recovery: HistoryRecovery | undefined;

  constructor(off: HistoryOffReason, remedy?: HistoryRecovery) {
    super(off);
    this.name = "HistoryError";
    this.reason = off;
    this.recovery = remedy;
  }
}

/** By name: the class that threw it may be another bundle's copy. */
export function isHistoryError(error: unknown): error is HistoryError {
  return error instanceof Error && error.name === "HistoryError";
}

/** How opening ended. */
export type OpenHistoryResult =
  | {
      readonly kind: "open";
      readonly store: HistoryStore;
      /** The damaged file was moved here, and a new one begun. */
      readonly damagedMovedTo?: string;
    }
  | {
      readonly kind: "off";
      readonly reason: HistoryOffReason;
      /** The file is there, and another program holds it. */
      readonly isBusy?: true;
    };
