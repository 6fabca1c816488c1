import assert from "node:assert/strict";
import type { DatabaseSync } from "node:sqlite";

interface Span {
  readonly toMs: number;
  readonly remaining: unknown;
}

/** What a history holds at a moment. */
export interface KeptRows {
  /** By their meter and beginning. */
  readonly spans: ReadonlyMap<string, Span>;
  /** Amounts, by account and id. */
  readonly entries: ReadonlyMap<string, unknown>;
}

export function keptRows(database: DatabaseSync): KeptRows {
  const spans = new Map<string, Span>();
  const lasts = new Map<unknown, number>();
  const samples = "SELECT meter, from_ms, to_ms, remaining FROM sample ORDER BY meter, from_ms";
  for (const { meter, from_ms, to_ms, remaining } of database.prepare(samples).all()) {
    assert.ok(
      Number(from_ms) > (lasts.get(meter) ?? Number.NEGATIVE_INFINITY),
      `samples overlap at ${from_ms}`,
    );
    lasts.set(meter, Number(to_ms));
    spans.set(`${meter} ${from_ms}`, { toMs: Number(to_ms), remaining });
  }
  const rows = database.prepare("SELECT account, id, amount FROM entry").all();
  const entries = new Map(rows.map(({ account, id, amount }) => [`${account} ${id}`, amount]));
  assert.equal(entries.size, rows.length, "an entry is kept twice");
  return { spans, entries };
}

/** All that was committed is still there: a sample reaches as far or further, an entry is as it was. */
export function assertKept(before: KeptRows, after: KeptRows): void {
  for (const [place, { toMs, remaining }] of before.spans) {
    const span = after.spans.get(place);
    assert.ok(span && span.toMs >= toMs && span.remaining === remaining, `the sample ${place} is lost`);
  }
  for (const [place, amount] of before.entries) {
    assert.equal(after.entries.get(place), amount, `the entry ${place} is lost`);
  }
}
