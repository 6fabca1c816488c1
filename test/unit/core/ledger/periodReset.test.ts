import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { expectedReset, isPeriodReset, type PeriodValues } from "../../../../src/core/ledger/periodReset.ts";
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

  it("only a decrease to under a tenth is a reset up to three hours before or after the date", () => {
    for (const lateMs of [-3 * hourMs, -minuteMs, 20 * minuteMs, 3 * hourMs]) {
      assert.equal(isReset("900", "89", lateMs), true, String(lateMs));
      assert.equal(isReset("900", "90", lateMs), false, String(lateMs));
    }
  });

  it("no decrease long before the date is a reset, and any decrease long after it is one", () => {
    assert.equal(isReset("900", "0", -3 * hourMs - 1), false);
    assert.equal(isReset("900", "600", 3 * hourMs + 1), true);
  });

  it("any decrease is a reset where no date is given, and none where used is not given", () => {
    const at = { sinceMs: 0, nowMs: dueMs };
    assert.equal(isPeriodReset(values("9"), values("8"), at), true);
    assert.equal(isPeriodReset(values(undefined, due), values("8"), at), false);
    assert.equal(isPeriodReset(values("9", due), values(undefined), at), false);
  });
});

describe("expectedReset", () => {
  const awaited = (before: PeriodValues, after: PeriodValues, lateMs: number) =>
    expectedReset(before, after, dueMs + lateMs);

  it("the reset date that has come stays expected for three hours, while used does not fall", () => {
    for (const used of ["900", "901"]) {
      assert.equal(awaited(values("900", due), values(used, next), 0), due);
      assert.equal(awaited(values("900", due), values(used, next), 3 * hourMs), due);
      assert.equal(awaited(values("900", due), values(used, next), 3 * hourMs + 1), next);
    }
    assert.equal(awaited(values("900", due), values("3", next), minuteMs), next);
  });

  it("the last read date is expected if the old one is ahead, the new one missing or within a day", () => {
    assert.equal(awaited(values("900", due), values("900", next), -1), next);
    assert.equal(awaited(values("900", due), values("900"), minuteMs), undefined);
    assert.equal(awaited(values("900"), values("900", next), minuteMs), next);
    const tomorrow = instantOf(dueMs + 24 * hourMs);
    assert.equal(awaited(values("900", due), values("900", tomorrow), minuteMs), tomorrow);
  });
});
