import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { instantOf } from "../../../../src/core/time/instant.ts";
import { nextOffset } from "../../../../src/services/ledger/ledgerCursor.ts";

const edgeMs = Date.UTC(2026, 10, 20);
const gap = { id: "edge", newerCount: 199, atMs: edgeMs };

/** A page of `length` entries, the last one with the id `lastId` at `lastMs`. */
function page(offset: number, length: number, lastMs: number, lastId = "last", isNewGap = false) {
  const entries = Array.from({ length }, (_, index) => ({
    id: index === length - 1 ? lastId : `entry-${index}`,
    type: "debit" as const,
    meterId: "balance",
    amount: amountOf("-1"),
    description: "",
    at: instantOf(lastMs),
  }));
  return { entries, offset, isNewGap };
}

describe("nextOffset", () => {
  it("the next page begins with the entry at the gap where this page showed it", () => {
    assert.equal(nextOffset(gap, page(100, 100, edgeMs, "edge", true)), 199);
    assert.equal(nextOffset(gap, page(600, 100, edgeMs, "edge", true)), 699);
  });

  it("the next page begins where the stored entries end when that entry is elsewhere", () => {
    assert.equal(nextOffset(gap, page(0, 100, edgeMs + 1, "last", true)), 199);
  });

  it("the next page is lower, with one entry of overlap, after a page above the gap", () => {
    assert.equal(nextOffset(gap, page(199, 100, edgeMs + 1)), 298);
  });

  it("the next page begins with the entry at the gap when the page before ended with it", () => {
    assert.equal(nextOffset(gap, page(199, 100, edgeMs, "edge")), 298);
  });

  it("the next page is higher after a page below the gap, never above the top", () => {
    assert.equal(nextOffset(gap, page(199, 100, edgeMs - 1)), 149);
    assert.equal(nextOffset(gap, page(20, 100, edgeMs - 1)), 0);
  });

  it("the next page is higher after an empty page behind the end", () => {
    assert.equal(nextOffset(gap, page(199, 0, edgeMs)), 149);
    assert.equal(nextOffset(gap, { ...page(199, 0, edgeMs), total: 120 }), 70);
    assert.equal(nextOffset(gap, { ...page(199, 0, edgeMs), total: 20 }), 0);
  });
});
