import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  expectedReset,
  isPeriodReset,
  isSlidingWindow,
  type PeriodValues,
} from "../../../../src/core/ledger/periodReset.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { hourMs, minuteMs } from "../../../../src/core/time/durations.ts";
import { instantOf } from "../../../../src/core/time/instant.ts";

const dueMs = Date.UTC(2026, 11, 1);
const due = instantOf(dueMs);
const next = "2027-01-01T00:00:00.000Z";

function values(used: string | undefined, resetsAt?: string): PeriodValues {
  return {
    ...(used === undefined ? {} : { used: amountOf(used) }),
    ...(resetsAt === undefined ? {} : { resetsAt }),
  };
}

describe("isPeriodReset", () => {
  /** Two readings `pauseMs` apart, the second `lateMs` after the reset date. */
  const isReset = (before: string, after: string, lateMs: number, pauseMs = 10 * minuteMs) =>
    isPeriodReset(values(before, due), values(after, due), {
      sinceMs: dueMs + lateMs - pauseMs,
      nowMs: dueMs + lateMs,
    });

  it("any decrease of used between two readings around the reset date is a reset", () => {
    assert.equal(isReset("900", "5", 5 * minuteMs), true);
    assert.equal(isReset("900", "600", 5 * minuteMs), true);
    assert.equal(isReset("900", "600", 240 * hourMs, 300 * hourMs), true);
    assert.equal(isReset("900", "900", 5 * minuteMs), false);
    assert.equal(isReset("900", "901", 5 * minuteMs), false);
  });

  it("only a decrease to under a tenth is a reset up to fourteen hours before or after the date", () => {
    for (const lateMs of [-14 * hourMs, -9 * hourMs, -minuteMs, 20 * minuteMs, 8 * hourMs, 14 * hourMs]) {
      assert.equal(isReset("900", "89", lateMs), true, String(lateMs));
      assert.equal(isReset("900", "90", lateMs), false, String(lateMs));
    }
  });

  it("no decrease long before the date is a reset, and a decrease long after it is one", () => {
    assert.equal(isReset("900", "0", -14 * hourMs - 1), false);
    assert.equal(isReset("900", "600", 14 * hourMs + 1), true);
  });

  it("one credit that is given back is a refund, with a date, at the date and without one", () => {
    assert.equal(isReset("900", "899", 5 * minuteMs), false);
    assert.equal(isReset("900", "899", -hourMs), false);
    assert.equal(isReset("900", "899", 20 * hourMs), false);
    const at = { sinceMs: dueMs - hourMs, nowMs: dueMs };
    assert.equal(isPeriodReset(values("9"), values("8"), at), false);
    const of = (remaining: string, used: string): PeriodValues => ({
      ...values(used),
      remaining: amountOf(remaining),
      limit: amountOf("1000"),
    });
    assert.equal(isPeriodReset(of("100", "900"), of("101", "899"), at), false);
  });

  it("one credit of few that were used, given back, is a refund where no date is given", () => {
    const at = { sinceMs: dueMs - hourMs, nowMs: dueMs };
    const of = (remaining: string, used: string): PeriodValues => ({
      ...values(used),
      remaining: amountOf(remaining),
      limit: amountOf("100"),
    });
    assert.equal(isPeriodReset(of("99", "1"), of("100", "0"), at), false);
    assert.equal(isPeriodReset(of("95", "5"), of("96", "4"), at), false);
    assert.equal(isPeriodReset(of("95", "5"), of("100", "0"), at), true);
  });

  it("after a pause around the date, a fall to under a half is a reset", () => {
    for (const lateMs of [-9 * hourMs, 8 * hourMs]) {
      assert.equal(isReset("900", "449", lateMs, hourMs), true, String(lateMs));
      assert.equal(isReset("900", "450", lateMs, hourMs), false, String(lateMs));
      assert.equal(isReset("900", "449", lateMs, hourMs - 1), false, String(lateMs));
    }
  });

  it("a day that the change of clocks makes 23 hours long is a period", () => {
    const day = (hours: number) => instantOf(dueMs + hours * hourMs);
    const of = (remaining: string, resetsAt: string): PeriodValues => ({
      remaining: amountOf(remaining),
      limit: amountOf("100"),
      resetsAt,
    });
    const at = { sinceMs: dueMs - hourMs, nowMs: dueMs + hourMs };
    assert.equal(isPeriodReset(of("20", due), of("90", day(23)), at), true);
    assert.equal(isPeriodReset(of("20", due), of("90", day(5)), at), false);
  });

  it("a large decrease is a reset where no date is given, and none where nothing is known of it", () => {
    const at = { sinceMs: 0, nowMs: dueMs };
    assert.equal(isPeriodReset(values("900"), values("5"), at), true);
    assert.equal(isPeriodReset(values(undefined, due), values("8"), at), false);
    assert.equal(isPeriodReset(values("9", due), values(undefined), at), false);
  });

  const left = (remaining: string, more: PeriodValues = {}): PeriodValues => ({
    remaining: amountOf(remaining),
    limit: amountOf("3000"),
    ...more,
  });
  const minutes = (lateMs: number, pauseMs = 10 * minuteMs) => ({
    sinceMs: dueMs + lateMs - pauseMs,
    nowMs: dueMs + lateMs,
  });

  it("a meter without used resets too: all is left again around its date, in the provider's zone", () => {
    const full = left("3000", { resetsAt: next });
    assert.equal(isPeriodReset(left("120", { resetsAt: due }), full, minutes(5 * minuteMs)), true);
    for (const hours of [-9, -5, 3, 8]) {
      assert.equal(
        isPeriodReset(left("120", { resetsAt: due }), full, minutes(hours * hourMs)),
        true,
        String(hours),
      );
    }
    // Some of it is used already, or there is no limit: the date moved on.
    assert.equal(
      isPeriodReset(left("120", { resetsAt: due }), left("2500", { resetsAt: next }), minutes(5 * minuteMs)),
      true,
    );
    // Without a date, far from it, not up to the limit, or by little: a top-up or a refund.
    assert.equal(isPeriodReset(left("120"), left("3000"), minutes(0)), false);
    assert.equal(isPeriodReset(left("120", { resetsAt: next }), full, minutes(0)), false);
    assert.equal(isPeriodReset(left("120"), left("2500"), minutes(0)), false);
    assert.equal(isPeriodReset(left("2999"), left("3000"), minutes(0)), false);
  });

  it("used that rose while the lid was closed for days across the date is a reset", () => {
    const before = { ...left("2900", { resetsAt: due }), used: amountOf("100") };
    const after = { ...left("2500", { resetsAt: next }), used: amountOf("500") };
    assert.equal(isPeriodReset(before, after, minutes(60 * hourMs, 80 * hourMs)), true);
    assert.equal(isPeriodReset(before, after, minutes(5 * hourMs, 80 * hourMs)), true);
    // Minutes after the date the provider may be late, and the reset is still awaited.
    assert.equal(isPeriodReset(before, after, minutes(5 * minuteMs)), false);
  });

  it("a top-up to the limit that leaves used as it was is no reset", () => {
    const before = { ...left("1000"), used: amountOf("900") };
    assert.equal(isPeriodReset(before, { ...left("3000"), used: amountOf("900") }, minutes(0)), false);
  });
});

describe("isSlidingWindow", () => {
  const at = (atMs: number): PeriodValues => ({ resetsAt: instantOf(atMs) });
  const span = { sinceMs: dueMs, nowMs: dueMs + 5 * minuteMs };

  it("a reset date that moves on with the clock is that of a sliding window", () => {
    assert.equal(isSlidingWindow(at(dueMs + 5 * hourMs), at(dueMs + 5 * hourMs + 5 * minuteMs), span), true);
    assert.equal(isSlidingWindow(at(dueMs + 5 * hourMs), at(dueMs + 5 * hourMs + 6 * minuteMs), span), true);
    assert.equal(isSlidingWindow(at(dueMs + 5 * hourMs), at(dueMs + 5 * hourMs), span), false);
    assert.equal(isSlidingWindow(at(dueMs), at(dueMs + 720 * hourMs), span), false);
    assert.equal(isSlidingWindow({}, at(dueMs), span), false);
  });
});

describe("expectedReset", () => {
  const awaited = (before: PeriodValues, after: PeriodValues, lateMs: number) =>
    expectedReset(before, after, dueMs + lateMs);

  it("the reset date that has come stays expected for fourteen hours, while used does not fall", () => {
    for (const used of ["900", "901"]) {
      assert.equal(awaited(values("900", due), values(used, next), 0), due);
      assert.equal(awaited(values("900", due), values(used, next), 14 * hourMs), due);
      assert.equal(awaited(values("900", due), values(used, next), 14 * hourMs + 1), next);
    }
    assert.equal(awaited(values("900", due), values("3", next), minuteMs), next);
  });

  it("the last read date is expected if the old one is ahead, the new one missing or within a day", () => {
    assert.equal(awaited(values("900", due), values("900", next), -1), next);
    assert.equal(awaited(values("900", due), values("900"), minuteMs), undefined);
    assert.equal(awaited(values("900"), values("900", next), minuteMs), next);
    for (const hours of [23, 24, 25]) {
      const tomorrow = instantOf(dueMs + hours * hourMs);
      assert.equal(awaited(values("900", due), values("900", tomorrow), minuteMs), tomorrow);
    }
  });
});
