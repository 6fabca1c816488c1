import assert from "node:assert/strict";
import type { DatabaseSync } from "node:sqlite";
import { parseAttempt } from "../../src/store/parseAttempt.ts";
import type { Note } from "./progressNote.ts";

interface Span {
  readonly from_ms: number;
  readonly to_ms: number;
  readonly remaining: string | null;
}

export interface ReadingCounts {
  readonly committed: number;
  /** Another window's newer reading was committed first, and samples are only appended. */
  readonly overtaken: number;
  /** Stored, but the window was killed before it could report it. */
  readonly unreported: number;
}

/**
 * Checks that every committed reading is covered by exactly one sample with its value, and that no samples
 * overlap. Counts the ends of samples for which no reading was reported.
 */
export function checkReadings(database: DatabaseSync, notes: readonly Note[]): ReadingCounts {
  const counts = { committed: 0, overtaken: 0, unreported: 0 };
  for (const [meterName, reported] of readingsByMeter(notes)) {
    const [account = "", meter = ""] = meterName.split(" ");
    const spans = spansOf(database, account, meter);
    spans.forEach((span, index) => {
      const next = spans[index + 1];
      assert.ok(span.from_ms <= span.to_ms, `${meterName}: a sample ends before it begins`);
      assert.ok(!next || span.to_ms < next.from_ms, `${meterName}: samples overlap at ${next?.from_ms}`);
    });
    const latestMs = Math.max(...reported.keys());
    for (const [readAtMs, remaining] of reported) {
      counts.committed += 1;
      const [span, second] = spans.filter(({ from_ms, to_ms }) => from_ms <= readAtMs && readAtMs <= to_ms);
      if (!span && readAtMs < latestMs) counts.overtaken += 1;
      else assert.equal(span?.remaining, remaining, `${meterName}: the reading of ${readAtMs} is lost`);
      assert.equal(second, undefined);
    }
    const ends = new Set(spans.flatMap(({ from_ms, to_ms }) => [from_ms, to_ms]));
    counts.unreported += [...ends].filter((atMs) => !reported.has(atMs)).length;
  }
  return counts;
}

/** Checks that the reading which a window would show after a restart is also in the history. */
export function checkLastReadings(database: DatabaseSync): void {
  const rows = database.prepare("SELECT id, json FROM attempt JOIN account ON key = account").all();
  for (const row of rows) {
    const attempt = parseAttempt(String(row.json));
    assert.ok(attempt, `the last attempt of ${row.id} cannot be read`);
    const { reading, failure } = attempt;
    if (!reading || failure) continue;
    for (const { id, remaining } of reading.snapshot.meters) {
      const last = spansOf(database, String(row.id), id).at(-1);
      assert.ok(
        last && last.to_ms >= reading.readAtMs,
        `${row.id} ${id} shows a reading that its history does not have`,
      );
      if (last.to_ms === reading.readAtMs) assert.equal(last.remaining, remaining);
    }
  }
}

function readingsByMeter(notes: readonly Note[]): Map<string, Map<number, string | null>> {
  const byMeter = new Map<string, Map<number, string | null>>();
  for (const note of notes) {
    if (note.kind !== "reading") continue;
    for (const [id, remaining] of note.meters) {
      const name = `${note.account} ${id}`;
      byMeter.set(name, (byMeter.get(name) ?? new Map()).set(note.readAtMs, remaining));
    }
  }
  return byMeter;
}

function spansOf(database: DatabaseSync, account: string, meter: string): readonly Span[] {
  const statement = database.prepare(
    `SELECT from_ms, to_ms, remaining FROM sample JOIN meter ON meter.key = sample.meter
      JOIN account ON account.key = meter.account
      WHERE account.id = ? AND meter.id = ? ORDER BY from_ms`,
  );
  return statement.all(account, meter).map((row) => ({
    from_ms: Number(row.from_ms),
    to_ms: Number(row.to_ms),
    remaining: row.remaining === null ? null : String(row.remaining),
  }));
}
