import type { TimeOrder } from "../../../core/ledger/ledgerEntry.ts";
import type { Connection } from "../sqlite/connection.ts";
import { integer, text } from "../sqlite/row.ts";
import type { EntrySource, LedgerPosition } from "./cursor.ts";

/** A place in the entries of several sources, in one order. */
export interface EntryPlace {
  readonly sources: readonly EntrySource[];
  readonly order: TimeOrder;
  /** The position of the entry before; absent at the beginning. */
  readonly after: LedgerPosition | undefined;
}

/** The position of the last of `skip` entries; `undefined` when there are fewer. */
export function skipEntries(
  connection: Connection,
  place: EntryPlace,
  skip: number,
): LedgerPosition | undefined {
  if (place.sources.length === 0) return undefined;
  const { sql, values } = positionsAfter(place);
  const direction = place.order === "newest" ? "DESC" : "ASC";
  const row = connection.get(
    `${sql} ORDER BY at_ms ${direction}, source ${direction}, rank ${direction} LIMIT 1 OFFSET ?`,
    ...values,
    skip - 1,
  );
  return (
    row && {
      atMs: integer(row, "at_ms"),
      source: row.source === "o" ? "observed" : "provider",
      rank: text(row, "full_rank"),
    }
  );
}

export function countEntries(connection: Connection, place: EntryPlace): number {
  if (place.sources.length === 0) return 0;
  const { sql, values } = positionsAfter(place);
  const row = connection.get(`SELECT count(*) AS total FROM (${sql})`, ...values);
  return row ? integer(row, "total") : 0;
}

function positionsAfter({ sources, order, after }: EntryPlace) {
  const queries = sources.map((source) => source.positionQuery(order, after));
  return {
    sql: queries.map(({ sql }) => sql).join(" UNION ALL "),
    values: queries.flatMap(({ values }) => values),
  };
}
