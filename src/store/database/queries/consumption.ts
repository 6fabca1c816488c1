import type { DailyUsage, HourlyUsage } from "../../../core/history/usage.ts";
import { type Amount, amountOf, isAmount, negated, plus, shift } from "../../../core/money/amount.ts";
import { hourMs } from "../../../core/time/durations.ts";
import { type LocalTimeRange, startOfDay, toLocalDay } from "../../../core/time/localDay.ts";
import type { Connection } from "../sqlite/connection.ts";
import { integer, type Row, textOrNull } from "../sqlite/row.ts";
import { changeCodes } from "../tables/changeCode.ts";

/** SQLite adds up to this length as integers: a hundred thousand amounts of 10¹³ still fit into 64 bits. */
const maxIntegerLength = 14;

const debitSums = `
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
  const days: DailyUsage[] = [];
  const read = rangeWithSamples(connection, meter, { fromMs, toMs });
  for (let startMs = read.fromMs; startMs < read.toMs; ) {
    const day = toLocalDay(startMs, timeZone);
    const nextMs = startOfDay(day, timeZone, 1);
    days.push({ day, consumed: consumedBetween(connection, meter, startMs, Math.min(nextMs, read.toMs)) });
    startMs = nextMs;
  }
  return days;
}

/**
 * The same for each hour from `fromMs` on, limited to the hours with samples. A range that begins with a local day has the
 * hours of its clock.
 */
export function readConsumptionByHour(
  connection: Connection,
  meter: number,
  { fromMs, toMs }: Pick<LocalTimeRange, "fromMs" | "toMs">,
): HourlyUsage[] {
  const hours: HourlyUsage[] = [];
  const read = rangeWithSamples(connection, meter, { fromMs, toMs });
  const firstMs = fromMs + Math.floor((read.fromMs - fromMs) / hourMs) * hourMs;
  for (let startMs = firstMs; startMs < read.toMs; startMs += hourMs) {
    const endMs = Math.min(startMs + hourMs, read.toMs);
    hours.push({ startMs, consumed: consumedBetween(connection, meter, startMs, endMs) });
  }
  return hours;
}

/** The part of a range from the first to the last sample; empty without any. */
function rangeWithSamples(
  connection: Connection,
  meter: number,
  { fromMs, toMs }: Pick<LocalTimeRange, "fromMs" | "toMs">,
): Pick<LocalTimeRange, "fromMs" | "toMs"> {
  const row = connection.get(
    "SELECT min(from_ms) AS first, max(to_ms) AS last FROM sample WHERE meter = ?",
    meter,
  );
  if (!row || row.first === null) return { fromMs, toMs: fromMs };
  return {
    fromMs: Math.max(fromMs, integer(row, "first")),
    toMs: Math.min(toMs, integer(row, "last") + 1),
  };
}

function consumedBetween(connection: Connection, meter: number, fromMs: number, toMs: number): Amount {
  return negated(connection.all(debitSums, meter, fromMs, toMs).reduce(addSum, zero));
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
