import assert from "node:assert/strict";
import type { LedgerQuery, LedgerRow } from "../../../../src/core/ledger/ledgerEntry.ts";
import { reconcile } from "../../../../src/core/ledger/reconcile.ts";
import { dayMs, hourMs, minuteMs } from "../../../../src/core/time/durations.ts";
import type { HistoryStore } from "../../../../src/store/historyStore.ts";
import { observedStrings } from "../../../helpers/ledgerHarness.ts";

/** All rows of a view, read page by page. */
export function readView(
  store: HistoryStore,
  query: Pick<LedgerQuery, "accountId"> & Partial<LedgerQuery>,
): readonly LedgerRow[] {
  const rows: LedgerRow[] = [];
  let cursor: string | undefined;
  do {
    const page = store.ledger(
      { order: "newest", limit: 500, ...query, ...(cursor === undefined ? {} : { cursor }) },
      observedStrings,
    );
    rows.push(...page.rows);
    if (page.next === undefined) assert.equal(page.total, rows.length);
    cursor = page.next;
  } while (cursor !== undefined);
  return rows;
}

/**
 * Every view has what it says: each row of the movements is one of the provider's or stands for what was observed, both
 * directions and all page sizes give the same rows, and what was observed adds up to the change of the balance. Returns the
 * movements, newest first.
 */
export function assertViews(store: HistoryStore, accountId: string, limit: number): readonly LedgerRow[] {
  const movements = readView(store, { accountId });
  assert.deepEqual(readView(store, { accountId, order: "oldest", limit }), movements.toReversed());
  const provider = readView(store, { accountId, source: "provider" });
  assert.deepEqual(
    movements.filter(({ source }) => source === "provider"),
    provider,
  );
  const observed = readView(store, { accountId, source: "observed" });
  const all = readView(store, { accountId, source: "all" });
  assert.equal(all.length, provider.length + observed.length);
  const balances = store.balances(accountId, "credits", 0, Number.MAX_SAFE_INTEGER);
  const changeOfBalance = Number(balances.at(-1)?.balance ?? 0) - Number(balances[0]?.balance ?? 0);
  assert.equal(sumOf(observed), changeOfBalance, "the observed entries add up to the change of the balance");
  const entries = store.bookedAmounts(accountId, "credits", 0, Number.MAX_SAFE_INTEGER);
  if (entries.length > 0)
    assert.deepEqual(store.unexplained(accountId, "credits"), reconcile(balances, entries).changes);
  return movements;
}

/**
 * The movements between the first and the last reading add up to the change of the balance. Entries that are dated shortly
 * before the first reading may count as booked after it: ten minutes, because clocks differ, and where days are the dates
 * (`areDays`) any of its day or of the two before, because ids say nothing about their order. A day that began 14 hours ahead
 * of UTC may also have entries that the first reading had.
 */
export function assertAddsUp(
  store: HistoryStore,
  accountId: string,
  movements: readonly LedgerRow[],
  areDays = false,
): void {
  const balances = store.balances(accountId, "credits", 0, Number.MAX_SAFE_INTEGER);
  const [first, last] = [balances[0], balances.at(-1)];
  if (!first || !last) return;
  const sumSince = (fromMs: number) =>
    sumOf(movements.filter(({ atMs }) => atMs > fromMs && atMs <= last.atMs));
  const change = Number(last.balance) - Number(first.balance);
  const sums = new Set([sumSince(first.atMs), sumSince(first.atMs - 10 * minuteMs)]);
  if (areDays) {
    const days = new Set(movements.map(({ atMs }) => atMs));
    for (const atDayMs of days) {
      if (atDayMs > first.atMs + 14 * hourMs || atDayMs <= first.atMs - 2 * dayMs) continue;
      const ofDay = movements.filter(({ atMs }) => atMs === atDayMs && atMs <= last.atMs);
      for (const sum of sumsOfAny(ofDay)) sums.add(sumSince(atDayMs) + sum);
    }
  }
  assert.ok(
    sums.has(change),
    `the movements add up to ${[...sums].join(" or ")}, the balance changed by ${change}`,
  );
}

/** The sums of any of the entries of a day; where they are many, in the order of their ids. */
function sumsOfAny(rows: readonly LedgerRow[]): readonly number[] {
  if (rows.length > 12) return rows.map((_, index) => sumOf(rows.slice(0, index)));
  const sums = [0];
  for (const { amount } of rows) sums.push(...sums.map((sum) => sum + Number(amount)));
  return sums;
}

function sumOf(rows: readonly Pick<LedgerRow, "amount">[]): number {
  return rows.reduce((sum, { amount }) => sum + Number(amount), 0);
}
