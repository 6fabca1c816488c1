import type { LedgerRow } from "../../../core/ledger/ledgerEntry.ts";
import { type BookedStep, followsOneAnother } from "../../../core/ledger/sameInstant.ts";
import { type Amount, minus } from "../../../core/money/amount.ts";
import { sameUnit } from "../../../core/money/unit.ts";
import type { Connection } from "../sqlite/connection.ts";
import { amount, amountOrNull } from "../sqlite/row.ts";
import type { StoredMeter } from "../tables/meterTable.ts";
import type { PositionedRow } from "./cursor.ts";
import type { RunningBalances } from "./runningBalances.ts";

/** More entries of one instant are not put into an order. */
const maxSameInstant = 1000;

/** Adds the balance of the meter after each entry, whatever a filter leaves out, to the rows of a page. */
export class RowBalances {
  readonly #connection: Connection;
  readonly #balances: RunningBalances;

  constructor(connection: Connection, balances: RunningBalances) {
    this.#connection = connection;
    this.#balances = balances;
  }

  /** The sums down to the oldest row of the page have to be prepared. */
  addTo(
    account: number,
    meters: readonly StoredMeter[],
    page: readonly PositionedRow[],
  ): readonly LedgerRow[] {
    const balances = new Map<LedgerRow, Amount | undefined>();
    const newestFirst = page.toSorted((a, b) => b.row.atMs - a.row.atMs || byRank(b, a));
    for (const meter of meters) {
      const ofMeter = newestFirst.filter(
        ({ row }) => row.meterId === meter.id && sameUnit(row.unit, meter.unit),
      );
      const booked = ofMeter.filter(({ row }) => row.source === "provider" || row.booking !== undefined);
      // Other observed entries: the balance after them is the one that was read.
      for (const { row } of ofMeter) balances.set(row, row.balanceAfter);
      const places = booked.map(({ position: { atMs, source, rank } }) => ({
        atMs,
        rank: source === "provider" ? rank : "",
      }));
      const found = booked.length === 0 ? [] : this.#balances.atEach(account, meter, places);
      const isOrdered = new Map<number, boolean>();
      for (const [index, { row }] of booked.entries()) {
        const balance = found[index];
        const isOther =
          balance !== undefined &&
          row.source === "provider" &&
          row.balanceAfter !== undefined &&
          row.balanceAfter !== balance;
        balances.set(
          row,
          isOther && this.#isOrdered(account, meter, row.atMs, isOrdered) ? row.balanceAfter : balance,
        );
      }
    }
    return page.map(({ row }) => {
      const runningBalance = balances.get(row);
      return runningBalance === undefined ? row : { ...row, runningBalance };
    });
  }

  /** Whether the provider's balances after the entries of an instant are right in an order of its own. */
  #isOrdered(account: number, meter: StoredMeter, atMs: number, known: Map<number, boolean>): boolean {
    let isOrdered = known.get(atMs);
    if (isOrdered === undefined) {
      const steps = this.#stepsAt(account, meter, atMs);
      const [before] =
        steps.length > 1 ? this.#balances.atEach(account, meter, [{ atMs, rank: "" }]) : [undefined];
      isOrdered = before !== undefined && followsOneAnother(before, steps);
      known.set(atMs, isOrdered);
    }
    return isOrdered;
  }

  #stepsAt(account: number, meter: StoredMeter, atMs: number): readonly BookedStep[] {
    const steps: BookedStep[] = [];
    for (const row of this.#connection.all(
      `SELECT amount, balance_after FROM entry INDEXED BY entry_order
        WHERE account = ? AND at_ms = ? AND meter = ? LIMIT ?`,
      account,
      atMs,
      meter.key,
      maxSameInstant,
    )) {
      const after = amountOrNull(row, "balance_after");
      if (after === null) return [];
      steps.push({ before: minus(after, amount(row, "amount")), after });
    }
    return steps.length < maxSameInstant ? steps : [];
  }
}

/** The provider's entries of one instant, as far as their order matters: SQLite compares other characters differently. */
function byRank({ position: a }: PositionedRow, { position: b }: PositionedRow): number {
  if (a.source !== b.source) return a.source === "observed" ? -1 : 1;
  return a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0;
}
