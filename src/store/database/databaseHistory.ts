import type { Spending } from "../../core/forecast/spending.ts";
import type { Chart, ChartQuery } from "../../core/history/chart.ts";
import type { DailyUsage, HourlyUsage } from "../../core/history/usage.ts";
import type {
  FinalSync,
  LedgerQuery,
  LedgerQueryResult,
  ObservedDescriptions,
  RemovedEntry,
  SyncState,
} from "../../core/ledger/ledgerEntry.ts";
import type { LedgerWalk } from "../../core/ledger/ledgerWalk.ts";
import type { BalanceReading, BookedEntry } from "../../core/ledger/reconcile.ts";
import type { MeterReading } from "../../core/readings/snapshot.ts";
import type { LocalTimeRange } from "../../core/time/localDay.ts";
import type { Attempt } from "../attempt.ts";
import type { EntryMark, HistoryStore, LedgerWriter, StoredWalk } from "../historyStore.ts";
import { DatabaseCoordination } from "./databaseCoordination.ts";
import { LedgerReader } from "./ledger/ledgerReader.ts";
import { createLedgerWriter } from "./ledger/ledgerWriter.ts";
import { readBalances, readBookedAmounts } from "./queries/balances.ts";
import { MeterQueries } from "./queries/meterQueries.ts";
import type { Connection } from "./sqlite/connection.ts";
import { AccountTable } from "./tables/accountTable.ts";
import { AttemptTable } from "./tables/attemptTable.ts";
import { ChangeTable } from "./tables/changeTable.ts";
import { EntryTable } from "./tables/entryTable.ts";
import { MeterTable } from "./tables/meterTable.ts";
import { prune } from "./tables/prune.ts";
import { SampleTable } from "./tables/sampleTable.ts";
import { SyncTable } from "./tables/syncTable.ts";
import { thin } from "./tables/thin.ts";
import { WalkTable } from "./tables/walkTable.ts";

/** The history store over one connection. It opens the transactions; the tables and queries run the SQL. */
export class DatabaseHistory implements HistoryStore {
  readonly isReadOnly: boolean;
  readonly coordination: DatabaseCoordination;
  readonly #connection: Connection;
  readonly #accounts: AccountTable;
  readonly #attempts: AttemptTable;
  readonly #meters: MeterTable;
  readonly #samples: SampleTable;
  readonly #entries: EntryTable;
  readonly #changes: ChangeTable;
  readonly #walks: WalkTable;
  readonly #ledger: LedgerReader;
  readonly #queries: MeterQueries;
  readonly #syncs: SyncTable;

  constructor(connection: Connection) {
    this.isReadOnly = connection.isReadOnly;
    this.coordination = new DatabaseCoordination(connection);
    this.#connection = connection;
    this.#accounts = new AccountTable(connection);
    this.#attempts = new AttemptTable(connection);
    this.#meters = new MeterTable(connection);
    this.#queries = new MeterQueries(connection, this.#meters);
    this.#samples = new SampleTable(connection, this.#meters);
    this.#changes = new ChangeTable(connection);
    this.#entries = new EntryTable(connection, this.#meters, this.#changes);
    this.#walks = new WalkTable(connection);
    this.#syncs = new SyncTable(connection);
    this.#ledger = new LedgerReader(connection, {
      accounts: this.#accounts,
      meters: this.#meters,
      changes: this.#changes,
      syncs: this.#syncs,
      walks: this.#walks,
    });
  }

  get bytes(): number {
    return this.#connection.bytes();
  }

  loadAttempt(accountId: string): Attempt | undefined {
    return this.#attempts.load(accountId);
  }

  saveAttempt(accountId: string, attempt: Attempt, maxPauseMs: number): void {
    const { reading, failure } = attempt;
    this.#connection.write(() => {
      const account = this.#accounts.findOrAdd(accountId);
      this.#attempts.save(account, attempt);
      if (!reading || failure) return;
      this.#setSource(account, attempt.source);
      const { snapshot, readAtMs } = reading;
      const sourceVersion = this.#accounts.sourceVersion(account);
      this.#samples.addReading(account, snapshot.meters, { readAtMs, maxPauseMs, sourceVersion });
    });
  }

  accountIds(): string[] {
    return this.#accounts.ids();
  }

  deleteAccount(accountId: string): void {
    this.#connection.write(() => {
      this.coordination.deleteAccount(accountId);
      this.#accounts.delete(accountId);
    });
  }

  deleteAttempt(accountId: string): void {
    const account = this.#accounts.find(accountId);
    this.#connection.write(() => {
      this.coordination.deleteAccount(accountId);
      if (account !== undefined) this.#attempts.delete(account);
    });
  }

  recordReading(
    accountId: string,
    meters: readonly MeterReading[],
    readAtMs: number,
    maxPauseMs: number,
  ): void {
    this.#connection.write(() => {
      const account = this.#accounts.findOrAdd(accountId);
      const sourceVersion = this.#accounts.sourceVersion(account);
      this.#samples.addReading(account, meters, { readAtMs, maxPauseMs, sourceVersion });
    });
  }

  chart(query: ChartQuery): Chart {
    return this.#queries.chart(query);
  }

  ledger(query: LedgerQuery, descriptions: ObservedDescriptions): LedgerQueryResult {
    return this.#ledger.page(query, descriptions);
  }

  readonly movements: HistoryStore["movements"] = (...query) => this.#ledger.scan(...query);
  readonly preparePage: HistoryStore["preparePage"] = (...query) => this.#ledger.preparePage(...query);
  readonly observation: HistoryStore["observation"] = (...entry) => this.#ledger.observation(...entry);
  readonly balancesBefore: HistoryStore["balancesBefore"] = (...at) => this.#ledger.balancesBefore(...at);
  readonly advanceComparison: HistoryStore["advanceComparison"] = (...to) => this.#ledger.advance(...to);
  readonly unexplained: HistoryStore["unexplained"] = (...meter) => this.#ledger.unexplained(...meter);

  consumption(accountId: string, meterId: string, range: LocalTimeRange): DailyUsage[] {
    return this.#queries.consumption(accountId, meterId, range);
  }

  hourlyConsumption(accountId: string, meterId: string, range: LocalTimeRange): HourlyUsage[] {
    return this.#queries.hourlyConsumption(accountId, meterId, range);
  }

  spending(accountId: string, meterId: string, fromMs: number): Spending | undefined {
    return this.#queries.spending(accountId, meterId, fromMs);
  }

  balances(accountId: string, meterId: string, fromMs: number, toMs: number): BalanceReading[] {
    const { meter } = this.#ledger.findMeterOfSource(accountId, meterId) ?? {};
    const startMs = Math.max(fromMs, meter?.sourceFromMs ?? fromMs);
    return meter ? this.#connection.read(() => readBalances(this.#connection, meter.key, startMs, toMs)) : [];
  }

  bookedAmounts(accountId: string, meterId: string, fromMs: number, toMs: number): BookedEntry[] {
    return readBookedAmounts(this.#connection, { accountId, meterId }, fromMs, toMs);
  }

  syncState(accountId: string): SyncState {
    const account = this.#accounts.find(accountId);
    if (account === undefined) return { state: "none", entries: 0 };
    return this.#connection.read(() => this.#syncs.get(account, this.#accounts.sourceVersion(account)));
  }

  saveSyncState(accountId: string, sync: FinalSync, atMs: number): void {
    this.#writeExisting(accountId, (account) => this.#syncs.set(account, sync, atMs));
  }

  findWalk(accountId: string, source: string): StoredWalk | undefined {
    const account = this.#accounts.find(accountId);
    if (account === undefined || !this.#accounts.hasSource(account, source)) return undefined;
    return this.#walks.find(account);
  }

  entryMarks(accountId: string, ids: readonly string[]): ReadonlyMap<string, EntryMark> {
    const account = this.#accounts.find(accountId);
    if (account === undefined) return new Map();
    return this.#entries.marks(account, this.#accounts.sourceVersion(account), ids);
  }

  updateLedger(
    accountId: string,
    { source, version, meter }: Parameters<HistoryStore["updateLedger"]>[1],
    change: (writer: LedgerWriter) => LedgerWalk,
  ): boolean {
    return this.#connection.write(() => {
      if (this.#accounts.isForgotten(accountId)) return false;
      const account = this.#accounts.findOrAdd(accountId);
      this.#setSource(account, source);
      if ((this.#walks.find(account)?.version ?? 0) !== version) return false;
      const sourceVersion = this.#accounts.sourceVersion(account);
      const walk = change(createLedgerWriter(this.#entries, { account, sourceVersion, unit: meter.unit }));
      this.#walks.save(account, { walk, version: version + 1 });
      return true;
    });
  }

  removedEntries(accountId: string, limit: number): readonly RemovedEntry[] {
    const account = this.#accounts.find(accountId);
    return account === undefined ? [] : this.#changes.removed(account, this.#meters.all(account), limit);
  }

  prune(olderThanMs: number, batchSize: number): number {
    return this.#connection.write(() => prune(this.#connection, olderThanMs, batchSize));
  }

  thin(olderThanMs: number): boolean {
    return this.#connection.write(() => thin(this.#connection, olderThanMs));
  }

  dataVersion(): number {
    // Data written to a file that was moved away would be lost.
    this.#connection.assertFileUnchanged();
    return this.#connection.dataVersion();
  }

  close(): void {
    this.#connection.close();
  }

  /** Writes only for an account with stored data: another window may have removed it. */
  #writeExisting(accountId: string, change: (account: number) => void): void {
    this.#connection.write(() => {
      const account = this.#accounts.find(accountId);
      if (account !== undefined) change(account);
    });
  }

  /** A new source has another ledger, of which nothing was fetched yet. */
  #setSource(account: number, source: string): void {
    if (!this.#accounts.setSource(account, source)) return;
    this.#syncs.delete(account);
    this.#walks.delete(account);
  }
}
