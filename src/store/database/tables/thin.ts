import { type Amount, amountOf, plus } from "../../../core/money/amount.ts";
import { hourMs, minuteMs } from "../../../core/time/durations.ts";
import type { Connection } from "../sqlite/connection.ts";
import { amount, integer, integerOrNull, type Row } from "../sqlite/row.ts";
import { bookableCodes, changeCodes } from "./changeCode.ts";

/** Days begin and end at such a boundary in every time zone, so that the sum of each day stays exact. */
const bucketMs = 15 * minuteMs;
/** How much of a meter's time is thinned in one transaction. */
const sliceMs = 6 * hourMs;

/** A sample that is kept, with the sum of the changes of its direction in its bucket. */
interface KeptSample {
  readonly row: Row;
  readonly total: Amount;
  readonly sinceMs: number;
}

/**
 * Thins the samples of the next meter, of up to six hours before `olderThanMs`: of each quarter of an hour, one decrease
 * and one increase stay, which stand for all of it. Each is a real reading, and the last one is the last of its quarter;
 * their amounts are the sums, so all sums and balances stay exact. Resets, new limits and gaps stay as they are.
 * Returns whether there was anything to look at. Call it within a transaction.
 */
export function thin(connection: Connection, olderThanMs: number): boolean {
  const endMs = Math.floor(olderThanMs / bucketMs) * bucketMs;
  const meters = connection.all("SELECT key, thinned_ms FROM meter ORDER BY key");
  for (const row of meters) {
    const meter = integer(row, "key");
    const first = connection.get(
      "SELECT from_ms FROM sample WHERE meter = ? AND from_ms >= ? ORDER BY from_ms LIMIT 1",
      meter,
      integerOrNull(row, "thinned_ms") ?? Number.MIN_SAFE_INTEGER,
    );
    if (!first) continue;
    const fromMs = Math.floor(integer(first, "from_ms") / bucketMs) * bucketMs;
    if (fromMs >= endMs) continue;
    const toMs = Math.min(fromMs + sliceMs, endMs);
    thinSlice(connection, meter, fromMs, toMs);
    connection.run("UPDATE meter SET thinned_ms = ? WHERE key = ?", toMs, meter);
    return true;
  }
  return false;
}

function thinSlice(connection: Connection, meter: number, fromMs: number, toMs: number): void {
  const rows = connection.all(
    `SELECT from_ms, to_ms, change, is_after_gap, amount, since_ms, remaining IS NULL AS is_unlimited,
        CAST(remaining AS REAL) AS balance
      FROM sample WHERE meter = ? AND from_ms >= ? AND from_ms < ? ORDER BY from_ms`,
    meter,
    fromMs,
    toMs,
  );
  const first = connection.get("SELECT min(from_ms) AS first FROM sample WHERE meter = ?", meter);
  for (const run of runsOf(rows, first?.first)) {
    const kept = keptSamples(run);
    const keptRows = new Set(kept.map(({ row }) => row));
    for (const row of run) {
      if (!keptRows.has(row))
        connection.run("DELETE FROM sample WHERE meter = ? AND from_ms = ?", meter, integer(row, "from_ms"));
    }
    for (const { row, total, sinceMs } of kept) {
      if (row.change === null || row.amount === total) continue;
      connection.run(
        "UPDATE sample SET amount = ?, since_ms = ? WHERE meter = ? AND from_ms = ?",
        total,
        sinceMs,
        meter,
        integer(row, "from_ms"),
      );
    }
  }
}

/** Neighbouring samples of one bucket that may be joined. The first sample of a meter, at `firstMs`, is its opening balance. */
function runsOf(rows: readonly Row[], firstMs: Row[string] | undefined): readonly (readonly Row[])[] {
  const runs: Row[][] = [];
  let bucket = Number.NaN;
  let run: Row[] = [];
  for (const row of rows) {
    const isPlain =
      row.from_ms !== firstMs &&
      row.is_after_gap === 0 &&
      row.is_unlimited === 0 &&
      (row.change === null || bookableCodes.some((code) => row.change === code));
    const ownBucket = Math.floor(integer(row, "from_ms") / bucketMs);
    if (!isPlain || ownBucket !== bucket) {
      run = [];
      runs.push(run);
      bucket = isPlain ? ownBucket : Number.NaN;
    }
    run.push(row);
  }
  return runs.filter(({ length }) => length > 1);
}

/** The samples of a run that stay: the last one, and the extreme one of each other kind of change, with the sum of its kind. */
function keptSamples(run: readonly Row[]): readonly KeptSample[] {
  const last = run.at(-1);
  if (!last) return [];
  const sums = bookableCodes.flatMap((code) => {
    const rows = run.filter(({ change }) => change === code);
    const kept = last.change === code ? last : extreme(rows, code === changeCodes.debit ? -1 : 1);
    return kept ? sumOf(kept, rows) : [];
  });
  return [...sums, ...(last.change === null ? [{ row: last, total: amountOf("0"), sinceMs: 0 }] : [])];
}

/** The row with the highest balance (`direction` 1) or the lowest one (-1). */
function extreme(rows: readonly Row[], direction: 1 | -1): Row | undefined {
  const value = (row: Row) => direction * integer(row, "balance");
  return rows.reduce<Row | undefined>(
    (best, row) => (best && value(best) >= value(row) ? best : row),
    undefined,
  );
}

function sumOf(row: Row, rows: readonly Row[]): KeptSample {
  return {
    row,
    total: rows.reduce((sum, each) => plus(sum, amount(each, "amount")), amountOf("0")),
    sinceMs: Math.min(...rows.map((each) => integerOrNull(each, "since_ms") ?? integer(each, "from_ms"))),
  };
}
