import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { seededRandom } from "../../../../../src/core/common/seededRandom.ts";
import type { LedgerQuery, LedgerRow } from "../../../../../src/core/ledger/ledgerEntry.ts";
import { amountOf, compare } from "../../../../../src/core/money/amount.ts";
import { minuteMs } from "../../../../../src/core/time/durations.ts";
import { readLedger } from "../../../../../src/services/ledger/readLedger.ts";
import type { HistoryStore } from "../../../../../src/store/historyStore.ts";
import { storeLedgerPage } from "../../../../helpers/storeLedgerPage.ts";
import { entry, meter, observedStrings, recordReadings, startMs } from "../helpers/readings.ts";
import { openStore } from "../helpers/tempHistory.ts";

async function read(store: HistoryStore, query: Partial<LedgerQuery>): Promise<readonly LedgerRow[]> {
  const rows: LedgerRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await readLedger(
      { read: async (run) => run(store) },
      {
        accountId: "poof",
        order: "highest",
        limit: 97,
        source: "all",
        ...query,
        ...(cursor === undefined ? {} : { cursor }),
      },
      observedStrings,
    );
    rows.push(...(page?.rows ?? []));
    cursor = page?.next;
  } while (cursor !== undefined);
  return rows;
}

const id = ({ source, id }: LedgerRow) => `${source} ${id}`;

describe("the ledger in the order of its amounts", () => {
  it("each entry is there once, the highest or the lowest first, also of many equal amounts", async () => {
    const store = await openStore();
    const random = seededRandom(7);
    const amounts = ["-1", "-1", "-0.000001", "5", "-17.25", "100000000000000000000"];
    const page = Array.from({ length: 1500 }, (_, index) =>
      entry(index, startMs - index * minuteMs, {
        amount: amountOf(amounts[Math.floor(random() * amounts.length)] ?? "0"),
      }),
    );
    storeLedgerPage(store, "poof", page, meter("1"));
    recordReadings(store, ["100", "95", "145", "145", "144"]);
    const highest = await read(store, {});
    const lowest = await read(store, { order: "lowest" });
    const byTime = await read(store, { order: "newest" });
    for (const rows of [highest, lowest]) assert.deepEqual(rows.map(id).sort(), byTime.map(id).sort());
    for (const [index, { amount }] of highest.slice(1).entries())
      assert.ok(compare(amount, highest[index]?.amount ?? amount) <= 0, `row ${index}`);
    assert.deepEqual(lowest.map(id), highest.map(id).toReversed());
    const known = new Map(byTime.map((row) => [id(row), row]));
    for (const row of highest) assert.deepEqual(row, known.get(id(row)), "with the same balance");
    const debits = await read(store, { type: "debit", limit: 20 });
    assert.deepEqual(debits.map(id), highest.filter(({ type }) => type === "debit").map(id));
    const skipped = store.ledger(
      { accountId: "poof", order: "lowest", limit: 5, skip: 700, source: "all" },
      observedStrings,
    );
    assert.equal(skipped.isUnprepared, true, "another filter is sorted first");
  });

  it("a cursor of another order is refused", async () => {
    const store = await openStore();
    storeLedgerPage(store, "poof", [entry(1, startMs)], meter("1"));
    const query = { accountId: "poof", order: "highest", limit: 5, cursor: "17o1" } as const;
    assert.throws(() => store.ledger(query, observedStrings), /cursor/);
  });
});
