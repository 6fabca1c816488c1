import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { defined } from "../../../../../src/core/common/defined.ts";
import type { LedgerQuery, LedgerRow } from "../../../../../src/core/ledger/ledgerEntry.ts";
import { amountOf, plus } from "../../../../../src/core/money/amount.ts";
import { dayMs, hourMs } from "../../../../../src/core/time/durations.ts";
import type { HistoryStore } from "../../../../../src/store/historyStore.ts";
import { storeLedgerPage } from "../../../../helpers/storeLedgerPage.ts";
import {
  entry,
  meter,
  observedStrings,
  pollMs,
  readAllPages,
  recordReadings,
  startMs,
} from "../helpers/readings.ts";
import { openStore } from "../helpers/tempHistory.ts";

/** The ledger as it opens, read page by page. */
function movements(store: HistoryStore, filter: Partial<LedgerQuery> = {}): readonly LedgerRow[] {
  const rows: LedgerRow[] = [];
  let cursor: string | undefined;
  do {
    const query = {
      accountId: "poof",
      order: "newest",
      limit: 7,
      ...filter,
      ...defined({ cursor }),
    } as const;
    const page = store.ledger(query, observedStrings);
    rows.push(...page.rows);
    cursor = page.next;
  } while (cursor !== undefined);
  return rows;
}

const texts = (rows: readonly LedgerRow[]) =>
  rows.map(({ source, amount, booking }) => [source, amount, booking].filter(Boolean).join(" "));
const sum = (rows: readonly LedgerRow[]) =>
  rows.reduce((total, { amount }) => plus(total, amount), amountOf("0"));
/** A time of poll number `index`, a little before it. */
const justBefore = (index: number) => startMs + index * pollMs - 1000;

describe("each movement once", () => {
  it("the observed change that an entry of the provider explains is no second movement", async () => {
    const store = await openStore();
    recordReadings(store, ["100", "95", "95", "90", "140"]);
    storeLedgerPage(
      store,
      "poof",
      [
        entry(3, justBefore(4), { type: "credit", amount: amountOf("50") }),
        entry(2, justBefore(3), { amount: amountOf("-5") }),
        entry(1, justBefore(1), { amount: amountOf("-5") }),
      ],
      meter("140"),
    );
    assert.deepEqual(texts(movements(store)), ["provider 50", "provider -5", "provider -5"]);
    assert.equal(sum(movements(store)), "40");
    assert.equal(readAllPages(store).length, 6, "all sources are a filter away");
  });

  it("what was observed and is not booked stands as its own movement, marked", async () => {
    const store = await openStore();
    recordReadings(store, ["100", "95", "95", "90"]);
    storeLedgerPage(store, "poof", [entry(1, justBefore(1), { amount: amountOf("-5") })], meter("90"));
    assert.deepEqual(texts(movements(store)), ["observed -5 notBooked", "provider -5"]);
    assert.equal(sum(movements(store)), "-10");
  });

  it("what is still missing a day after the change is unexplained, once the whole ledger is known", async () => {
    const store = await openStore();
    recordReadings(store, ["100", "95", "95"]);
    recordReadings(store, ["95", "90"], startMs + 2 * dayMs);
    const last = startMs + 2 * dayMs + pollMs;
    storeLedgerPage(store, "poof", [entry(1, last - 1000, { amount: amountOf("-5") })], meter("90"));
    assert.deepEqual(texts(movements(store)), ["provider -5", "observed -5 notBooked"]);
    store.saveSyncState("poof", { state: "complete" }, last);
    assert.deepEqual(texts(movements(store)), ["provider -5", "observed -5 unexplained"]);
    store.saveSyncState("poof", { state: "partial" }, last);
    assert.deepEqual(texts(movements(store)), ["provider -5", "observed -5 notBooked"]);
  });

  it("where the entries explain a part of a change, the rest is one movement", async () => {
    const store = await openStore();
    recordReadings(store, ["100", "93", "93"]);
    storeLedgerPage(
      store,
      "poof",
      [
        entry(2, justBefore(1), { amount: amountOf("-1.5") }),
        entry(1, justBefore(1) - 1, { amount: amountOf("-3") }),
      ],
      meter("93"),
    );
    const [rest, ...booked] = movements(store);
    assert.deepEqual(texts(booked), ["provider -1.5", "provider -3"]);
    assert.deepEqual(
      [rest?.source, rest?.type, rest?.amount, rest?.balanceAfter, rest?.sinceMs, rest?.atMs],
      ["observed", "debit", "-2.5", "93", startMs, startMs + pollMs],
    );
  });

  it("an entry that comes later replaces the observed movement", async () => {
    const store = await openStore();
    recordReadings(store, ["100", "95", "95"]);
    storeLedgerPage(store, "poof", [entry(1, startMs - hourMs)], meter("95"));
    assert.deepEqual(texts(movements(store)), ["observed -5 notBooked", "provider -1"]);
    storeLedgerPage(store, "poof", [entry(2, justBefore(1), { amount: amountOf("-5") })], meter("95"));
    assert.deepEqual(texts(movements(store)), ["provider -5", "provider -1"]);
    storeLedgerPage(store, "poof", [entry(2, justBefore(1), { amount: amountOf("-4") })], meter("95"));
    assert.deepEqual(texts(movements(store)), ["observed -1 notBooked", "provider -4", "provider -1"]);
  });

  it("a meter on which the provider books nothing shows what was observed, without a mark", async () => {
    const store = await openStore();
    recordReadings(store, ["100", "95", "90"]);
    assert.deepEqual(texts(movements(store)), ["observed -5", "observed -5"]);
  });

  it("pages, jumps, filters and searches go over the same movements in either direction", async () => {
    const store = await openStore();
    const balances = Array.from({ length: 60 }, (_, index) => String(1000 - index * 3));
    recordReadings(store, balances);
    // Every third change is booked whole, every third in part, every third not at all.
    const page = Array.from({ length: 59 }, (_, index) => index + 1)
      .filter((index) => index % 3 !== 0)
      .map((index) => entry(index, justBefore(index), { amount: amountOf(index % 3 === 1 ? "-3" : "-2") }))
      .toReversed();
    storeLedgerPage(store, "poof", page, meter("823"));
    const newest = movements(store);
    assert.equal(sum(newest), "-177");
    assert.deepEqual(movements(store, { order: "oldest" }), newest.toReversed());
    for (let skip = 0; skip <= newest.length; skip += 1) {
      const found = store.ledger({ accountId: "poof", order: "newest", limit: 4, skip }, observedStrings);
      assert.deepEqual(found.rows, newest.slice(skip, skip + 4), String(skip));
      assert.equal(found.total, newest.length);
    }
    const search = (text: string) =>
      store.ledger({ accountId: "poof", order: "newest", limit: 500, text }, observedStrings).rows;
    assert.deepEqual(
      search("NOT booked"),
      newest.filter(({ booking }) => booking === "notBooked"),
    );
    assert.deepEqual(search("unexplained"), []);
    assert.deepEqual(
      movements(store, { type: "credit" }),
      newest.filter(({ type }) => type === "credit"),
    );
    const [fromMs, toMs] = [startMs + 10 * pollMs, startMs + 30 * pollMs];
    assert.deepEqual(
      movements(store, { fromMs, toMs }),
      newest.filter(({ atMs }) => atMs >= fromMs && atMs < toMs),
    );
  });
});
