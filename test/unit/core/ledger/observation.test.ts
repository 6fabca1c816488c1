import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { isSameReading, type MeterValues, observe } from "../../../../src/core/ledger/observation.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { minuteMs } from "../../../../src/core/time/durations.ts";

const nowMs = Date.UTC(2026, 11, 1, 0, 5);
const december = "2026-12-01T00:00:00.000Z";
const january = "2027-01-01T00:00:00.000Z";

interface MeterInput {
  readonly remaining: string | null;
  readonly held?: string;
  readonly used?: string;
  readonly limit?: string | null;
  readonly resetsAt?: string;
}

function values({ remaining, held, used, limit, resetsAt }: MeterInput): MeterValues {
  const amount = (text: string | null) => (text === null ? null : amountOf(text));
  return {
    remaining: amount(remaining),
    ...(held === undefined ? {} : { held: amountOf(held) }),
    ...(used === undefined ? {} : { used: amountOf(used) }),
    ...(limit === undefined ? {} : { limit: amount(limit) }),
    ...(resetsAt === undefined ? {} : { resetsAt }),
  };
}

const observed = (before: MeterInput, after: MeterInput, sinceMs = nowMs - 10 * minuteMs) =>
  observe(values(before), values(after), { sinceMs, nowMs });

describe("observe", () => {
  it("a decrease is a debit and an increase is a credit of the exact difference", () => {
    assert.deepEqual(observed({ remaining: "10" }, { remaining: "7.5" }), { type: "debit", amount: "-2.5" });
    assert.deepEqual(observed({ remaining: "7.5" }, { remaining: "10" }), { type: "credit", amount: "2.5" });
  });

  it("an observed change of a 60-digit balance loses no digit", () => {
    const before = "123456789012345678901234567890.000000000000000000000000000001";
    const after = "123456789012345678901234567889.999999999999999999999999999999";
    assert.equal(
      observed({ remaining: before }, { remaining: after })?.amount,
      "-0.000000000000000000000000000002",
    );
  });

  it("an observed change may lead into debt and out of it", () => {
    assert.deepEqual(observed({ remaining: "1" }, { remaining: "-2" }), { type: "debit", amount: "-3" });
    assert.deepEqual(observed({ remaining: "-2" }, { remaining: "-1" }), { type: "credit", amount: "1" });
  });

  it("a hold is no spending, and a captured hold is a debit", () => {
    assert.equal(observed({ remaining: "10", held: "0" }, { remaining: "7", held: "3" }), undefined);
    assert.deepEqual(observed({ remaining: "7", held: "3" }, { remaining: "8", held: "0" }), {
      type: "debit",
      amount: "-2",
    });
  });

  it("a meter that did not change, or is unlimited before or after, yields no entry", () => {
    for (const [before, after] of [
      ["5", "5"],
      [null, "5"],
      ["5", null],
      [null, null],
    ] as const) {
      assert.equal(observed({ remaining: before }, { remaining: after }), undefined);
    }
  });

  it("a new period is an adjustment: used fell, the limit is the same, the reset date passed", () => {
    const before = { remaining: "100", used: "900", limit: "1000", resetsAt: december };
    const after = { remaining: "995", used: "5", limit: "1000", resetsAt: january };
    assert.deepEqual(observed(before, after), { type: "adjustment", amount: "895", cause: "reset" });
  });

  it("a new period is an adjustment also where the reply has no reset date", () => {
    const before = { remaining: "100", used: "900", limit: "1000" };
    const after = { remaining: "1000", used: "0", limit: "1000" };
    assert.deepEqual(observed(before, after), { type: "adjustment", amount: "900", cause: "reset" });
  });

  it("a reset at the instant of the reading is a new period", () => {
    const before = { remaining: "1", used: "9", limit: "10", resetsAt: new Date(nowMs).toISOString() };
    assert.equal(observed(before, { remaining: "10", used: "0", limit: "10" })?.cause, "reset");
  });

  it("an increase before the reset date is a refund", () => {
    const before = { remaining: "100", used: "900", limit: "1000", resetsAt: january };
    const after = { remaining: "120", used: "880", limit: "1000", resetsAt: january };
    assert.deepEqual(observed(before, after), { type: "credit", amount: "20", cause: "returned" });
  });

  it("what leaves a rolling window without a date is given back or left the window, and never a top-up", () => {
    const used = (amount: number) => ({
      remaining: String(1000 - amount),
      used: String(amount),
      limit: "1000",
    });
    for (const [before, after] of [
      [900, 880],
      [900, 500],
      [40, 25],
    ] as const) {
      const change = observed(used(before), used(after));
      assert.deepEqual(change, { type: "credit", amount: String(before - after), cause: "returned" });
    }
    const withoutLimit = { remaining: "100", used: "900" };
    assert.equal(observed(withoutLimit, { remaining: "400", used: "600" })?.cause, "returned");
    assert.deepEqual(
      observed(withoutLimit, { remaining: "400", used: "900" }),
      { type: "credit", amount: "300" },
      "a top-up leaves what was used",
    );
  });

  it("an increase is a top-up when used did not fall, although a reset date passed", () => {
    const before = { remaining: "100", used: "900", limit: "1000", resetsAt: december };
    assert.equal(observed(before, { ...before, remaining: "600" })?.type, "credit");
    assert.equal(observed({ remaining: "1", resetsAt: december }, { remaining: "9" })?.type, "credit");
  });

  it("what falls out of a sliding window is an adjustment, no top-up, and what is used is a debit", () => {
    const at = (minutes: number) => new Date(nowMs + minutes * minuteMs).toISOString();
    const before = { remaining: "100", used: "900", limit: "1000", resetsAt: at(290) };
    const after = { remaining: "130", used: "870", limit: "1000", resetsAt: at(300) };
    assert.deepEqual(observed(before, after), { type: "adjustment", amount: "30", cause: "window" });
    assert.deepEqual(observed(before, { remaining: "90", used: "910", limit: "1000", resetsAt: at(300) }), {
      type: "debit",
      amount: "-10",
    });
  });

  it("the oldest use that leaves a window at its date is an adjustment, no top-up, with and without used", () => {
    const at = (minutes: number) => new Date(nowMs + minutes * minuteMs).toISOString();
    const window = (left: number, used: number | undefined, resetsAt: string) => ({
      remaining: String(left),
      limit: "1000",
      resetsAt,
      ...(used === undefined ? {} : { used: String(used) }),
    });
    for (const hasUsed of [true, false]) {
      const before = window(936, hasUsed ? 64 : undefined, at(-1));
      const after = window(940, hasUsed ? 60 : undefined, at(14));
      assert.deepEqual(observed(before, after), { type: "adjustment", amount: "4", cause: "window" });
      assert.equal(observed(before, { ...after, resetsAt: at(-1) })?.type, "credit", "the date stays");
      assert.equal(observed({ ...before, resetsAt: at(14) }, after)?.type, "credit", "before its date");
    }
  });

  it("a period that began while the lid was closed is a reset with unknown spending, no debit", () => {
    const before = { remaining: "900", used: "100", limit: "1000", resetsAt: december };
    const after = { remaining: "500", used: "500", limit: "1000", resetsAt: january };
    assert.deepEqual(observed(before, after, nowMs - 60 * 60 * minuteMs), {
      type: "adjustment",
      amount: "-400",
      cause: "reset",
    });
  });

  it("one credit that is given back is a credit, no reset", () => {
    const before = { remaining: "100", used: "900", limit: "1000" };
    assert.deepEqual(observed(before, { remaining: "101", used: "899", limit: "1000" }), {
      type: "credit",
      amount: "1",
      cause: "returned",
    });
  });

  it("a changed limit is an adjustment, up or down, whatever was used", () => {
    const before = { remaining: "100", used: "900", limit: "1000" };
    assert.deepEqual(observed(before, { remaining: "1100", used: "900", limit: "2000" }), {
      type: "adjustment",
      amount: "1000",
      cause: "limit",
    });
    assert.equal(observed(before, { remaining: "-400", used: "900", limit: "500" })?.amount, "-500");
    assert.equal(observed(before, { remaining: "9", used: "900", limit: null })?.cause, "limit");
  });

  it("a limit that only one of the replies gives is not a changed limit", () => {
    assert.deepEqual(observed({ remaining: "10", limit: "20" }, { remaining: "8" }), {
      type: "debit",
      amount: "-2",
    });
    assert.equal(observed({ remaining: "8" }, { remaining: "10", limit: "20" })?.type, "credit");
  });
});

describe("isSameReading", () => {
  const meter = values({ remaining: "5", used: "5", limit: "10", resetsAt: december });

  it("readings are the same by their values, whatever their reset dates", () => {
    assert.equal(isSameReading(meter, { ...meter }), true);
    assert.equal(isSameReading(meter, { ...meter, resetsAt: january }), true);
  });

  it("readings differ by each value, also by what is held", () => {
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
