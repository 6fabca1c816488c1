import { balanceOf } from "../../../core/ledger/balanceOf.ts";
import type { BalanceReading, BookedEntry } from "../../../core/ledger/reconcile.ts";
import type { Connection } from "../sqlite/connection.ts";
import { amount, amountOrNull, integer } from "../sqlite/row.ts";

/**
 * Balances (remaining plus held) at both ends of every sample. Samples are cut off at the ends of the range. There is
 * no balance while the meter was unlimited.
 */
export function readBalances(
  connection: Connection,
  meter: number,
  fromMs: number,
  toMs: number,
): BalanceReading[] {
  const start = connection.get(
    "SELECT from_ms FROM sample WHERE meter = ? AND from_ms <= ? ORDER BY from_ms DESC LIMIT 1",
    meter,
    fromMs,
  );
  const rows = connection.all(
    `SELECT from_ms, to_ms, remaining, held FROM sample
      WHERE meter = ? AND from_ms >= ? AND from_ms < ? AND remaining IS NOT NULL ORDER BY from_ms`,
    meter,
    start ? integer(start, "from_ms") : fromMs,
    toMs,
  );
  const balances: BalanceReading[] = [];
  for (const row of rows) {
    const [first, last] = [Math.max(integer(row, "from_ms"), fromMs), Math.min(integer(row, "to_ms"), toMs)];
    if (last < first) continue;
    const held = amountOrNull(row, "held") ?? undefined;
    const balance = balanceOf({ remaining: amountOrNull(row, "remaining"), held });
    if (balance === undefined) continue;
    balances.push({ atMs: first, balance });
    if (last > first) balances.push({ atMs: last, balance });
  }
  return balances;
}

/** The provider's entries of a meter at the account's current source, in order of time. */
export function readBookedAmounts(
  connection: Connection,
  { accountId, meterId }: { readonly accountId: string; readonly meterId: string },
  fromMs: number,
  toMs: number,
): BookedEntry[] {
  return connection
    .all(
      `SELECT at_ms, amount FROM entry INDEXED BY entry_order
        WHERE account = (SELECT key FROM account WHERE id = :accountId) AND at_ms >= :fromMs AND at_ms < :toMs
          AND place = (SELECT place FROM account WHERE id = :accountId)
          AND meter IN (SELECT key FROM meter WHERE account = entry.account AND id = :meterId)
        ORDER BY at_ms, id_rank`,
      { accountId, meterId, fromMs, toMs },
    )
    .map((row) => ({ atMs: integer(row, "at_ms"), amount: amount(row, "amount") }));
}
