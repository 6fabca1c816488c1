import type { EntryObservation } from "../../../core/ledger/entryObservation.ts";
import type {
  LedgerFilter,
  LedgerQuery,
  LedgerQueryResult,
  ObservedDescriptions,
} from "../../../core/ledger/ledgerEntry.ts";
import type { UnexplainedChange } from "../../../core/ledger/reconcile.ts";
import type { MeterBalance } from "../../historyStore.ts";
import { readObservation } from "../queries/observation.ts";
import type { Connection } from "../sqlite/connection.ts";
import type { AccountTable } from "../tables/accountTable.ts";
import type { ChangeTable } from "../tables/changeTable.ts";
import type { MeterTable, StoredMeter } from "../tables/meterTable.ts";
import type { SyncTable } from "../tables/syncTable.ts";
import type { WalkTable } from "../tables/walkTable.ts";
import { EntrySums } from "./entrySums.ts";
import { EntryVersions } from "./entryVersions.ts";
import { LedgerPages } from "./ledgerPages.ts";
import { LedgerSources } from "./ledgerSources.ts";
import { RunningBalances } from "./runningBalances.ts";
import { UnexplainedChanges } from "./unexplainedChanges.ts";

interface LedgerTables {
  readonly accounts: AccountTable;
  readonly meters: MeterTable;
  readonly changes: ChangeTable;
  readonly syncs: SyncTable;
  readonly walks: WalkTable;
}

/** Reads the ledgers of all accounts: their entries, balances, and what the entries leave unexplained. */
export class LedgerReader {
  readonly #connection: Connection;
  readonly #accounts: AccountTable;
  readonly #meters: MeterTable;
  readonly #unexplained: UnexplainedChanges;
  readonly #balances: RunningBalances;
  readonly #pages: LedgerPages;

  constructor(connection: Connection, { accounts, meters, changes, syncs, walks }: LedgerTables) {
    const versions = new EntryVersions(connection);
    this.#connection = connection;
    this.#accounts = accounts;
    this.#meters = meters;
    this.#unexplained = new UnexplainedChanges(connection, versions);
    this.#balances = new RunningBalances(
      connection,
      new EntrySums(connection, versions),
      this.#unexplained,
      syncs,
      walks,
    );
    const sources = new LedgerSources(connection, meters, syncs, this.#unexplained);
    this.#pages = new LedgerPages(connection, { meters, changes }, sources, this.#balances);
  }

  page(query: LedgerQuery, descriptions: ObservedDescriptions): LedgerQueryResult {
    const account = this.#accounts.find(query.accountId);
    return account === undefined ? { rows: [], total: 0 } : this.#pages.page(account, query, descriptions);
  }

  scan(
    query: LedgerFilter & Pick<LedgerQuery, "cursor" | "limit">,
    descriptions: ObservedDescriptions,
  ): Pick<LedgerQueryResult, "rows" | "next"> {
    const account = this.#accounts.find(query.accountId);
    return account === undefined ? { rows: [] } : this.#pages.scan(account, query, descriptions);
  }

  /** Does a part of what later pages need. Returns whether there is more to do. */
  advance(accountId: string, balancesFromMs = Number.POSITIVE_INFINITY): boolean {
    const account = this.#accounts.find(accountId);
    if (account === undefined) return false;
    return this.#connection.read(() =>
      this.#meters
        .all(account)
        .some(
          (meter) =>
            this.#unexplained.advance(account, meter) ||
            this.#balances.advance(account, meter, balancesFromMs),
        ),
    );
  }

  /** Sorts some of the entries for pages by amount, or searches some. Returns whether there is more to do. */
  preparePage(query: LedgerQuery, descriptions: ObservedDescriptions): boolean {
    const account = this.#accounts.find(query.accountId);
    return account !== undefined && this.#pages.prepare(account, query, descriptions);
  }

  observation(accountId: string, entryId: string): EntryObservation | undefined {
    const account = this.#accounts.find(accountId);
    return account === undefined
      ? undefined
      : this.#connection.read(() => readObservation(this.#connection, account, entryId));
  }

  unexplained(accountId: string, meterId: string): readonly UnexplainedChange[] | undefined {
    const found = this.findMeterOfSource(accountId, meterId);
    // Entries of another source explain none of these balances.
    if (!found || found.meter.sourceFromMs !== undefined) return undefined;
    return this.#connection.read(() => this.#unexplained.find(found.account, found.meter));
  }

  /** The meter, if its last reading is of the account's current source. */
  findMeterOfSource(
    accountId: string,
    meterId: string,
  ): { readonly account: number; readonly meter: StoredMeter } | undefined {
    const account = this.#accounts.find(accountId);
    const meter = this.#meters.findCurrent(accountId, meterId);
    if (!meter || account === undefined) return undefined;
    return meter.sourceVersion === this.#accounts.sourceVersion(account) ? { account, meter } : undefined;
  }

  balancesBefore(accountId: string, atMs: number): readonly MeterBalance[] {
    const account = this.#accounts.find(accountId);
    if (account === undefined) return [];
    return this.#connection.read(() =>
      this.#meters.all(account).map((meter) => {
        const balance = this.#balances.before(account, meter, atMs);
        return { meterId: meter.id, unit: meter.unit, ...(balance ? { balance } : {}) };
      }),
    );
  }
}
