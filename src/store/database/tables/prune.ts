import type { Connection } from "../sqlite/connection.ts";
import { integer } from "../sqlite/row.ts";

const samples = `
  DELETE FROM sample WHERE meter = :owner AND from_ms IN (
    SELECT from_ms FROM sample
    WHERE meter = :owner AND from_ms < :olderThanMs AND to_ms < :olderThanMs
      AND from_ms < (SELECT max(from_ms) FROM sample WHERE meter = :owner)
    ORDER BY from_ms LIMIT :limit)`;

const entries = `
  DELETE FROM entry WHERE key IN (
    SELECT key FROM entry INDEXED BY entry_order WHERE account = :owner AND at_ms < :olderThanMs
    ORDER BY at_ms LIMIT :limit)`;

/** Deletes up to `batchSize` rows that ended before an instant. The newest sample of each meter always stays. */
export function prune(connection: Connection, olderThanMs: number, batchSize: number): number {
  let remaining = batchSize;
  for (const [sql, owners] of [
    [samples, "meter"],
    [entries, "account"],
  ] as const) {
    for (const row of connection.all(`SELECT key FROM ${owners}`)) {
      if (remaining <= 0) break;
      remaining -= connection.run(sql, { owner: integer(row, "key"), olderThanMs, limit: remaining });
    }
  }
  return batchSize - remaining;
}
