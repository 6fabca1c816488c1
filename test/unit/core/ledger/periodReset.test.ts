import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { expectedReset, isPeriodReset, type PeriodValues } from "../../../../src/core/ledger/periodReset.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { instantOf } from "../../../../src/core/time/instant.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
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
  /** Of two readings ten minutes apart, the second so long after the date. */
  const isReset = (before: string, after: string, lateMs: number, pauseMs = 10 * minuteMs) =>
    isPeriodReset(values(before, due), values(after, due), {
      sinceMs: dueMs + lateMs - pauseMs,
      nowMs: dueMs + lateMs,
    });

  it("is any fall of what was used between whose readings the date lies", () => {
    assert.equal(isReset("900", "5", 5 * minuteMs), true);
    assert.equal(isReset("900", "600", 5 * minuteMs), true);
    assert.equal(isReset("900", "600", 240 * hourMs, 300 * hourMs), true);
    assert.equal(isReset("900", "900", 5 * minuteMs), false);
    assert.equal(isReset("900", "901", 5 * minuteMs), false);
  });

  it("is only a fall to under a tenth up to three hours before or after the date", () => {
    for (const lateMs of [-3 * hourMs, -minuteMs, 20 * minuteMs, 3 * hourMs]) {
      assert.equal(isReset("900", "89", lateMs), true, String(lateMs));
      assert.equal(isReset("900", "90", lateMs), false, String(lateMs));
    }
  });

  it("is none long before the date, whatever fell, and is one long after it", () => {
    assert.equal(isReset("900", "0", -3 * hourMs - 1), false);
    assert.equal(isReset("900", "600", 3 * hourMs + 1), true);
  });

  it("is any fall where no date is told, and nothing where no use is", () => {
    const at = { sinceMs: 0, nowMs: dueMs };
    assert.equal(isPeriodReset(values("9"), values("8"), at), true);
    assert.equal(isPeriodReset(values(undefined, due), values("8"), at), false);
    assert.equal(isPeriodReset(values("9", due), values(undefined), at), false);
  });
});

describe("awaitedReset", () => {
  const awaited = (before: PeriodValues, after: PeriodValues, lateMs: number) =>
    expectedReset(before, after, dueMs + lateMs);

  it("is the date that came, for three hours, while no less is used", () => {
    for (const used of ["900", "901"]) {
      assert.equal(awaited(values("900", due), values(used, next), 0), due);
      assert.equal(awaited(values("900", due), values(used, next), 3 * hourMs), due);
      assert.equal(awaited(values("900", due), values(used, next), 3 * hourMs + 1), next);
    }
    assert.equal(awaited(values("900", due), values("3", next), minuteMs), next);
  });

  it("is what was read last where the date did not come yet, is not told, or returns within a day", () => {
    assert.equal(awaited(values("900", due), values("900", next), -1), next);
    assert.equal(awaited(values("900", due), values("900"), minuteMs), undefined);
    assert.equal(awaited(values("900"), values("900", next), minuteMs), next);
    const tomorrow = instantOf(dueMs + 24 * hourMs);
    assert.equal(awaited(values("900", due), values("900", tomorrow), minuteMs), tomorrow);
  });
});
