import type { DailyUsage } from "../../../core/history/usage.ts";
import { type Amount, amountOf, isAmount, negated, plus, shift } from "../../../core/money/amount.ts";
import { type LocalTimeRange, startOfDay, toLocalDay } from "../../../core/time/localDay.ts";
import type { Connection } from "../sqlite/connection.ts";
import { integer, type Row, textOrNull } from "../sqlite/row.ts";
import { changeCodes } from "../tables/changeCode.ts";

/** SQLite adds up to this length as integers: a hundred thousand amounts of 10¹³ still fit into 64 bits. */
const maxIntegerLength = 14;

const daySums = `
  SELECT CASE instr(amount, '.') WHEN 0 THEN 0 ELSE length(amount) - instr(amount, '.') END AS places,
    CASE WHEN length(amount) > ${maxIntegerLength} THEN amount END AS long,
    count(*) AS times,
    CAST(sum(CASE WHEN length(amount) > ${maxIntegerLength} THEN 0 ELSE CAST(replace(amount, '.', '') AS INTEGER) END)
      AS TEXT) AS digits
  FROM sample WHERE meter = ? AND from_ms >= ? AND from_ms < ? AND change = ${changeCodes.debit}
  GROUP BY places, long`;

/** The exact sum of observed debits on each local day of a range, limited to the days with samples. */
export function readConsumptionByDay(
  connection: Connection,
  meter: number,
  { fromMs, toMs, timeZone }: LocalTimeRange,
): DailyUsage[] {
  const row = connection.get(
    "SELECT min(from_ms) AS first, max(to_ms) AS last FROM sample WHERE meter = ?",
    meter,
  );
  if (!row || row.first === null) return [];
  const endMs = Math.min(toMs, integer(row, "last") + 1);
  const days: DailyUsage[] = [];
  let startMs = Math.max(fromMs, integer(row, "first"));
  while (startMs < endMs) {
    const day = toLocalDay(startMs, timeZone);
    const nextMs = startOfDay(day, timeZone, 1);
    const sums = connection.all(daySums, meter, startMs, Math.min(nextMs, endMs));
    days.push({ day, consumed: negated(sums.reduce(addSum, zero)) });
    startMs = nextMs;
  }
  return days;
}

const zero = amountOf("0");

function addSum(sum: Amount, row: Row): Amount {
  const long = textOrNull(row, "long");
  if (long === null)
    return plus(sum, shift(amountOf(textOrNull(row, "digits") ?? "0"), -integer(row, "places")));
  let total = sum;
  for (let count = integer(row, "times"); count > 0 && isAmount(long); count -= 1) total = plus(total, long);
  return total;
}
