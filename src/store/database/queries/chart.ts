import type { Chart, ChartAmount, ChartMark, ChartPoint, ChartQuery } from "../../../core/history/chart.ts";
import { type Amount, plus } from "../../../core/money/amount.ts";
import type { Connection } from "../sqlite/connection.ts";
import { amount, amountOrNull, integer, type Row } from "../sqlite/row.ts";
import { decodeChange } from "../tables/changeCode.ts";

const maxMarks = 200;
const knownSamples = "FROM sample WHERE meter = ? AND from_ms >= ? AND from_ms < ? AND remaining IS NOT NULL";
const columns = "SELECT from_ms, to_ms, remaining, held";
/** Only to compare the samples of a bucket. */
const approximate = {
  available: "CAST(remaining AS REAL)",
  total: "CAST(remaining AS REAL) + CAST(coalesce(held, '0') AS REAL)",
} as const satisfies Record<ChartAmount, string>;

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The chart of a meter: the minimum and the maximum of each bucket, and marks for top-ups, resets and new limits. */
export function readChart(connection: Connection, meter: number, query: ChartQuery): Chart {
  const span = findSpan(connection, meter, query);
  if (!span) return { points: [], marks: [] };
  const { amount: kind = "available" } = query;
  const rows = readBucketRows(connection, meter, span, query.buckets, kind);
  const breaks = readBreaks(connection, meter, span);
  let next = 0;
  const points = rows.map((row): ChartPoint => {
    const [fromMs, toMs] = [integer(row, "from_ms"), integer(row, "to_ms")];
    const first = next;
    while ((breaks[next] ?? Number.POSITIVE_INFINITY) <= fromMs) next += 1;
    return {
      fromMs: Math.max(fromMs, span.fromMs),
      toMs: Math.min(toMs, span.toMs),
      remaining: amountOfRow(row, kind),
      isAfterGap: next > first,
    };
  });
  return { points, marks: readMarks(connection, meter, span) };
}

function amountOfRow(row: Row, kind: ChartAmount): Amount {
  const remaining = amount(row, "remaining");
  const held = kind === "total" ? amountOrNull(row, "held") : null;
  return held === null ? remaining : plus(remaining, held);
}

/** The range of the query, limited to the time with samples. */
function findSpan(connection: Connection, meter: number, query: ChartQuery): Span | undefined {
  const row = connection.get(
    `SELECT from_ms, (SELECT to_ms FROM sample WHERE meter = :meter ORDER BY from_ms DESC LIMIT 1) AS to_ms
      FROM sample WHERE meter = :meter ORDER BY from_ms LIMIT 1`,
    { meter },
  );
  if (!row) return undefined;
  const fromMs = Math.max(query.fromMs ?? Number.NEGATIVE_INFINITY, integer(row, "from_ms"));
  const toMs = Math.min(query.toMs ?? Number.POSITIVE_INFINITY, integer(row, "to_ms") + 1);
  return fromMs < toMs ? { fromMs, toMs } : undefined;
}

/** The start of the sample that is under way when the range begins, so that the line starts at the range's edge. */
function findStartMs(connection: Connection, meter: number, { fromMs }: Span): number {
  const row = connection.get(
    "SELECT from_ms, to_ms FROM sample WHERE meter = ? AND from_ms < ? ORDER BY from_ms DESC LIMIT 1",
    meter,
    fromMs,
  );
  return row && integer(row, "to_ms") >= fromMs ? integer(row, "from_ms") : fromMs;
}

function readBucketRows(
  connection: Connection,
  meter: number,
  span: Span,
  buckets: number,
  kind: ChartAmount,
): readonly Row[] {
  const { fromMs, toMs } = span;
  const firstMs = findStartMs(connection, meter, span);
  const sql = `${columns} ${knownSamples} ORDER BY from_ms`;
  // Two rows per bucket, the first and the last row.
  const maxRows = 2 * buckets + 2;
  const all = connection.all(`${sql} LIMIT ?`, meter, firstMs, toMs, maxRows + 1);
  if (all.length <= maxRows) return all;
  // With exactly one min() or max(), SQLite takes the other columns from the row with that value.
  const extremes = ["min", "max"].map(
    (extreme) => `${columns}, ${extreme}(${approximate[kind]}) ${knownSamples}`,
  );
  const rows = new Map<number, Row>();
  const add = (row: Row | undefined) => {
    if (row && row.from_ms !== null) rows.set(integer(row, "from_ms"), row);
  };
  add(all[0]);
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const edge = (index: number) => Math.ceil(fromMs + ((toMs - fromMs) * index) / buckets);
    for (const sqlOfExtreme of extremes) {
      add(connection.get(sqlOfExtreme, meter, edge(bucket), edge(bucket + 1)));
    }
  }
  add(connection.get(`${columns} ${knownSamples} ORDER BY from_ms DESC LIMIT 1`, meter, fromMs, toMs));
  return [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
}

/** Instants before which the line is interrupted, because there were no readings or the meter was unlimited. */
function readBreaks(connection: Connection, meter: number, { fromMs, toMs }: Span): number[] {
  return connection
    .all(
      `SELECT from_ms FROM sample WHERE meter = ? AND from_ms >= ? AND from_ms < ?
        AND (is_after_gap = 1 OR remaining IS NULL) ORDER BY from_ms`,
      meter,
      fromMs,
      toMs,
    )
    .map((row) => integer(row, "from_ms"));
}

function readMarks(connection: Connection, meter: number, { fromMs, toMs }: Span): ChartMark[] {
  return connection
    .all(
      `SELECT from_ms, change, amount FROM sample WHERE meter = ? AND from_ms >= ? AND from_ms < ?
        AND change BETWEEN 2 AND 4 ORDER BY from_ms DESC LIMIT ?`,
      meter,
      fromMs,
      toMs,
      maxMarks,
    )
    .map((row) => ({
      atMs: integer(row, "from_ms"),
      amount: amount(row, "amount"),
      type: markTypeOf(decodeChange(integer(row, "change"))),
    }))
    .reverse();
}

/** What falls out of a window or was given back has no mark: the query leaves it out. */
function markTypeOf({ cause }: ReturnType<typeof decodeChange>): ChartMark["type"] {
  return cause === "reset" || cause === "limit" ? cause : "topUp";
}
