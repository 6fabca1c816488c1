import assert from "node:assert/strict";
import fc from "fast-check";
import type { LedgerRow, ProviderLedgerEntry } from "../../src/core/ledger/ledgerEntry.ts";
import {
  type KnownBalance,
  type MeterStatement,
  statementSections,
} from "../../src/core/ledger/statement.ts";
import { type Amount, amountOf, minus, plus } from "../../src/core/money/amount.ts";
import { credits, currency, type Unit } from "../../src/core/money/unit.ts";
import { dayMs, hourMs, minuteMs } from "../../src/core/time/durations.ts";
import { instantOf } from "../../src/core/time/instant.ts";
import { rangeOfMonth } from "../../src/core/time/localDay.ts";
import { readStatement } from "../../src/services/ledger/readStatement.ts";
import type { HistoryStore } from "../../src/store/historyStore.ts";
import { observedStrings } from "../helpers/ledgerHarness.ts";
import { storeLedgerPage } from "../helpers/storeLedgerPage.ts";
import { property } from "./helpers/property.ts";
import { sharedHistory } from "./helpers/sharedHistory.ts";

const zones = ["Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"];
const months = ["2026-03", "2026-04", "2026-10", "2026-11"];
const zero = amountOf("0");

interface Pool {
  readonly id: string;
  readonly unit: Unit;
  readonly isBooked: boolean;
}

const pools: readonly Pool[] = [
  { id: "balance", unit: credits, isBooked: true },
  { id: "bonus", unit: credits, isBooked: false },
  { id: "money", unit: currency("EUR"), isBooked: true },
];

interface Movement {
  readonly pool: number;
  readonly afterMs: number;
  readonly amount: Amount;
  /** How the provider books it. */
  readonly booking: "now" | "late" | "never" | "part";
}

interface Scenario {
  readonly zone: string;
  readonly month: string;
  /** How long before the month the first movement was. */
  readonly leadMs: number;
  readonly movements: readonly Movement[];
  readonly firstReadMs: number;
  readonly intervalMs: number;
  readonly state: "complete" | "partial";
  /** How long after the last movement the ledger was synced last. */
  readonly syncedAfterMs: number;
  /** Balances of the provider after each entry. */
  readonly hasBalances: boolean;
}

const amount = fc.constantFrom(
  "-5",
  "-0.25",
  "-0.0000001",
  "12.5",
  "-3",
  "100",
  "0.1",
  "-99999999999999999.000001",
);

const scenario = (booking: fc.Arbitrary<Movement["booking"]>): fc.Arbitrary<Scenario> =>
  fc.record({
    zone: fc.constantFrom(...zones),
    month: fc.constantFrom(...months),
    leadMs: fc.integer({ min: 0, max: 3 * dayMs }),
    movements: fc.array(
      fc.record({
        pool: fc.integer({ min: 0, max: pools.length - 1 }),
        afterMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 * hourMs })),
        amount: amount.map(amountOf),
        booking,
      }),
      { maxLength: 30 },
    ),
    firstReadMs: fc.integer({ min: 0, max: 6 * dayMs }),
    intervalMs: fc.integer({ min: 40 * minuteMs, max: 9 * hourMs }),
    state: fc.constantFrom("complete", "complete", "partial"),
    syncedAfterMs: fc.constantFrom(2 * dayMs, 60 * dayMs),
    hasBalances: fc.boolean(),
  });

let accounts = 0;

interface Recorded {
  readonly accountId: string;
  /** Of a pool, the sum of all movements before an instant. */
  readonly balanceBefore: (pool: Pool, atMs: number) => Amount;
  readonly readFromMs: number;
}

/** Movements with their times, as the pool and the provider saw them. */
function record(store: HistoryStore, value: Scenario): Recorded {
  accounts += 1;
  const accountId = `statement-${accounts}`;
  let atMs = rangeOfMonth(value.month, value.zone).fromMs - value.leadMs;
  const firstMs = atMs;
  const all = value.movements.map((movement) => {
    atMs += movement.afterMs;
    return { ...movement, atMs };
  });
  const balanceBefore = (pool: Pool, beforeMs: number) =>
    all
      .filter((movement) => pools[movement.pool] === pool && movement.atMs < beforeMs)
      .reduce((sum, movement) => plus(sum, movement.amount), zero);
  const readFromMs = firstMs + value.firstReadMs;
  // Ends a day after the last movement, so that what is booked late has come.
  for (let readMs = readFromMs; readMs < Math.max(atMs, readFromMs) + 2 * dayMs; readMs += value.intervalMs) {
    store.recordReading(
      accountId,
      pools.map((pool) => ({
        id: pool.id,
        label: { text: pool.id },
        unit: pool.unit,
        remaining: balanceBefore(pool, readMs),
      })),
      readMs,
      dayMs,
    );
  }
  for (const pool of pools.filter(({ isBooked }) => isBooked)) {
    const page = all.flatMap((movement, index): ProviderLedgerEntry[] => {
      if (pools[movement.pool] !== pool || movement.booking === "never") return [];
      const lateMs = movement.booking === "late" ? hourMs : 0;
      const booked = movement.booking === "part" ? plus(movement.amount, amountOf("1")) : movement.amount;
      return [
        {
          id: `${pool.id}-${index}`,
          type: booked.startsWith("-") ? "debit" : "credit",
          meterId: pool.id,
          amount: booked,
          ...(value.hasBalances ? { balanceAfter: plus(balanceBefore(pool, movement.atMs), booked) } : {}),
          description: `Call ${index % 3}`,
          at: instantOf(movement.atMs + lateMs),
        },
      ];
    });
    if (page.length > 0) storeLedgerPage(store, accountId, page, { unit: pool.unit });
  }
  store.saveSyncState(accountId, { state: value.state }, atMs + value.syncedAfterMs);
  return { accountId, balanceBefore, readFromMs };
}

const historyOf = (store: HistoryStore) => ({
  read: async <T>(query: (store: HistoryStore) => T) => query(store),
  offReason: () => undefined,
});

const signal = new AbortController().signal;

async function withStatement(
  value: Scenario,
  check: (
    found: readonly MeterStatement[],
    recorded: Recorded & { readonly store: HistoryStore; readonly fromMs: number; readonly toMs: number },
  ) => void,
): Promise<void> {
  const store = await sharedHistory();
  const recorded = record(store, value);
  const { accountId } = recorded;
  const range = rangeOfMonth(value.month, value.zone);
  try {
    const query = { accountId, ...range, grouping: "description" } as const;
    check(await readStatement(historyOf(store), query, signal), { ...recorded, ...range, store });
  } finally {
    store.deleteAccount(accountId);
  }
}

/** All entries of the ledger as it opens, newest first. */
function movementsOf(store: HistoryStore, accountId: string, filter: object = {}): readonly LedgerRow[] {
  while (store.advanceComparison(accountId, Number.MIN_SAFE_INTEGER));
  return store.ledger({ accountId, order: "newest", limit: 500, ...filter }, observedStrings).rows;
}

const totalOf = (statement: MeterStatement) =>
  statementSections.reduce((sum, section) => plus(sum, statement[section].total), zero);
const hasBreak = (statement: MeterStatement) =>
  statement.unexplained.lines.some(({ label }) => "kind" in label && label.kind === "break");

export const statementProperties = [
  property(
    "a statement: opening balance, what came in and went out, and what is unexplained make the closing balance",
    scenario(fc.constantFrom("now", "now", "late", "never", "part")),
    (value) =>
      withStatement(value, (statements, { store, accountId, fromMs, toMs }) => {
        const rows = movementsOf(store, accountId, { fromMs, toMs });
        let count = 0;
        for (const statement of statements) {
          const own = rows.filter(
            ({ meterId, unit }) => meterId === statement.meterId && unit.kind === statement.unit.kind,
          );
          count += own.length;
          assert.equal(
            own.reduce((sum, { amount: each }) => plus(sum, each), zero),
            totalOf(statement),
            "the statement adds up the entries on the screen",
          );
          assert.equal(
            statementSections.reduce((sum, section) => sum + statement[section].entries, 0),
            own.length,
          );
          assert.ok(!hasBreak(statement), JSON.stringify(statement));
          for (const section of statementSections) {
            const { total, lines } = statement[section];
            assert.equal(
              lines.reduce((sum, line) => plus(sum, line.amount), zero),
              total,
            );
          }
          const { opening, closing } = statement;
          if (opening && closing)
            assert.equal(minus(closing.amount, opening.amount), totalOf(statement), statement.meterId);
        }
        assert.equal(count, rows.length, "no entry is left out");
      }),
    120,
  ),

  property(
    "a statement: a ledger that books everything at once leads from one true balance to the other",
    scenario(fc.constant("now")),
    (value) =>
      withStatement(value, (statements, { balanceBefore, fromMs, toMs, readFromMs }) => {
        for (const statement of statements) {
          const pool = pools.find(({ id }) => id === statement.meterId);
          assert.ok(pool);
          const { opening, closing } = statement;
          assert.equal(statement.unexplained.total, zero);
          const isTrue = (balance: KnownBalance | undefined, atMs: number) => {
            if (!balance) return;
            // What is observed is known as of a reading.
            const knownMs = pool.isBooked ? Math.max(atMs, Math.min(balance.asOfMs, atMs)) : balance.asOfMs;
            assert.equal(
              balance.amount,
              balanceBefore(pool, knownMs),
              `${pool.id} ${new Date(atMs).toISOString()}`,
            );
          };
          isTrue(opening, fromMs);
          isTrue(closing, toMs);
          if (value.state === "complete" && readFromMs < toMs) assert.ok(opening && closing, pool.id);
          if (value.state === "partial" && pool.isBooked && readFromMs > toMs)
            assert.ok(!opening && !closing, "what a gap may hide is unknown");
        }
      }),
    120,
  ),

  property(
    "running balances: each is the one before plus the amount, whatever is filtered",
    scenario(fc.constantFrom("now", "now", "late", "never", "part")),
    (value) =>
      withStatement(value, (_statements, { store, accountId, balanceBefore }) => {
        const rows = movementsOf(store, accountId);
        const isAllBooked = value.movements.every(({ booking }) => booking === "now");
        for (const pool of pools) {
          const own = rows.filter(({ meterId }) => meterId === pool.id);
          for (const [index, row] of own.entries()) {
            const older = own[index + 1];
            if (row.runningBalance === undefined) {
              assert.equal(value.state, "partial");
              continue;
            }
            // The balances of entries of one instant are those of the provider's own order.
            if (
              older?.runningBalance !== undefined &&
              older.atMs < row.atMs &&
              own[index - 1]?.atMs !== row.atMs
            )
              assert.equal(row.runningBalance, plus(older.runningBalance, row.amount), `${pool.id} ${index}`);
            if (isAllBooked && own[index - 1]?.atMs !== row.atMs && pool.isBooked)
              assert.equal(row.runningBalance, balanceBefore(pool, row.atMs + 1));
          }
        }
        const balances = new Map(rows.map((row) => [`${row.source} ${row.id}`, row.runningBalance]));
        for (const filter of [{ type: "debit" }, { text: "call 1" }, { source: "provider" }]) {
          for (const row of movementsOf(store, accountId, filter)) {
            const known = balances.get(`${row.source} ${row.id}`);
            assert.equal(row.runningBalance, known, JSON.stringify(filter));
          }
        }
      }),
    100,
  ),
];
