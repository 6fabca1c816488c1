import type { LedgerFilter, ObservedDescriptions } from "../../../core/ledger/ledgerEntry.ts";
import { type OpenRange, openRanges } from "../../../core/ledger/openRange.ts";
import type { Connection } from "../sqlite/connection.ts";
import type { MeterTable, StoredMeter } from "../tables/meterTable.ts";
import type { SyncTable } from "../tables/syncTable.ts";
import type { EntrySource } from "./cursor.ts";
import { ObservedEntries } from "./observedEntries.ts";
import { ProviderEntries } from "./providerEntries.ts";
import { RemainderEntries } from "./remainderEntries.ts";
import type { UnexplainedChanges } from "./unexplainedChanges.ts";

/** Which entries of which source a filter of the ledger wants. */
export class LedgerSources {
  readonly #connection: Connection;
  readonly #meters: MeterTable;
  readonly #syncs: SyncTable;
  readonly #unexplained: UnexplainedChanges;

  constructor(connection: Connection, meters: MeterTable, syncs: SyncTable, unexplained: UnexplainedChanges) {
    this.#connection = connection;
    this.#meters = meters;
    this.#syncs = syncs;
    this.#unexplained = unexplained;
  }

  of(account: number, filter: LedgerFilter, descriptions: ObservedDescriptions): readonly EntrySource[] {
    const meters = this.#meters.all(account);
    const sources: EntrySource[] = [];
    if (filter.source !== "observed")
      sources.push(new ProviderEntries(this.#connection, account, meters, filter));
    if (filter.source === "provider") return sources;
    for (const meter of meters) {
      const ranges = filter.source === undefined ? this.#openRanges(account, meter) : undefined;
      sources.push(new ObservedEntries(this.#connection, meter, filter, descriptions, ranges));
      if (ranges) sources.push(new RemainderEntries(this.#connection, meter, ranges, filter, descriptions));
    }
    return sources;
  }

  /** What the provider's entries do not explain; `undefined` for a meter on which it does not book. */
  #openRanges(account: number, meter: StoredMeter): readonly OpenRange[] | undefined {
    const changes = this.#unexplained.find(account, meter);
    return changes && openRanges(changes, this.#syncs.completeAtMs(account));
  }
}
