import assert from "node:assert/strict";
import type { DatabaseSync } from "node:sqlite";

interface Span {
  readonly toMs: number;
  readonly remaining: unknown;
}

/** The rows of a history at a moment. */
export interface StoredRows {
  /** By meter and beginning. */
  readonly spans: ReadonlyMap<string, Span>;
  /** Amounts, by account and id. */
  readonly entries: ReadonlyMap<string, unknown>;
}

/** Reads the rows; throws for samples that overlap and entries that are stored twice. */
export function readStoredRows(database: DatabaseSync): StoredRows {
  const spans = new Map<string, Span>();
  const lasts = new Map<unknown, number>();
  const samples = "SELECT meter, from_ms, to_ms, remaining FROM sample ORDER BY meter, from_ms";
  for (const { meter, from_ms, to_ms, remaining } of database.prepare(samples).all()) {
    const lastMs = lasts.get(meter) ?? Number.NEGATIVE_INFINITY;
    assert.ok(Number(from_ms) > lastMs, `samples overlap at ${from_ms}`);
    lasts.set(meter, Number(to_ms));
    spans.set(`${meter} ${from_ms}`, { toMs: Number(to_ms), remaining });
  }
  const rows = database.prepare("SELECT account, id, amount FROM entry").all();
  const entries = new Map(rows.map(({ account, id, amount }) => [`${account} ${id}`, amount]));
  assert.equal(entries.size, rows.length, "an entry is stored twice");
  return { spans, entries };
}

/** Checks that all committed rows are still there: a sample may have been extended, an entry is unchanged. */
export function assertNothingLost(before: StoredRows, after: StoredRows): void {
  for (const [name, { toMs, remaining }] of before.spans) {
    const span = after.spans.get(name);
    assert.ok(span && span.toMs >= toMs && span.remaining === remaining, `the sample ${name} is lost`);
  }
  for (const [name, amount] of before.entries) {
    assert.equal(after.entries.get(name), amount, `the entry ${name} is lost`);
  }
}

/** How many accounts were read successfully since an instant. */
export function countReadsSince(database: DatabaseSync, sinceMs: number): number {
  const sql = `SELECT count(*) AS count FROM attempt
    WHERE json ->> '$.attemptedAtMs' > ? AND json ->> '$.failure' IS NULL`;
  return Number(database.prepare(sql).get(sinceMs)?.count);
}
