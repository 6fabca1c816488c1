import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { amountOf } from "../../../../../src/core/money/amount.ts";
import type { HistoryStore } from "../../../../../src/store/historyStore.ts";
import { allPages, entry, ledger, meter, poll, pollMs, startMs, words } from "../helpers/readings.ts";
import { open } from "../helpers/tempHistory.ts";

/** Forty observed entries, and thirty booked ones of which many share an instant with another. */
async function mixed(): Promise<HistoryStore> {
  const store = await open();
  poll(
    store,
    Array.from({ length: 41 }, (_, index) => (index % 10 === 9 ? "1000" : String(500 - index))),
  );
  const page = Array.from({ length: 30 }, (_, index) =>
    entry(200 - index, startMs + (30 - (index >> 1)) * pollMs),
  );
  store.addLedgerPage("poof", page, true, meter("1"));
  return store;
}

describe("the ledger", () => {
  it("shows booked entries with all that the provider said", async () => {
    const store = await open();
    const more = {
      type: "credit",
      amount: amountOf("50.000000000000000000000000000001"),
      balanceAfter: amountOf("-3"),
      reference: "req_1",
      metadata: '{"tokens":1.50,"deep":{"n":[1e400]}}',
    } as const;
    store.addLedgerPage(
      "poof",
      [entry(7, startMs, more)],
      true,
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
    assert.deepEqual(ledger(store), [row]);
  });

  it("shows both sources once each, in order of time, either way round", async () => {
    const store = await mixed();
    const newest = allPages(store);
    const oldest = allPages(store, { order: "oldest" });
    assert.equal(newest.length, 70);
    assert.equal(new Set(newest.map(({ source, id }) => source + id)).size, 70);
    assert.deepEqual(oldest, newest.toReversed());
    assert.deepEqual(
      oldest.map(({ atMs }) => atMs),
      oldest.map(({ atMs }) => atMs).toSorted((a, b) => a - b),
    );
  });

  it("sorts entries of one instant by source and number, not by spelling", async () => {
    const store = await open();
    poll(store, ["2", "1"]);
    const ids = ["9", "10", "100000000000000000000", "x", "007"];
    store.addLedgerPage(
      "poof",
      ids.map((id) => entry(id, startMs + pollMs)),
      true,
      meter("1"),
    );
    assert.deepEqual(
      allPages(store, { order: "oldest", limit: 1 }).map(({ id }) => id),
      [`balance-${startMs + pollMs}`, "9", "10", "100000000000000000000", "007", "x"],
    );
  });

  it("passes over as many entries as asked for, from the start or from a cursor", async () => {
    const store = await mixed();
    for (const order of ["newest", "oldest"] as const) {
      const all = allPages(store, { order });
      const page = (skip: number, cursor?: string) => {
        const query = { accountId: "poof", order, limit: 7, skip, ...(cursor ? { cursor } : {}) };
        return store.ledger(query, words);
      };
      for (let skip = 0; skip <= 71; skip += 1) {
        const { rows, total, next } = page(skip);
        assert.deepEqual(rows, all.slice(skip, skip + 7), `${order} ${skip}`);
        assert.equal(total, 70);
        assert.equal(next === undefined, skip + 7 >= 70);
        assert.deepEqual(page(11, next ?? "").rows, next ? all.slice(skip + 18, skip + 25) : page(11).rows);
      }
    }
    const debits = allPages(store, { type: "debit", source: "provider" });
    const { rows } = store.ledger(
      { accountId: "poof", order: "newest", limit: 5, skip: 9, type: "debit", source: "provider" },
      words,
    );
    assert.deepEqual(rows, debits.slice(9, 14));
    const none = { accountId: "poof", order: "newest", limit: 5, skip: 3, text: "nothing like it" } as const;
    assert.deepEqual(store.ledger(none, words), { rows: [], total: 0 });
  });

  it("tells how many there are, on every page", async () => {
    const store = await mixed();
    const query = { accountId: "poof", order: "newest", limit: 40 } as const;
    const first = store.ledger(query, words);
    assert.equal(first.total, 70);
    assert.ok(first.next);
    const second = store.ledger({ ...query, cursor: first.next }, words);
    assert.deepEqual([second.total, second.rows.length, second.next], [70, 30, undefined]);
  });

  it("counts anew when this window or another wrote", async () => {
    const store = await mixed();
    const total = () => store.ledger({ accountId: "poof", order: "newest", limit: 10 }, words).total;
    assert.equal(total(), 70);
    store.addLedgerPage("poof", [entry(999, startMs)], true, meter("1"));
    assert.equal(total(), 71);
  });

  it("ends with a full page that has no next one", async () => {
    const store = await mixed();
    const page = store.ledger({ accountId: "poof", order: "newest", limit: 70 }, words);
    assert.deepEqual([page.rows.length, page.next, page.total], [70, undefined, 70]);
  });

  it("shows what was there from the start exactly once while entries arrive between pages", async () => {
    for (const order of ["newest", "oldest"] as const) {
      const store = await mixed();
      const before = new Set(allPages(store).map(({ id }) => id));
      const seen = allPages(store, { order, limit: 5 }, (page) => {
        store.addLedgerPage("poof", [entry(500 + page, startMs + page * 9 * pollMs)], true, meter("1"));
        poll(store, [String(page), String(page + 0.5)], startMs + (60 + page * 2) * pollMs);
      }).map(({ id }) => id);
      assert.equal(new Set(seen).size, seen.length, "none twice");
      assert.deepEqual(
        [...before].filter((id) => !seen.includes(id)),
        [],
      );
    }
  });

  it("filters by type, on both sources", async () => {
    const store = await mixed();
    for (const type of ["credit", "debit", "adjustment"] as const) {
      const rows = allPages(store, { type });
      assert.ok(rows.every((row) => row.type === type));
      assert.equal(rows.length, { credit: 4, debit: 66, adjustment: 0 }[type], type);
    }
  });

  it("filters by source", async () => {
    const store = await mixed();
    assert.equal(allPages(store, { source: "observed" }).length, 40);
    assert.equal(allPages(store, { source: "provider" }).length, 30);
  });

  it("filters by time, from inclusive and to exclusive", async () => {
    const store = await mixed();
    const [fromMs, toMs] = [startMs + 20 * pollMs, startMs + 30 * pollMs];
    const rows = allPages(store, { fromMs, toMs, order: "oldest", limit: 3 });
    const whole = ledger(store).filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
    assert.deepEqual(rows, whole);
    assert.equal(rows[0]?.atMs, fromMs);
    assert.equal(rows.at(-1)?.atMs, startMs + 29 * pollMs);
  });

  it("combines its filters", async () => {
    const store = await mixed();
    const query = { type: "debit", source: "provider", text: "job 19", toMs: startMs + 30 * pollMs } as const;
    assert.deepEqual(
      allPages(store, query).map(({ id }) => id),
      ["198", "197", "196", "195", "194", "193", "192", "191", "190"],
    );
  });

  it("refuses a cursor that no page ended with, and says so", async () => {
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
      assert.throws(() => ledger(store, { cursor }), /^Error: cursor: /, cursor);
    }
  });

  it("takes hostile ids, descriptions and references for text", async () => {
    const store = await open();
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
    store.addLedgerPage("poof", page, true, meter("1"));
    const rows = allPages(store, { order: "oldest", limit: 1 });
    assert.deepEqual(
      rows.map(({ id, description, reference }) => [id, description, reference]),
      hostile.map((text) => [text, text, text]),
    );
    for (const text of hostile)
      assert.ok(allPages(store, { text }).length >= 1, JSON.stringify(text.slice(0, 20)));
  });
});
