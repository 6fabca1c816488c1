import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import type { LedgerQuery, LedgerRow } from "../../../../../src/core/ledger/ledgerEntry.ts";
import { amountOf } from "../../../../../src/core/money/amount.ts";
import { dayMs, minuteMs } from "../../../../../src/core/time/durations.ts";
import { openHistory } from "../../../../../src/store/database/openHistory.lazy.ts";
import type { HistoryStore } from "../../../../../src/store/historyStore.ts";
import { observedStrings } from "../../../../helpers/ledgerHarness.ts";
import { storeLedgerPage } from "../../../../helpers/storeLedgerPage.ts";
import { temporaryFolder } from "../../../../helpers/temporaryFolder.ts";
import { entry, meter, startMs } from "../helpers/readings.ts";

const readings = 6_000;
const entries = 13_000;
type Filter = Pick<LedgerQuery, "source" | "type" | "text" | "fromMs" | "toMs">;

/** The steps that a query needs before its page can be read. */
function prepare(store: HistoryStore, query: LedgerQuery): number {
  let steps = 0;
  if (!store.ledger(query, observedStrings).isUnprepared) return steps;
  do steps += 1;
  while (store.preparePage(query, observedStrings));
  return steps;
}

describe("a search in a long ledger", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let store: HistoryStore;
  let all: readonly LedgerRow[];

  function readAll(filter: Filter, order: LedgerQuery["order"], limit: number): readonly LedgerRow[] {
    const rows: LedgerRow[] = [];
    let cursor: string | undefined;
    do {
      const query = {
        accountId: "poof",
        order,
        limit,
        ...filter,
        ...(cursor === undefined ? {} : { cursor }),
      };
      prepare(store, query);
      const page = store.ledger(query, observedStrings);
      rows.push(...page.rows);
      cursor = page.next;
      if (cursor === undefined) assert.equal(page.total, rows.length);
    } while (cursor !== undefined);
    return rows;
  }

  before(async function () {
    this.timeout(60_000);
    folder = await temporaryFolder();
    const opened = await openHistory(path.join(folder.path, "history.db"));
    store = opened.kind === "off" ? assert.fail(opened.reason) : opened.store;
    for (let index = 0; index < readings; index += 1)
      store.recordReading("poof", [meter(`${readings - index}`)], startMs + index * minuteMs, dayMs);
    const page = Array.from({ length: entries }, (_, index) => {
      // Seven thousand of one instant: more than a step looks through.
      const atMs = startMs + Math.max(0, index - 7_000) * minuteMs;
      return entry(index, atMs, {
        amount: amountOf(index % 50 === 0 ? "3" : "-1"),
        type: index % 50 === 0 ? "credit" : "debit",
        description: index % 97 === 0 ? `Rare ${index}` : "Usual",
      });
    });
    storeLedgerPage(store, "poof", page, meter("1"));
    while (store.advanceComparison("poof", 0));
    all = readAll({ source: "all" }, "newest", 500);
    assert.equal(all.length, entries + readings - 1);
  });

  after(async () => {
    store.close();
    await folder[Symbol.asyncDispose]();
  });

  const isIn =
    ({ text, type, source }: Filter) =>
    (row: LedgerRow) =>
      (text === undefined || row.description.toLowerCase().includes(text)) &&
      (type === undefined || row.type === type) &&
      (source === undefined || source === "all" || row.source === source);
  const filters: readonly Filter[] = [
    { text: "rare", source: "all" },
    { text: "rare", source: "provider", type: "credit" },
    { type: "credit", source: "all" },
    { type: "debit", source: "observed" },
    { text: "nowhere", source: "all" },
  ];
  for (const filter of filters) {
    const name = JSON.stringify(filter);
    it(`a search in steps finds what is there, in both orders: ${name}`, () => {
      const expected = all.filter(isIn(filter));
      assert.deepEqual(readAll(filter, "newest", 300), expected);
      assert.deepEqual(readAll(filter, "oldest", 50), expected.toReversed());
    });

    it(`a search in steps skips and begins within its time: ${name}`, () => {
      const fromMs = startMs + 10 * minuteMs;
      const toMs = startMs + 5_500 * minuteMs;
      const expected = all.filter(isIn(filter)).filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
      for (const skip of [0, 1, 7, 60, expected.length - 1, expected.length]) {
        const query = {
          accountId: "poof",
          order: "newest",
          limit: 5,
          fromMs,
          toMs,
          ...filter,
          skip,
        } as const;
        if (skip < 0) continue;
        prepare(store, query);
        const page = store.ledger(query, observedStrings);
        assert.deepEqual(page.rows, expected.slice(skip, skip + 5));
        assert.equal(page.total, expected.length);
        if (page.next === undefined) continue;
        const next = store.ledger({ ...query, cursor: page.next, skip: 2 }, observedStrings);
        assert.deepEqual(next.rows, expected.slice(skip + 7, skip + 12));
      }
    });
  }

  it("a search of everything takes several steps, and begins again when something is written", () => {
    const query = { accountId: "poof", order: "newest", limit: 5, text: "rare", source: "all" } as const;
    store.recordReading("poof", [meter("0.5")], startMs + readings * minuteMs, dayMs);
    assert.ok(prepare(store, query) >= 2);
    assert.equal(store.ledger(query, observedStrings).isUnprepared, undefined);
    store.recordReading("poof", [meter("0.25")], startMs + (readings + 1) * minuteMs, dayMs);
    assert.equal(store.ledger(query, observedStrings).isUnprepared, true);
    const byAmount = { ...query, order: "highest" } as const;
    assert.ok(prepare(store, byAmount) >= 2);
    const { rows, total } = store.ledger(byAmount, observedStrings);
    assert.deepEqual(
      rows.map(({ amount }) => amount),
      ["3", "3", "3", "-1", "-1"],
    );
    assert.equal(total, Math.ceil(entries / 97));
  });
});
