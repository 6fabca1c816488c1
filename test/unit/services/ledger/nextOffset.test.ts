import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { instantOf } from "../../../../src/core/time/instant.ts";
import { nextOffset } from "../../../../src/services/ledger/ledgerCursor.ts";

const edgeMs = Date.UTC(2026, 10, 20);
const hole = { id: "edge", newerCount: 199, atMs: edgeMs };

/** A page of so many entries whose last one lies at an instant. */
function page(offset: number, length: number, lastMs: number, lastId = "last", isNews = false) {
  const entries = Array.from({ length }, (_, index) => ({
    id: index === length - 1 ? lastId : `entry-${index}`,
    type: "debit" as const,
    meterId: "balance",
    amount: amountOf("-1"),
    description: "",
    at: instantOf(lastMs),
  }));
  return { entries, offset, isNews };
}

describe("nextOffset", () => {
  it("begins the next page with the edge where this page showed it, whatever is not kept above", () => {
    assert.equal(nextOffset(hole, page(100, 100, edgeMs, "edge", true)), 199);
    assert.equal(nextOffset(hole, page(600, 100, edgeMs, "edge", true)), 699);
  });

  it("goes to where the kept entries say when the edge is elsewhere", () => {
    assert.equal(nextOffset(hole, page(0, 100, edgeMs + 1, "last", true)), 199);
  });

  it("goes down, one entry over, from a page that lies above the edge", () => {
    assert.equal(nextOffset(hole, page(199, 100, edgeMs + 1)), 298);
  });

  it("begins with the edge when the page before ended with it", () => {
    assert.equal(nextOffset(hole, page(199, 100, edgeMs, "edge")), 298);
  });

  it("goes up from a page that lies below the edge, never above the top", () => {
    assert.equal(nextOffset(hole, page(199, 100, edgeMs - 1)), 149);
    assert.equal(nextOffset(hole, page(20, 100, edgeMs - 1)), 0);
  });

  it("goes up to the end from behind it", () => {
    assert.equal(nextOffset(hole, page(199, 0, edgeMs)), 149);
    assert.equal(nextOffset(hole, { ...page(199, 0, edgeMs), total: 120 }), 70);
    assert.equal(nextOffset(hole, { ...page(199, 0, edgeMs), total: 20 }), 0);
  });
});
