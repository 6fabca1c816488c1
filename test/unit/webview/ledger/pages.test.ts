import assert from "node:assert/strict";
import type { LedgerQuery } from "../../../../src/core/ledger/ledgerEntry.ts";
import type { Method, Params } from "../../../../src/protocol/messages.ts";
import type { RequestClient } from "../../../../src/webview/app/requestClient.ts";
import { LedgerPages } from "../../../../src/webview/ledger/pages.ts";
import { ledgerOf } from "../../../webview/helpers/ledgerOf.ts";
import { StubHost } from "../../../webview/helpers/stubHost.ts";

const criteria = { accountId: "rich", order: "newest" } as const;

describe("the pages of the ledger grid", () => {
  const host = new StubHost();
  let queries: LedgerQuery[];
  let pages: LedgerPages;
  const client: RequestClient = {
    takeInitial: () => undefined,
    request: async <K extends Method>(method: K, params: Params<K>) => {
      queries.push(params as LedgerQuery);
      return host.respondLater({ method, params });
    },
  };

  beforeEach(async () => {
    host.entries = ledgerOf(10_000, Date.now());
    host.failure = undefined;
    queries = [];
    pages = new LedgerPages(criteria, client);
    await pages.load(0, 0);
  });

  it("the next page is requested by the cursor of the page before", async () => {
    await pages.load(100, 199);
    assert.equal(pages.entry(199)?.id, host.entries[199]?.id);
    assert.equal(queries[1]?.skip, undefined);
    assert.equal(queries[1]?.cursor, host.entries[99]?.id);
  });

  it("a distant page is requested by an offset from the nearest known page", async () => {
    await pages.load(100, 199);
    await pages.load(5050, 5050);
    assert.equal(queries[2]?.cursor, host.entries[199]?.id);
    assert.equal(queries[2]?.skip, 4800);
    assert.equal(pages.entry(5050)?.id, host.entries[5050]?.id);
  });

  it("the cache holds the thirty pages that were used last", async () => {
    for (let page = 1; page < 40; page++) {
      await pages.load(page * 100, page * 100);
      pages.setNeeded(0, 0);
    }
    const held = Array.from({ length: 100 }, (_, page) => page).filter((page) => pages.entry(page * 100));
    assert.equal(held.length, 30);
    assert.ok(held.includes(0) && held.includes(39) && !held.includes(1));
  });

  it("at most two pages are requested at a time, and none that is no longer needed", async () => {
    for (let row = 0; row < 9000; row += 100) pages.setNeeded(row, row + 20);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(queries.length <= 5, `${queries.length} questions`);
    assert.ok(pages.has(8900, 8920));
  });

  it("loading stops at a failure until it is retried", async () => {
    host.failure = "No.";
    await pages.load(100, 100);
    assert.equal(pages.failure, "No.");
    pages.setNeeded(100, 100);
    assert.equal(queries.length, 2);
    host.failure = undefined;
    pages.retry();
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(pages.failure, undefined);
    assert.ok(pages.entry(100));
  });

  it("a ledger that has changed since is marked as outdated", async () => {
    host.entries = ledgerOf(10_001, Date.now());
    await pages.load(100, 100);
    assert.equal(pages.isOutdated, true);
    assert.equal(pages.total, 10_000);
  });

  it("an entry is found by its id and source", async () => {
    await pages.load(4200, 4200);
    const entry = host.entries[4242];
    assert.ok(entry);
    assert.equal(pages.findRow(entry), 4242);
    const other = entry.source === "provider" ? "observed" : "provider";
    assert.equal(pages.findRow({ ...entry, source: other }), undefined);
  });
});
