import { defined } from "../../../core/common/defined.ts";
import { maxSettlingMs, reconcile, type UnexplainedChange } from "../../../core/ledger/reconcile.ts";
import type { Amount } from "../../../core/money/amount.ts";
import { dayMs } from "../../../core/time/durations.ts";
import { readBalances } from "../queries/balances.ts";
import type { Connection } from "../sqlite/connection.ts";
import { amount, integer } from "../sqlite/row.ts";
import type { StoredMeter } from "../tables/meterTable.ts";
import { type EntryState, type EntryVersions, firstChangeMs } from "./entryVersions.ts";

/** What was compared, to tell whether it is still true. */
interface Compared {
  readonly entries: EntryState;
  readonly lastReading: string;
  readonly changes: readonly UnexplainedChange[];
  /** The balance after all entries and changes; absent without a reading. */
  readonly endBalance?: Amount;
  /** Up to here, later readings and entries change nothing. */
  readonly finalAtMs?: number;
  /** Newer readings are still to be compared, in steps of so many days. */
  readonly nextDays?: number;
}

/** Later readings can change what is found in this time, so a step has to be longer. */
const minStepDays = (3 * maxSettlingMs) / dayMs;
/** So many readings are compared in about ten milliseconds. */
const readingsAStep = 700;

/**
 * What the provider's entries leave unexplained, by meter. It is kept, and only readings and entries since the last
 * time that can still change it are compared again. All of them, of a year, take most of a second: `advance` compares
 * them in steps, between which the extension host does other work.
 */
export class UnexplainedChanges {
  readonly #connection: Connection;
  readonly #versions: EntryVersions;
  readonly #compared = new Map<number, Compared>();

  constructor(connection: Connection, versions: EntryVersions) {
    this.#connection = connection;
    this.#versions = versions;
  }

  /** `undefined` where the provider has not booked anything on this meter. */
  find(account: number, meter: StoredMeter): readonly UnexplainedChange[] | undefined {
    if (!this.#hasEntries(account, meter.key)) return undefined;
    return (this.#current(account, meter.key) ?? this.#compare(account, meter.key, false)).changes;
  }

  /** The balance that all entries and what they leave unexplained lead to; `undefined` where there is none. */
  endBalance(account: number, meter: StoredMeter): Amount | undefined {
    if (!this.#hasEntries(account, meter.key)) return undefined;
    return (this.#current(account, meter.key) ?? this.#compare(account, meter.key, false)).endBalance;
  }

  /** Compares some of what is left. Returns whether there is more. */
  advance(account: number, meter: StoredMeter): boolean {
    if (!this.#hasEntries(account, meter.key) || this.#current(account, meter.key)) return false;
    return this.#compare(account, meter.key, true).nextDays !== undefined;
  }

  #current(account: number, meter: number): Compared | undefined {
    const before = this.#compared.get(meter);
    const isCurrent =
      before !== undefined &&
      before.nextDays === undefined &&
      before.lastReading === this.#lastReading(meter) &&
      before.entries.version === this.#versions.version(account);
    return isCurrent ? before : undefined;
  }

  /** `isStep`: only until a step's end. */
  #compare(account: number, meter: number, isStep: boolean): Compared {
    const before = this.#compared.get(meter);
    const entries = this.#versions.read(account);
    const restartMs = before && this.#restartMs(account, meter, before, entries);
    const days = restartMs === undefined ? minStepDays : (before?.nextDays ?? minStepDays);
    const endMs = isStep ? this.#stepEndMs(meter, restartMs, days) : undefined;
    const found = reconcile(
      readBalances(this.#connection, meter, restartMs ?? 0, endMs ?? Number.MAX_SAFE_INTEGER),
      this.#booked(account, meter, restartMs, endMs),
    );
    const finalAtMs = found.finalAtMs ?? restartMs;
    const earlier =
      restartMs === undefined ? [] : (before?.changes ?? []).filter(({ toMs }) => toMs <= restartMs);
    // A step may end where later readings still change what it found.
    const changes =
      endMs === undefined
        ? found.changes
        : found.changes.filter(({ toMs }) => finalAtMs !== undefined && toMs <= finalAtMs);
    const compared: Compared = {
      entries,
      lastReading: this.#lastReading(meter),
      changes: [...earlier, ...changes],
      ...defined({ finalAtMs, endBalance: found.endBalance }),
      ...(endMs === undefined ? {} : { nextDays: finalAtMs === restartMs ? 2 * days : minStepDays }),
    };
    this.#compared.set(meter, compared);
    return compared;
  }

  /** The end of a step; `undefined` when it reaches the newest reading. */
  #stepEndMs(meter: number, restartMs: number | undefined, days: number): number | undefined {
    const after = this.#connection.get(
      "SELECT from_ms FROM sample WHERE meter = ? AND from_ms >= ? ORDER BY from_ms LIMIT 1",
      meter,
      restartMs ?? Number.MIN_SAFE_INTEGER,
    );
    const full = this.#connection.get(
      "SELECT from_ms FROM sample WHERE meter = ? AND from_ms >= ? ORDER BY from_ms LIMIT 1 OFFSET ?",
      meter,
      restartMs ?? Number.MIN_SAFE_INTEGER,
      readingsAStep,
    );
    if (!after || !full) return undefined;
    const endMs = Math.max(integer(full, "from_ms"), integer(after, "from_ms") + days * dayMs);
    const later = this.#connection.get(
      "SELECT 1 FROM sample WHERE meter = ? AND from_ms >= ? LIMIT 1",
      meter,
      endMs,
    );
    return later ? endMs : undefined;
  }

  /** From which time to compare again; `undefined` for all. */
  #restartMs(account: number, meter: number, before: Compared, now: EntryState): number | undefined {
    const { finalAtMs, entries } = before;
    if (finalAtMs === undefined) return undefined;
    const firstMs = firstChangeMs(this.#connection, account, meter, entries, now);
    if (firstMs === undefined) return undefined;
    return firstMs > finalAtMs + maxSettlingMs ? finalAtMs : undefined;
  }

  #hasEntries(account: number, meter: number): boolean {
    const row = this.#connection.get(
      "SELECT 1 FROM entry INDEXED BY entry_order WHERE account = ? AND meter = ? LIMIT 1",
      account,
      meter,
    );
    return row !== undefined;
  }

  /** Changes whenever a reading could change what is found: with the balance, and once an hour. */
  #lastReading(meter: number): string {
    const row = this.#connection.get(
      "SELECT from_ms, to_ms / 3600000 AS hour FROM sample WHERE meter = ? ORDER BY from_ms DESC LIMIT 1",
      meter,
    );
    return row ? `${integer(row, "from_ms")} ${integer(row, "hour")}` : "";
  }

  #booked(account: number, meter: number, fromMs: number | undefined, toMs: number | undefined) {
    return this.#connection
      .all(
        `SELECT at_ms, amount FROM entry INDEXED BY entry_order
          WHERE account = ? AND at_ms >= ? AND at_ms < ? AND meter = ? ORDER BY at_ms, id_rank`,
        account,
        fromMs === undefined ? Number.MIN_SAFE_INTEGER : fromMs - maxSettlingMs,
        toMs === undefined ? Number.MAX_SAFE_INTEGER : toMs + maxSettlingMs,
        meter,
      )
      .map((row) => ({ atMs: integer(row, "at_ms"), amount: amount(row, "amount") }));
  }
}
