import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { isSameReading, type MeterValues, observe } from "../../../../src/core/ledger/observation.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";

const nowMs = Date.UTC(2026, 11, 1, 0, 5);
const december = "2026-12-01T00:00:00.000Z";
const january = "2027-01-01T00:00:00.000Z";

interface Given {
  readonly remaining: string | null;
  readonly held?: string;
  readonly used?: string;
  readonly limit?: string | null;
  readonly resetsAt?: string;
}

function values({ remaining, held, used, limit, resetsAt }: Given): MeterValues {
  const amount = (text: string | null) => (text === null ? null : amountOf(text));
  return {
    remaining: amount(remaining),
    ...(held === undefined ? {} : { held: amountOf(held) }),
    ...(used === undefined ? {} : { used: amountOf(used) }),
    ...(limit === undefined ? {} : { limit: amount(limit) }),
    ...(resetsAt === undefined ? {} : { resetsAt }),
  };
}

const told = (before: Given, after: Given, sinceMs = nowMs - 10 * 60_000) =>
  observe(values(before), values(after), { sinceMs, nowMs });

describe("observe", () => {
  it("takes a fall for a debit, a rise for a credit, by the exact difference", () => {
    assert.deepEqual(told({ remaining: "10" }, { remaining: "7.5" }), { type: "debit", amount: "-2.5" });
    assert.deepEqual(told({ remaining: "7.5" }, { remaining: "10" }), { type: "credit", amount: "2.5" });
  });

  it("loses no digit of thirty", () => {
    const before = "123456789012345678901234567890.000000000000000000000000000001";
    const after = "123456789012345678901234567889.999999999999999999999999999999";
    assert.equal(
      told({ remaining: before }, { remaining: after })?.amount,
      "-0.000000000000000000000000000002",
    );
  });

  it("goes into debt and out of it", () => {
    assert.deepEqual(told({ remaining: "1" }, { remaining: "-2" }), { type: "debit", amount: "-3" });
    assert.deepEqual(told({ remaining: "-2" }, { remaining: "-1" }), { type: "credit", amount: "1" });
  });

  it("takes no hold for spending, and what is captured for a debit", () => {
    assert.equal(told({ remaining: "10", held: "0" }, { remaining: "7", held: "3" }), undefined);
    assert.deepEqual(told({ remaining: "7", held: "3" }, { remaining: "8", held: "0" }), {
      type: "debit",
      amount: "-2",
    });
  });

  it("says nothing of a meter that did not change, or is unlimited before or after", () => {
    for (const [before, after] of [
      ["5", "5"],
      [null, "5"],
      ["5", null],
      [null, null],
    ] as const) {
      assert.equal(told({ remaining: before }, { remaining: after }), undefined);
    }
  });

  it("takes a new period for an adjustment: used fell, limit the same, reset date passed", () => {
    const before = { remaining: "100", used: "900", limit: "1000", resetsAt: december };
    const after = { remaining: "995", used: "5", limit: "1000", resetsAt: january };
    assert.deepEqual(told(before, after), { type: "adjustment", amount: "895", cause: "reset" });
  });

  it("takes it for one also where the reply tells no reset date", () => {
    const before = { remaining: "100", used: "900", limit: "1000" };
    const after = { remaining: "1000", used: "0", limit: "1000" };
    assert.deepEqual(told(before, after), { type: "adjustment", amount: "900", cause: "reset" });
  });

  it("counts a reset at the very instant", () => {
    const before = { remaining: "1", used: "9", limit: "10", resetsAt: new Date(nowMs).toISOString() };
    assert.equal(told(before, { remaining: "10", used: "0", limit: "10" })?.cause, "reset");
  });

  it("takes what is given back before the reset date for a refund", () => {
    const before = { remaining: "100", used: "900", limit: "1000", resetsAt: january };
    const after = { remaining: "120", used: "880", limit: "1000", resetsAt: january };
    assert.deepEqual(told(before, after), { type: "credit", amount: "20" });
  });

  it("takes a rise for a top-up when nothing less was used, though a reset date passed", () => {
    const before = { remaining: "100", used: "900", limit: "1000", resetsAt: december };
    assert.equal(told(before, { ...before, remaining: "600" })?.type, "credit");
    assert.equal(told({ remaining: "1", resetsAt: december }, { remaining: "9" })?.type, "credit");
  });

  it("takes a changed limit for an adjustment, up or down, whatever was used", () => {
    const before = { remaining: "100", used: "900", limit: "1000" };
    assert.deepEqual(told(before, { remaining: "1100", used: "900", limit: "2000" }), {
      type: "adjustment",
      amount: "1000",
      cause: "limit",
    });
    assert.equal(told(before, { remaining: "-400", used: "900", limit: "500" })?.amount, "-500");
    assert.equal(told(before, { remaining: "9", used: "900", limit: null })?.cause, "limit");
  });

  it("knows of no changed limit where one of the replies tells none", () => {
    assert.deepEqual(told({ remaining: "10", limit: "20" }, { remaining: "8" }), {
      type: "debit",
      amount: "-2",
    });
    assert.equal(told({ remaining: "8" }, { remaining: "10", limit: "20" })?.type, "credit");
  });
});

describe("isSameReading", () => {
  const meter = values({ remaining: "5", used: "5", limit: "10", resetsAt: december });

  it("is a question of values, not of when they reset", () => {
    assert.equal(isSameReading(meter, { ...meter }), true);
    assert.equal(isSameReading(meter, { ...meter, resetsAt: january }), true);
  });

  it("notices each value, held ones too", () => {
    const one = amountOf("1");
    for (const change of [
      { remaining: one },
      { remaining: null },
      { used: one },
      { limit: one },
      { held: one },
    ]) {
      assert.equal(isSameReading(meter, { ...meter, ...change }), false);
    }
  });
});
