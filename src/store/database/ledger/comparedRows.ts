import { type BookingDates, maxDatedEntries, maxDatedReadings } from "../../../core/ledger/bookingDates.ts";
import { maxSettlingMs } from "../../../core/ledger/differenceShifts.ts";
import { type BalanceReading, type BookedEntry, bookingDatesOf } from "../../../core/ledger/reconcile.ts";
import { readBalances } from "../queries/balances.ts";
import type { Connection } from "../sqlite/connection.ts";
import { amount, integer } from "../sqlite/row.ts";
import { type EntryState, firstChangeMs } from "./entryVersions.ts";

/** A part of the time of a meter; without bounds when absent. `toMs` is exclusive. */
export interface ComparedRange {
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
}

/** The time in which readings showed the same balance. */
export interface ReadingSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The readings of one meter and the entries of its account, as far as they are compared. */
export class ComparedRows {
  readonly #connection: Connection;
  readonly #account: number;
  readonly #meter: number;

  constructor(connection: Connection, account: number, meter: number) {
    this.#connection = connection;
    this.#account = account;
    this.#meter = meter;
  }

  hasEntries(count = 1): boolean {
    const row = this.#connection.get(
      "SELECT 1 FROM entry INDEXED BY entry_order WHERE account = ? AND meter = ? LIMIT 1 OFFSET ?",
      this.#account,
      this.#meter,
      count - 1,
    );
    return row !== undefined;
  }

  /** The earliest date of an entry that differs from before; `undefined` where all may. */
  firstChangeMs(before: EntryState, now: EntryState): number | undefined {
    return firstChangeMs(this.#connection, this.#account, this.#meter, before, now);
  }

  newestReading(): ReadingSpan | undefined {
    const row = this.#connection.get(
      "SELECT from_ms, to_ms FROM sample WHERE meter = ? ORDER BY from_ms DESC LIMIT 1",
      this.#meter,
    );
    return row && { fromMs: integer(row, "from_ms"), toMs: integer(row, "to_ms") };
  }

  /** The time of the reading that comes `offset` readings after the first one since an instant. */
  readingAfter(fromMs: number | undefined, offset: number): number | undefined {
    const row = this.#connection.get(
      "SELECT from_ms FROM sample WHERE meter = ? AND from_ms >= ? ORDER BY from_ms LIMIT 1 OFFSET ?",
      this.#meter,
      fromMs ?? Number.MIN_SAFE_INTEGER,
      offset,
    );
    return row && integer(row, "from_ms");
  }

  balances({ fromMs = 0, toMs = Number.MAX_SAFE_INTEGER }: ComparedRange): readonly BalanceReading[] {
    return readBalances(this.#connection, this.#meter, fromMs, toMs);
  }

  /** The entries of a range, and those around it that may belong to it. */
  entriesAround({ fromMs, toMs }: ComparedRange): readonly BookedEntry[] {
    return this.#connection
      .all(
        `SELECT at_ms, amount FROM entry INDEXED BY entry_order
          WHERE account = ? AND at_ms >= ? AND at_ms < ? AND meter = ? ORDER BY at_ms, id_rank`,
        this.#account,
        fromMs === undefined ? Number.MIN_SAFE_INTEGER : fromMs - maxSettlingMs,
        toMs === undefined ? Number.MAX_SAFE_INTEGER : toMs + maxSettlingMs,
        this.#meter,
      )
      .map((row) => ({ atMs: integer(row, "at_ms"), amount: amount(row, "amount") }));
  }

  /** How the newest entries are dated. */
  dates(): BookingDates {
    const reading = this.#connection.get(
      "SELECT from_ms FROM sample WHERE meter = ? ORDER BY from_ms DESC LIMIT 1 OFFSET ?",
      this.#meter,
      maxDatedReadings,
    );
    const entry = this.#connection.get(
      `SELECT at_ms FROM entry INDEXED BY entry_order WHERE account = ? AND meter = ?
        ORDER BY at_ms DESC LIMIT 1 OFFSET ?`,
      this.#account,
      this.#meter,
      maxDatedEntries,
    );
    const fromMs = reading && integer(reading, "from_ms");
    return bookingDatesOf(
      this.balances({ fromMs }),
      this.entriesAround({ fromMs: entry && integer(entry, "at_ms") }),
    );
  }
}
