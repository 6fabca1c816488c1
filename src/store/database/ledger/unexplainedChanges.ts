import { defined } from "../../../core/common/defined.ts";
import {
  type BookedEntry,
  maxSettlingMs,
  reconcile,
  type UnexplainedChange,
} from "../../../core/ledger/reconcile.ts";
import { readBalances } from "../queries/balances.ts";
import type { Connection } from "../sqlite/connection.ts";
import { amount, integer, integerOrNull, type Row } from "../sqlite/row.ts";
import type { StoredMeter } from "../tables/meterTable.ts";

/** What was compared, to tell whether it is still true. */
interface Compared {
  readonly entries: EntryState;
  readonly lastReading: string;
  readonly changes: readonly UnexplainedChange[];
  readonly finalAtMs?: number;
}

interface EntryState {
  readonly count: number;
  readonly lastKey: number;
  /** Changes when an entry is corrected. */
  readonly checksum: string;
}

/**
 * What the provider's entries leave unexplained, by meter. It is kept, and only readings and entries since the last
 * time that can still change it are compared again: a year of them takes half a second.
 */
export class UnexplainedChanges {
  readonly #connection: Connection;
  readonly #compared = new Map<number, Compared>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** `undefined` where the provider has not booked anything on this meter. */
  find(account: number, { key }: StoredMeter): readonly UnexplainedChange[] | undefined {
    const entries = this.#entryState(account, key);
    if (entries.count === 0) return undefined;
    const lastReading = this.#lastReading(key);
    const before = this.#compared.get(key);
    if (before && before.lastReading === lastReading && isSame(before.entries, entries))
      return before.changes;
    const restartMs = before && this.#restartMs(account, key, before, entries);
    const startMs = restartMs ?? 0;
    const found = reconcile(
      readBalances(this.#connection, key, startMs, Number.MAX_SAFE_INTEGER),
      this.#booked(account, key, restartMs),
    );
    const earlier =
      restartMs === undefined ? [] : (before?.changes ?? []).filter(({ toMs }) => toMs <= restartMs);
    const changes = [...earlier, ...found.changes];
    const finalAtMs = found.finalAtMs ?? restartMs;
    this.#compared.set(key, { entries, lastReading, changes, ...defined({ finalAtMs }) });
    return changes;
  }

  /** From which time to compare again; `undefined` for all. */
  #restartMs(account: number, meter: number, before: Compared, now: EntryState): number | undefined {
    const { finalAtMs, entries } = before;
    const row = this.#connection.get(
      "SELECT count(*) AS count, min(at_ms) AS first FROM entry WHERE account = ? AND meter = ? AND key > ?",
      account,
      meter,
      entries.lastKey,
    );
    if (!row || finalAtMs === undefined) return undefined;
    const added = integer(row, "count");
    const isOnlyAdded =
      now.count === entries.count + added && (added > 0 || now.checksum === entries.checksum);
    const firstMs = integerOrNull(row, "first") ?? Number.POSITIVE_INFINITY;
    return isOnlyAdded && firstMs > finalAtMs + maxSettlingMs ? finalAtMs : undefined;
  }

  #entryState(account: number, meter: number): EntryState {
    const row = this.#connection.get(
      `SELECT count(*) AS count, ifnull(max(key), 0) AS last, total(amount) || ' ' || total(at_ms) AS checksum
        FROM entry WHERE account = ? AND meter = ?`,
      account,
      meter,
    );
    if (!row) return { count: 0, lastKey: 0, checksum: "" };
    return { count: integer(row, "count"), lastKey: integer(row, "last"), checksum: String(row.checksum) };
  }

  /** Changes whenever a reading could change what is found: with the balance, and once an hour. */
  #lastReading(meter: number): string {
    const row = this.#connection.get(
      "SELECT from_ms, to_ms / 3600000 AS hour FROM sample WHERE meter = ? ORDER BY from_ms DESC LIMIT 1",
      meter,
    );
    return row ? `${integer(row, "from_ms")} ${integer(row, "hour")}` : "";
  }

  #booked(account: number, meter: number, fromMs: number | undefined): BookedEntry[] {
    return this.#connection
      .all(
        `SELECT at_ms, amount FROM entry INDEXED BY entry_order
          WHERE account = ? AND at_ms >= ? AND meter = ? ORDER BY at_ms, id_rank`,
        account,
        fromMs === undefined ? Number.MIN_SAFE_INTEGER : fromMs - maxSettlingMs,
        meter,
      )
      .map((row: Row) => ({ atMs: integer(row, "at_ms"), amount: amount(row, "amount") }));
  }
}

function isSame(a: EntryState, b: EntryState): boolean {
  return a.count === b.count && a.lastKey === b.lastKey && a.checksum === b.checksum;
}
