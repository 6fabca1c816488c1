import type { Decrease, Spending, TimeRange } from "../../../core/forecast/spending.ts";
import { hourMs } from "../../../core/time/durations.ts";
import type { Connection } from "../sqlite/connection.ts";
import { integer, integerOrNull } from "../sqlite/row.ts";
import { changeCodes } from "../tables/changeCode.ts";

// Decreases within an hour are added up, so that a year of readings gives only a few hundred rows.
const decreases = `
  SELECT min(coalesce(since_ms, from_ms)) AS first, max(from_ms) AS last, -sum(CAST(amount AS REAL)) AS amount,
    count(*) AS count
  FROM sample WHERE meter = ? AND from_ms >= ? AND change = ${changeCodes.debit}
  GROUP BY from_ms / ${hourMs}, CASE WHEN from_ms - since_ms > ${hourMs} THEN from_ms ELSE 0 END
  ORDER BY first`;

// Ranges in which the consumption is unknown: around a top-up or reset, and while the balance was null. `since_ms` is
// the last reading before the sample.
const unknownRanges = `
  SELECT coalesce(since_ms, from_ms) AS first, CASE WHEN remaining IS NULL THEN to_ms ELSE from_ms END AS last
  FROM sample WHERE meter = ? AND from_ms >= ? AND (change >= ${changeCodes.credit} OR remaining IS NULL)
  ORDER BY first`;

/** The consumption of a meter since an instant; `undefined` when there is no reading since then. */
export function readSpending(connection: Connection, meter: number, fromMs: number): Spending | undefined {
  const ends = connection.get(
    `SELECT (SELECT from_ms FROM sample WHERE meter = :meter ORDER BY from_ms LIMIT 1) AS first,
      (SELECT to_ms FROM sample WHERE meter = :meter ORDER BY from_ms DESC LIMIT 1) AS last`,
    { meter },
  );
  const [first, last] = ends ? [integerOrNull(ends, "first"), integerOrNull(ends, "last")] : [null, null];
  if (first === null || last === null || last < fromMs) return undefined;
  const range: TimeRange = { fromMs: Math.max(first, fromMs), toMs: last };
  return {
    ...range,
    decreases: connection.all(decreases, meter, fromMs).map((row): Decrease => {
      // SQLite returns both reals and integers as JavaScript numbers.
      const [count, amount] = [integer(row, "count"), integer(row, "amount")];
      return { fromMs: integer(row, "first"), toMs: integer(row, "last"), amount, count };
    }),
    unknownRanges: connection
      .all(unknownRanges, meter, fromMs)
      .map((row) => ({ fromMs: integer(row, "first"), toMs: integer(row, "last") })),
  };
}
