import type { Connection } from "../sqlite/connection.ts";
import { integer } from "../sqlite/row.ts";

const samples = `
  DELETE FROM sample WHERE meter = ?1 AND from_ms IN (
    SELECT from_ms FROM sample
    WHERE meter = ?1 AND from_ms < ?2 AND to_ms < ?2
      AND from_ms < (SELECT max(from_ms) FROM sample WHERE meter = ?1)
    ORDER BY from_ms LIMIT ?3)`;

const entries = `
  DELETE FROM entry WHERE key IN (
    SELECT key FROM entry INDEXED BY entry_order WHERE account = ?1 AND at_ms < ?2
    ORDER BY at_ms LIMIT ?3)`;

/** Deletes up to `batchSize` rows that ended before an instant. The newest sample of each meter always stays. */
export function prune(connection: Connection, olderThanMs: number, batchSize: number): number {
  let remaining = batchSize;
  for (const [sql, owners] of [
    [samples, "meter"],
    [entries, "account"],
  ] as const) {
    for (const row of connection.all(`SELECT key FROM ${owners}`)) {
      if (remaining > 0) remaining -= connection.run(sql, integer(row, "key"), olderThanMs, remaining);
    }
  }
  return batchSize - remaining;
}
