import assert from "node:assert/strict";
import { fromWebviewSchema } from "../../../src/protocol/fromWebviewSchema.ts";
import { toWebviewSchema } from "../../../src/protocol/toWebviewSchema.ts";

const ledger = { accountId: "a", order: "newest", limit: 100 };

function acceptsRequest(method: string, params: unknown): boolean {
  return fromWebviewSchema.safeParse({ kind: "request", requestId: 1, method, params }).success;
}

function acceptsResult(method: string, value: unknown): boolean {
  const response = { ok: true, value };
  return toWebviewSchema.safeParse({ kind: "response", requestId: 1, method, response }).success;
}

describe("limits of messages about history", () => {
  it("a ledger request may ask for at most 500 entries, and only forwards", () => {
    assert.ok(acceptsRequest("ledger", { ...ledger, cursor: "x", skip: 4000, text: "a", type: "debit" }));
    for (const change of [
      { limit: 501 },
      { limit: 0 },
      { skip: -1 },
      { skip: 0.5 },
      { type: "all" },
      { order: "" },
    ]) {
      assert.ok(!acceptsRequest("ledger", { ...ledger, ...change }), JSON.stringify(change));
    }
  });

  it("a request may have no text over 500 characters and no excessive resolution", () => {
    assert.ok(!acceptsRequest("ledger", { ...ledger, text: "x".repeat(501) }));
    assert.ok(acceptsRequest("chart", { accountId: "a", meterId: "m", buckets: 1200 }));
    assert.ok(!acceptsRequest("chart", { accountId: "a", meterId: "m", buckets: 1e9 }));
  });

  it("a request may have no instant that a Date cannot hold", () => {
    const usage = (fromMs: number) => ({
      accountId: "a",
      meterId: "m",
      span: { kind: "range", fromMs, toMs: 8.64e15 },
      timeZone: "UTC",
    });
    assert.ok(acceptsRequest("usage", usage(-8.64e15)));
    assert.ok(acceptsRequest("unexplained", { accountId: "a", fromMs: 0 }));
    for (const wrong of [8.64e15 + 1, -1e300, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.ok(!acceptsRequest("usage", usage(wrong)), String(wrong));
      assert.ok(!acceptsRequest("ledger", { ...ledger, toMs: wrong }), String(wrong));
    }
  });

  it("an export request needs a known format and a filter with an account", () => {
    const exported = { kind: "export", format: "csv", filter: { accountId: "a", fromMs: 1 } };
    assert.ok(fromWebviewSchema.safeParse(exported).success);
    assert.ok(!fromWebviewSchema.safeParse({ ...exported, format: "xlsx" }).success);
    assert.ok(!fromWebviewSchema.safeParse({ ...exported, filter: {} }).success);
  });

  it("a response may have no instant that a Date cannot hold", () => {
    const result = (atMs: number) => ({
      points: "",
      marks: [{ atMs, amount: "1", type: "topUp" }],
      unit: { kind: "credits" },
    });
    assert.ok(acceptsResult("chart", result(0)));
    for (const wrong of [1e300, Number.NaN, Number.NEGATIVE_INFINITY]) {
      assert.ok(!acceptsResult("chart", result(wrong)), String(wrong));
    }
  });

  it("a response must give amounts as exact decimals", () => {
    const result = (consumed: unknown) => ({
      source: "observed",
      days: [{ day: "2026-11-20", consumed }],
      unit: { kind: "credits" },
    });
    assert.ok(acceptsResult("usage", result("0.1")));
    for (const wrong of [0.1, "0.10", "1e3", "NaN", "", null]) {
      assert.ok(!acceptsResult("usage", result(wrong)), String(wrong));
    }
  });
});
