import type { Decrease, Spending, TimeRange } from "../../../core/forecast/spending.ts";
import { hourMs } from "../../../core/time/durations.ts";
import type { Connection } from "../sqlite/connection.ts";
import { integer, integerOrNull } from "../sqlite/row.ts";
import { changeCodes } from "../tables/changeCode.ts";

// Falls that were seen within an hour are summed up by the hour: a year of polls stays a few hundred rows.
const falls = `
  SELECT min(coalesce(since_ms, from_ms)) AS first, max(from_ms) AS last, -sum(CAST(amount AS REAL)) AS amount,
    count(*) AS count
  FROM sample WHERE meter = ?1 AND from_ms >= ?2 AND change = ${changeCodes.debit}
  GROUP BY from_ms / ${hourMs}, CASE WHEN from_ms - since_ms > ${hourMs} THEN from_ms ELSE 0 END
  ORDER BY first`;

// Whoever reads a balance of null next ends the stretch; `since_ms` is when the one before was last read.
const unknown = `
  SELECT coalesce(since_ms, from_ms) AS first, CASE WHEN remaining IS NULL THEN to_ms ELSE from_ms END AS last
  FROM sample WHERE meter = ?1 AND from_ms >= ?2 AND (change >= ${changeCodes.credit} OR remaining IS NULL)
  ORDER BY first`;

/** What was consumed of a meter since an instant; `undefined` where nothing was read since. */
export function readSpending(connection: Connection, meter: number, fromMs: number): Spending | undefined {
  const ends = connection.get(
    `SELECT (SELECT from_ms FROM sample WHERE meter = ?1 ORDER BY from_ms LIMIT 1) AS first,
      (SELECT to_ms FROM sample WHERE meter = ?1 ORDER BY from_ms DESC LIMIT 1) AS last`,
    meter,
  );
  const [first, last] = ends ? [integerOrNull(ends, "first"), integerOrNull(ends, "last")] : [null, null];
  if (first === null || last === null || last < fromMs) return undefined;
  const seen: TimeRange = { fromMs: Math.max(first, fromMs), toMs: last };
  return {
    ...seen,
    decreases: connection.all(falls, meter, fromMs).map((row): Decrease => {
      // SQLite's reals and integers both come as JS numbers.
      const [count, amount] = [integer(row, "count"), integer(row, "amount")];
      return { fromMs: integer(row, "first"), toMs: integer(row, "last"), amount, count };
    }),
    unknownRanges: connection
      .all(unknown, meter, fromMs)
      .map((row) => ({ fromMs: integer(row, "first"), toMs: integer(row, "last") })),
  };
}
