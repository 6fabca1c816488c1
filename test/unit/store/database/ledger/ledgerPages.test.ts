import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { amountOf } from "../../../../../src/core/money/amount.ts";
import type { HistoryStore } from "../../../../../src/store/historyStore.ts";
import { storeLedgerPage } from "../../../../helpers/storeLedgerPage.ts";
import {
  entry,
  meter,
  observedStrings,
  pollMs,
  readAllPages,
  readEntries,
  recordReadings,
  startMs,
} from "../helpers/readings.ts";
import { openStore } from "../helpers/tempHistory.ts";

/** A store with forty observed entries, and thirty provider entries, many of which share their instant. */
async function mixed(): Promise<HistoryStore> {
  const store = await openStore();
  recordReadings(
    store,
    Array.from({ length: 41 }, (_, index) => (index % 10 === 9 ? "1000" : String(500 - index))),
  );
  const page = Array.from({ length: 30 }, (_, index) =>
    entry(200 - index, startMs + (30 - (index >> 1)) * pollMs),
  );
  storeLedgerPage(store, "poof", page, meter("1"));
  return store;
}

describe("pages of the ledger", () => {
  it("the ledger shows a provider's entry with all its fields", async () => {
    const store = await openStore();
    const more = {
      type: "credit",
      amount: amountOf("50.000000000000000000000000000001"),
      balanceAfter: amountOf("-3"),
      reference: "req_1",
      metadata: '{"tokens":1.50,"deep":{"n":[1e400]}}',
    } as const;
    storeLedgerPage(
      store,
      "poof",
      [entry(7, startMs, more)],
      meter("1", { unit: { kind: "currency", code: "EUR" } }),
    );
    const row = {
      id: "7",
      source: "provider",
      meterId: "balance",
      unit: { kind: "currency", code: "EUR" },
      description: "Job 7",
      atMs: startMs,
      ...more,
    };
    assert.deepEqual(readEntries(store), [row]);
  });

  it("the ledger shows entries of both sources once, in order of time, in either direction", async () => {
    const store = await mixed();
    const newest = readAllPages(store);
    const oldest = readAllPages(store, { order: "oldest" });
    assert.equal(newest.length, 70);
    assert.equal(new Set(newest.map(({ source, id }) => source + id)).size, 70);
    assert.deepEqual(oldest, newest.toReversed());
    assert.deepEqual(
      oldest.map(({ atMs }) => atMs),
      oldest.map(({ atMs }) => atMs).toSorted((a, b) => a - b),
    );
  });

  it("entries of one instant are sorted by source and number, not by spelling", async () => {
    const store = await openStore();
    recordReadings(store, ["2", "1"]);
    const ids = ["9", "10", "100000000000000000000", "x", "007"];
    storeLedgerPage(
      store,
      "poof",
      ids.map((id) => entry(id, startMs + pollMs)),
      meter("1"),
    );
    assert.deepEqual(
      readAllPages(store, { order: "oldest", limit: 1 }).map(({ id }) => id),
      [`balance-${startMs + pollMs}`, "9", "10", "100000000000000000000", "007", "x"],
    );
  });

  it("a page skips the requested number of entries, from the start or from a cursor", async () => {
    const store = await mixed();
    for (const order of ["newest", "oldest"] as const) {
      const all = readAllPages(store, { order });
      const page = (skip: number, cursor?: string) => {
        const query = {
          accountId: "poof",
          source: "all",
          order,
          limit: 7,
          skip,
          ...(cursor ? { cursor } : {}),
        } as const;
        return store.ledger(query, observedStrings);
      };
      for (let skip = 0; skip <= 71; skip += 1) {
        const { rows, total, next } = page(skip);
        assert.deepEqual(rows, all.slice(skip, skip + 7), `${order} ${skip}`);
        assert.equal(total, 70);
        assert.equal(next === undefined, skip + 7 >= 70);
        assert.deepEqual(page(11, next ?? "").rows, next ? all.slice(skip + 18, skip + 25) : page(11).rows);
      }
    }
    const debits = readAllPages(store, { type: "debit", source: "provider" });
    const { rows } = store.ledger(
      { accountId: "poof", order: "newest", limit: 5, skip: 9, type: "debit", source: "provider" },
      observedStrings,
    );
    assert.deepEqual(rows, debits.slice(9, 14));
    const none = { accountId: "poof", order: "newest", limit: 5, skip: 3, text: "nothing like it" } as const;
    assert.deepEqual(store.ledger(none, observedStrings), { rows: [], total: 0 });
  });

  it("every page gives the total number of entries", async () => {
    const store = await mixed();
    const query = { accountId: "poof", source: "all", order: "newest", limit: 40 } as const;
    const first = store.ledger(query, observedStrings);
    assert.equal(first.total, 70);
    assert.ok(first.next);
    const second = store.ledger({ ...query, cursor: first.next }, observedStrings);
    assert.deepEqual([second.total, second.rows.length, second.next], [70, 30, undefined]);
  });

  it("the total is counted again after this window or another one wrote", async () => {
    const store = await mixed();
    const total = () =>
      store.ledger({ accountId: "poof", source: "all", order: "newest", limit: 10 }, observedStrings).total;
    assert.equal(total(), 70);
    storeLedgerPage(store, "poof", [entry(999, startMs)], meter("1"));
    assert.equal(total(), 71);
  });

  it("a full last page has no next page", async () => {
    const store = await mixed();
    const page = store.ledger(
      { accountId: "poof", source: "all", order: "newest", limit: 70 },
      observedStrings,
    );
    assert.deepEqual([page.rows.length, page.next, page.total], [70, undefined, 70]);
  });

  it("entries that existed at the start appear exactly once while others arrive between pages", async () => {
    for (const order of ["newest", "oldest"] as const) {
      const store = await mixed();
      const before = new Set(readAllPages(store).map(({ id }) => id));
      const seen = readAllPages(store, { order, limit: 5 }, (page) => {
        storeLedgerPage(store, "poof", [entry(500 + page, startMs + page * 9 * pollMs)], meter("1"));
        recordReadings(store, [String(page), String(page + 0.5)], startMs + (60 + page * 2) * pollMs);
      }).map(({ id }) => id);
      assert.equal(new Set(seen).size, seen.length, "none twice");
      assert.deepEqual(
        [...before].filter((id) => !seen.includes(id)),
        [],
      );
    }
  });

  it("the type filter applies to both sources", async () => {
    const store = await mixed();
    for (const type of ["credit", "debit", "adjustment"] as const) {
      const rows = readAllPages(store, { type });
      assert.ok(rows.every((row) => row.type === type));
      assert.equal(rows.length, { credit: 4, debit: 66, adjustment: 0 }[type], type);
    }
  });

  it("the source filter gives entries of one source", async () => {
    const store = await mixed();
    assert.equal(readAllPages(store, { source: "observed" }).length, 40);
    assert.equal(readAllPages(store, { source: "provider" }).length, 30);
  });

  it("the time filter has an inclusive start and an exclusive end", async () => {
    const store = await mixed();
    const [fromMs, toMs] = [startMs + 20 * pollMs, startMs + 30 * pollMs];
    const rows = readAllPages(store, { fromMs, toMs, order: "oldest", limit: 3 });
    const expected = readEntries(store).filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
    assert.deepEqual(rows, expected);
    assert.equal(rows[0]?.atMs, fromMs);
    assert.equal(rows.at(-1)?.atMs, startMs + 29 * pollMs);
  });

  it("filters can be combined", async () => {
    const store = await mixed();
    const query = { type: "debit", source: "provider", text: "job 19", toMs: startMs + 30 * pollMs } as const;
    assert.deepEqual(
      readAllPages(store, query).map(({ id }) => id),
      ["198", "197", "196", "195", "194", "193", "192", "191", "190"],
    );
  });

  it("a cursor that no page ended with is rejected, and the error says so", async () => {
    const store = await mixed();
    for (const cursor of [
      "",
      "junk",
      "1",
      "1o",
      "1oxyz",
      "1p",
      "1p12",
      "-o1",
      "99999999999999999p~",
      "1.5o1",
    ]) {
      assert.throws(() => readEntries(store, { cursor }), /^Error: cursor: /, cursor);
    }
  });

  it("hostile ids, descriptions and references are treated as text", async () => {
    const store = await openStore();
    const hostile = [
      "<script>alert(1)</script>",
      "=1+1",
      "'; DROP TABLE entry; --",
      "\u202egnp.exe",
      "a\nb\r\nc\td",
      "x".repeat(10_000),
      "\u0000nul",
      "~",
      "~~",
      "💥",
      "001",
      " ",
    ];
    const page = hostile.map((text, index) =>
      entry(text, startMs + index, {
        description: text,
        reference: text,
        metadata: JSON.stringify({ text }),
      }),
    );
    storeLedgerPage(store, "poof", page, meter("1"));
    const rows = readAllPages(store, { order: "oldest", limit: 1 });
    assert.deepEqual(
      rows.map(({ id, description, reference }) => [id, description, reference]),
      hostile.map((text) => [text, text, text]),
    );
    for (const text of hostile)
      assert.ok(readAllPages(store, { text }).length >= 1, JSON.stringify(text.slice(0, 20)));
  });
});
