import { maxSettlingMs } from "../../../core/ledger/differenceShifts.ts";
import { type EntryObservation, findExplainedRange } from "../../../core/ledger/entryObservation.ts";
import { dayMs } from "../../../core/time/durations.ts";
import type { Connection } from "../sqlite/connection.ts";
import { amount, integer, integerOrNull } from "../sqlite/row.ts";
import { readBalances } from "./balances.ts";

const maxChanges = 20;
/** So many readings and entries are compared in about ten milliseconds. */
const maxRows = 1500;

/** What was observed of a provider's entry; `undefined` where the readings around it do not show it exactly. */
export function readObservation(
  connection: Connection,
  account: number,
  entryId: string,
): EntryObservation | undefined {
  const entry = connection.get(
    "SELECT at_ms, meter FROM entry WHERE account = ? AND id = ?",
    account,
    entryId,
  );
  if (!entry) return undefined;
  const [atMs, meter] = [integer(entry, "at_ms"), integer(entry, "meter")];
  const [fromMs, toMs] = rangeAround(connection, meter, atMs);
  const entries = connection
    .all(
      `SELECT at_ms, amount FROM entry INDEXED BY entry_order
        WHERE account = ? AND at_ms >= ? AND at_ms <= ? AND meter = ? ORDER BY at_ms LIMIT ?`,
      account,
      fromMs,
      toMs,
      meter,
      10 * maxRows,
    )
    .map((row) => ({ atMs: integer(row, "at_ms"), amount: amount(row, "amount") }));
  const range = findExplainedRange(readBalances(connection, meter, fromMs, toMs), entries, atMs);
  if (!range) return undefined;
  const changes = connection.all(
    `SELECT since_ms, from_ms, amount FROM sample
      WHERE meter = ? AND from_ms > ? AND from_ms <= ? AND change IS NOT NULL ORDER BY from_ms`,
    meter,
    range.fromMs,
    range.toMs,
  );
  if (changes.length === 0) return undefined;
  return {
    changes: changes.slice(0, maxChanges).map((row) => ({
      amount: amount(row, "amount"),
      sinceMs: integerOrNull(row, "since_ms") ?? integer(row, "from_ms"),
      atMs: integer(row, "from_ms"),
    })),
    changeCount: changes.length,
    entries: entries.filter((each) => each.atMs > range.fromMs && each.atMs <= range.toMs).length,
  };
}

/** The time in which a booking and its change can be apart, cut off where there are very many readings. */
function rangeAround(connection: Connection, meter: number, atMs: number): readonly [number, number] {
  const nth = (order: "ASC" | "DESC", comparison: ">=" | "<") =>
    connection.get(
      `SELECT from_ms FROM sample WHERE meter = ? AND from_ms ${comparison} ? ORDER BY from_ms ${order} LIMIT 1 OFFSET ?`,
      meter,
      atMs,
      maxRows / 2,
    );
  const [first, last] = [nth("DESC", "<"), nth("ASC", ">=")];
  return [
    Math.max(atMs - maxSettlingMs, first ? integer(first, "from_ms") : 0),
    Math.min(atMs + maxSettlingMs + dayMs, last ? integer(last, "from_ms") : Number.MAX_SAFE_INTEGER),
  ];
}
