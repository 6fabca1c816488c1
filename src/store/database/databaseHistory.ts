import { type BigIntStats, statSync } from "node:fs";
import type {
  Chart,
  ChartQuery,
  DayUse,
  LedgerQuery,
  LedgerRows,
  ObservedWords,
  SyncState,
} from "../../core/history.ts";
import type { ProviderLedgerEntry } from "../../core/ledgerEntry.ts";
import type { BalanceAt, BookedAt } from "../../core/reconciliation.ts";
import type { MeterReading } from "../../core/snapshot.ts";
import type { Spending } from "../../core/spending.ts";
import type { Attempt } from "../attempt.ts";
import { HistoryError, type HistoryStore } from "../historyStore.ts";
import { AccountTable } from "./accountTable.ts";
import { AttemptTable } from "./attemptTable.ts";
import { balanceRows, bookedRows } from "./balanceRows.ts";
import { chartRows } from "./chartRows.ts";
import type { Connection } from "./connection.ts";
import { consumedByDay } from "./consumedByDay.ts";
import { DatabaseNotes } from "./databaseNotes.ts";
import { EntryTable } from "./entryTable.ts";
import { HoleTable } from "./holeTable.ts";
import { LedgerPages } from "./ledgerPages.ts";
import { MeterTable } from "./meterTable.ts";
import { pruneRows } from "./pruneRows.ts";
import { integer } from "./row.ts";
import { SampleTable } from "./sampleTable.ts";
import { spendingRows } from "./spendingRows.ts";
import { SyncTable } from "./syncTable.ts";

/** The history over one connection: opens the transactions, and leaves each noun to its table. */
export class DatabaseHistory implements HistoryStore {
  readonly isReadOnly: boolean;
  readonly notes: DatabaseNotes;
  readonly #connection: Connection;
  readonly #accounts: AccountTable;
  readonly #attempts: AttemptTable;
  readonly #meters: MeterTable;
  readonly #samples: SampleTable;
  readonly #entries: EntryTable;
  readonly #holes: HoleTable;
  readonly #ledger: LedgerPages;
  readonly #syncs: SyncTable;
  readonly #inode: bigint | undefined;

  constructor(connection: Connection) {
    this.isReadOnly = connection.isReadOnly;
    this.notes = new DatabaseNotes(connection);
    this.#connection = connection;
    this.#accounts = new AccountTable(connection);
    this.#attempts = new AttemptTable(connection);
    this.#meters = new MeterTable(connection);
    this.#samples = new SampleTable(connection);
    this.#entries = new EntryTable(connection, this.#meters);
    this.#holes = new HoleTable(connection);
    this.#ledger = new LedgerPages(connection, this.#meters);
    this.#syncs = new SyncTable(connection);
    this.#inode = statOf(connection.file)?.ino;
  }

  get bytes(): number {
    const count = this.#connection.get("PRAGMA page_count");
    const size = this.#connection.get("PRAGMA page_size");
    return count && size ? integer(count, "page_count") * integer(size, "page_size") : 0;
  }

  loadAttempt(accountId: string): Attempt | undefined {
    return this.#attempts.load(accountId);
  }

  saveAttempt(accountId: string, attempt: Attempt, gapMs: number): void {
    const { reading, failure } = attempt;
    this.#connection.write(() => {
      const account = this.#accounts.findOrAdd(accountId);
      this.#attempts.save(account, attempt);
      if (reading && !failure) this.#record(account, reading.snapshot.meters, reading.readAtMs, gapMs);
    });
  }

  accountIds(): string[] {
    return this.#accounts.ids();
  }

  deleteAccount(accountId: string): void {
    this.#connection.write(() => {
      this.notes.forget(accountId);
      this.#accounts.delete(accountId);
    });
  }

  deleteAttempt(accountId: string): void {
    const account = this.#accounts.find(accountId);
    this.#connection.write(() => {
      this.notes.forget(accountId);
      if (account !== undefined) this.#attempts.delete(account);
    });
  }

  record(accountId: string, meters: readonly MeterReading[], readAtMs: number, gapMs: number): void {
    this.#connection.write(() => this.#record(this.#accounts.findOrAdd(accountId), meters, readAtMs, gapMs));
  }

  chart(query: ChartQuery): Chart {
    const meter = this.#meters.current(query.accountId, query.meterId);
    if (!meter) return { points: [], marks: [] };
    return this.#connection.read(() => chartRows(this.#connection, meter.key, query));
  }

  ledger(query: LedgerQuery, observedWords: ObservedWords): LedgerRows {
    const account = this.#accounts.find(query.accountId);
    return account === undefined ? { rows: [], total: 0 } : this.#ledger.page(account, query, observedWords);
  }

  consumption(accountId: string, meterId: string, fromMs: number, toMs: number): DayUse[] {
    const meter = this.#meters.current(accountId, meterId);
    return meter ? this.#connection.read(() => consumedByDay(this.#connection, meter.key, fromMs, toMs)) : [];
  }

  spending(accountId: string, meterId: string, fromMs: number): Spending | undefined {
    const meter = this.#meters.current(accountId, meterId);
    return meter && this.#connection.read(() => spendingRows(this.#connection, meter.key, fromMs));
  }

  balances(accountId: string, meterId: string, fromMs: number, toMs: number): BalanceAt[] {
    const meter = this.#meters.current(accountId, meterId);
    return meter ? this.#connection.read(() => balanceRows(this.#connection, meter.key, fromMs, toMs)) : [];
  }

  booked(accountId: string, meterId: string, fromMs: number, toMs: number): BookedAt[] {
    return bookedRows(this.#connection, { accountId, meterId }, fromMs, toMs);
  }

  syncState(accountId: string): SyncState {
    const account = this.#accounts.find(accountId);
    return account === undefined ? { state: "none", entries: 0 } : this.#syncs.get(account);
  }

  setSyncState(accountId: string, state: "complete" | "partial" | "none", atMs: number): void {
    this.#connection.write(() => this.#syncs.set(this.#accounts.findOrAdd(accountId), state, atMs));
  }

  addPage(
    accountId: string,
    page: readonly ProviderLedgerEntry[],
    isLast: boolean,
    meter: MeterReading,
  ): void {
    this.#connection.write(() =>
      this.#entries.addPage(this.#accounts.findOrAdd(accountId), page, isLast, meter),
    );
  }

  firstHole(accountId: string): ReturnType<HistoryStore["firstHole"]> {
    const account = this.#accounts.find(accountId);
    return account === undefined ? undefined : this.#connection.read(() => this.#holes.first(account));
  }

  closeHole(accountId: string, id: string): void {
    this.#connection.write(() => this.#holes.close(this.#accounts.findOrAdd(accountId), id));
  }

  closeHoles(accountId: string, aboveMs: number, toMs: number): void {
    this.#connection.write(() =>
      this.#holes.closeBetween(this.#accounts.findOrAdd(accountId), aboveMs, toMs),
    );
  }

  keepCursor(accountId: string, id: string, cursor: string | undefined): void {
    this.#connection.write(() => this.#holes.keepCursor(this.#accounts.findOrAdd(accountId), id, cursor));
  }

  prune(olderThanMs: number, batch: number): number {
    return this.#connection.write(() => pruneRows(this.#connection, olderThanMs, batch));
  }

  dataVersion(): number {
    // A window that found the file damaged moved it away: what is written here would go nowhere.
    if (statOf(this.#connection.file)?.ino !== this.#inode) throw new HistoryError("failed", "reopen");
    return this.#connection.dataVersion();
  }

  close(): void {
    this.#connection.close();
  }

  #record(account: number, meters: readonly MeterReading[], readAtMs: number, gapMs: number): void {
    for (const reading of meters) {
      const meter = this.#meters.findOrAdd(account, reading);
      const isNews = this.#samples.add(meter, reading, readAtMs, gapMs);
      if (isNews && meter.resetsAt !== reading.resetsAt) this.#meters.setResetsAt(meter, reading.resetsAt);
    }
  }
}

function statOf(file: string): BigIntStats | undefined {
  return statSync(file, { bigint: true, throwIfNoEntry: false });
}
