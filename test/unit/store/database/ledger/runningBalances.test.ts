import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { LedgerQuery, LedgerRow } from "../../../../../src/core/ledger/ledgerEntry.ts";
import { amountOf } from "../../../../../src/core/money/amount.ts";
import { dayMs } from "../../../../../src/core/time/durations.ts";
import type { HistoryStore } from "../../../../../src/store/historyStore.ts";
import { storeLedgerPage } from "../../../../helpers/storeLedgerPage.ts";
import { entry, meter, observedStrings, pollMs, recordReadings, startMs } from "../helpers/readings.ts";
import { openStore } from "../helpers/tempHistory.ts";

function rowsOf(store: HistoryStore, filter: Partial<LedgerQuery> = {}): readonly LedgerRow[] {
  while (store.advanceComparison("poof", Number.MIN_SAFE_INTEGER));
  return store.ledger({ accountId: "poof", order: "newest", limit: 500, ...filter }, observedStrings).rows;
}

const balances = (rows: readonly LedgerRow[]) => rows.map(({ runningBalance }) => runningBalance);
/** A time of poll number `index`, a little before it. */
const justBefore = (index: number) => startMs + index * pollMs - 1000;

describe("the running balance", () => {
  it("the running balance leads from entry to entry to the balance that was read", async () => {
    const store = await openStore();
    recordReadings(store, ["100", "95", "145", "145"]);
    storeLedgerPage(
      store,
      "poof",
      [
        entry(3, justBefore(2), { type: "credit", amount: amountOf("50") }),
        entry(2, justBefore(1), { amount: amountOf("-5") }),
        entry(1, startMs - dayMs, { amount: amountOf("-7") }),
      ],
      meter("145"),
    );
    store.saveSyncState("poof", { state: "complete" }, startMs);
    assert.deepEqual(balances(rowsOf(store)), ["145", "95", "100"]);
    assert.deepEqual(
      balances(rowsOf(store, { type: "debit" })),
      ["95", "100"],
      "a filter changes no balance",
    );
    assert.deepEqual(balances(rowsOf(store, { order: "oldest" })), ["100", "95", "145"]);
  });

  it("before the first reading the running balance is known only where no entry can be missing", async () => {
    const store = await openStore();
    recordReadings(store, ["100", "95"]);
    const page = [
      entry(2, justBefore(1), { amount: amountOf("-5") }),
      entry(1, startMs - dayMs, { amount: amountOf("-7") }),
    ];
    storeLedgerPage(store, "poof", page, meter("95"));
    store.saveSyncState("poof", { state: "partial", reason: "gap" }, startMs);
    assert.deepEqual(balances(rowsOf(store)), ["95", undefined]);
    store.saveSyncState("poof", { state: "partial", reason: "limit" }, startMs);
    assert.deepEqual(balances(rowsOf(store)), ["95", "100"], "the entries down to here are all there");
  });

  it("without a reading the running balance is unknown, and never that of the provider", async () => {
    const store = await openStore();
    storeLedgerPage(store, "poof", [entry(1, startMs, { balanceAfter: amountOf("12") })], meter("1"));
    const [row] = rowsOf(store);
    assert.deepEqual([row?.runningBalance, row?.balanceAfter], [undefined, "12"]);
  });

  it("what no entry explains changes the running balance where it was observed", async () => {
    const store = await openStore();
    recordReadings(store, ["100", "95", "95", "90"]);
    storeLedgerPage(store, "poof", [entry(1, justBefore(3), { amount: amountOf("-5") })], meter("90"));
    assert.deepEqual(
      rowsOf(store).map(({ source, runningBalance }) => [source, runningBalance]),
      [
        ["provider", "90"],
        ["observed", "95"],
      ],
    );
  });

  it("entries of one instant have the provider's balances where these follow one another in any order", async () => {
    const store = await openStore();
    recordReadings(store, ["100", "90"]);
    const at = justBefore(1);
    const page = (balances: readonly string[]) =>
      ["-1", "-2", "-3", "-4"].map((amount, index) =>
        entry(4 - index, at, { amount: amountOf(amount), balanceAfter: amountOf(balances[index] ?? "0") }),
      );
    // The provider booked -4 first, then -1, -3 and -2.
    storeLedgerPage(store, "poof", page(["95", "90", "92", "96"]), meter("90"));
    const rows = rowsOf(store);
    assert.deepEqual(balances(rows), ["95", "90", "92", "96"]);
    storeLedgerPage(store, "poof", page(["95", "90", "92", "97"]), meter("90"));
    assert.deepEqual(balances(rowsOf(store)), ["90", "91", "93", "96"], "these do not follow one another");
  });

  it("running balances deep in a long ledger are added up in steps, and follow late bookings and removals", async () => {
    const store = await openStore();
    const count = 6000;
    const page = Array.from({ length: count }, (_, index) =>
      entry(count - index, startMs - (index + 2) * 60_000, { amount: amountOf("-0.1") }),
    );
    recordReadings(store, ["100", "100"]);
    storeLedgerPage(store, "poof", page, meter("100"));
    store.saveSyncState("poof", { state: "complete" }, startMs);
    const last = { accountId: "poof", order: "newest", limit: 2, skip: count - 2 } as const;
    while (store.advanceComparison("poof"));
    const unprepared = store.ledger(last, observedStrings);
    assert.deepEqual(
      [balances(unprepared.rows), unprepared.balancesFromMs],
      [[undefined, undefined], startMs - (count + 1) * 60_000],
    );
    let steps = 1;
    while (store.advanceComparison("poof", unprepared.balancesFromMs)) steps += 1;
    assert.ok(steps > 1 && steps < 6, `${steps} steps`);
    assert.deepEqual(balances(store.ledger(last, observedStrings).rows), ["699.8", "699.9"]);
    // An entry that is booked late in the middle, a page at the top, and one that is corrected near the end.
    storeLedgerPage(
      store,
      "poof",
      [entry("late", startMs - 5000 * 60_000, { amount: amountOf("-5") })],
      meter("1"),
    );
    assert.deepEqual(balances(rowsOf(store, { skip: count - 1, limit: 2 })), ["704.8", "704.9"]);
    storeLedgerPage(
      store,
      "poof",
      [entry(2, startMs - (count - 1) * 60_000 - 60_000, { amount: amountOf("-1.1") })],
      meter("1"),
    );
    assert.deepEqual(balances(rowsOf(store, { skip: count - 1, limit: 2 })), ["704.8", "705.9"]);
  });
});
