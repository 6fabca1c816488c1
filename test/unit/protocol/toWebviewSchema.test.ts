import assert from "node:assert/strict";
import { fromPanel } from "../../../src/protocol/fromWebviewSchema.ts";
import { panelResponseSchema } from "../../../src/protocol/toWebviewSchema.ts";

const ledger = { accountId: "a", order: "newest", limit: 100 };

function question(asked: unknown): boolean {
  return fromPanel.safeParse({ kind: "ask", requestId: 1, question: asked }).success;
}

describe("limits of messages about history", () => {
  it("a ledger request may ask for at most 500 entries, and only forwards", () => {
    assert.ok(
      question({ kind: "ledger", query: { ...ledger, cursor: "x", skip: 4000, text: "a", type: "debit" } }),
    );
    for (const change of [
      { limit: 501 },
      { limit: 0 },
      { skip: -1 },
      { skip: 0.5 },
      { type: "all" },
      { order: "" },
    ]) {
      assert.ok(!question({ kind: "ledger", query: { ...ledger, ...change } }), JSON.stringify(change));
    }
  });

  it("a request may have no text over 500 characters and no excessive resolution", () => {
    assert.ok(!question({ kind: "ledger", query: { ...ledger, text: "x".repeat(501) } }));
    assert.ok(question({ kind: "chart", query: { accountId: "a", meterId: "m", buckets: 1200 } }));
    assert.ok(!question({ kind: "chart", query: { accountId: "a", meterId: "m", buckets: 1e9 } }));
  });

  it("a request may have no instant that a Date cannot hold", () => {
    const usage = (fromMs: number) => ({
      kind: "usage",
      accountId: "a",
      meterId: "m",
      span: { kind: "range", fromMs, toMs: 8.64e15 },
    });
    assert.ok(question(usage(-8.64e15)));
    assert.ok(question({ kind: "unexplained", accountId: "a", fromMs: 0 }));
    for (const wrong of [8.64e15 + 1, -1e300, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.ok(!question(usage(wrong)), String(wrong));
      assert.ok(!question({ kind: "ledger", query: { ...ledger, toMs: wrong } }), String(wrong));
    }
  });

  it("an export request needs a known format and a filter with an account", () => {
    const exported = { kind: "export", format: "csv", filter: { accountId: "a", fromMs: 1 } };
    assert.ok(fromPanel.safeParse(exported).success);
    assert.ok(!fromPanel.safeParse({ ...exported, format: "xlsx" }).success);
    assert.ok(!fromPanel.safeParse({ ...exported, filter: {} }).success);
  });

  it("a response may have no instant that a Date cannot hold", () => {
    const answer = (atMs: number) => ({
      kind: "chart",
      points: "",
      marks: [{ atMs, amount: "1", type: "topUp" }],
      unit: { kind: "credits" },
    });
    assert.ok(panelResponseSchema.safeParse(answer(0)).success);
    for (const wrong of [1e300, Number.NaN, Number.NEGATIVE_INFINITY]) {
      assert.ok(!panelResponseSchema.safeParse(answer(wrong)).success, String(wrong));
    }
  });

  it("a response must give amounts as exact decimals", () => {
    const answer = (consumed: unknown) => ({
      kind: "observedUsage",
      days: [{ day: "2026-11-20", consumed }],
      unit: { kind: "credits" },
    });
    assert.ok(panelResponseSchema.safeParse(answer("0.1")).success);
    for (const wrong of [0.1, "0.10", "1e3", "NaN", "", null]) {
      assert.ok(!panelResponseSchema.safeParse(answer(wrong)).success, String(wrong));
    }
  });
});
