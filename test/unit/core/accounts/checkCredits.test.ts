import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { checkCredits } from "../../../../src/core/accounts/checkCredits.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { credits } from "../../../../src/core/money/unit.ts";
import type { FailureKind } from "../../../../src/core/readings/failure.ts";
import type { Snapshot } from "../../../../src/core/readings/snapshot.ts";
import { meterOf, nowMs, snapshotOf, statusOf } from "../../../helpers/accountStatus.ts";

function check(snapshot: Snapshot | undefined, amount: string, meterId?: string) {
  return checkCredits(statusOf(snapshot ? { snapshot } : {}), amountOf(amount), meterId, nowMs);
}

const left = (remaining: string | null, more: Partial<Snapshot> = {}) =>
  snapshotOf([meterOf(remaining)], more);

describe("checkCredits", () => {
  it("checkCredits says yes to exactly the remaining amount", () => {
    assert.deepEqual(check(left("12.345678"), "12.345678"), {
      verdict: "yes",
      reason: "enough",
      amount: "12.345678",
      unit: credits,
      remaining: "12.345678",
      readAtMs: nowMs,
      difference: "0",
      meter: meterOf("12.345678"),
    });
  });

  it("checkCredits says no one last digit above it, and gives the missing amount", () => {
    const { verdict, reason, difference } = check(left("12.345678"), "12.3456780000000000000000000001");
    assert.deepEqual(
      { verdict, reason, difference },
      { verdict: "no", reason: "notEnough", difference: amountOf("1e-28") },
    );
  });

  it("checkCredits gives the amount that would be left", () => {
    assert.equal(check(left("3766"), "766").difference, "3000");
  });

  it("checkCredits says yes to zero credits at zero, and no while in debt", () => {
    assert.equal(check(left("0"), "0").verdict, "yes");
    assert.equal(check(left("-0.01"), "0").verdict, "no");
    assert.equal(check(left("-3"), "2").difference, "5");
  });

  it("checkCredits says yes to any amount of an unlimited meter", () => {
    const { verdict, reason, remaining, difference } = check(left(null), "9".repeat(40));
    assert.deepEqual(
      { verdict, reason, remaining, difference },
      { verdict: "yes", reason: "unlimited", remaining: null, difference: undefined },
    );
  });

  it("checkCredits says no while the account is blocked, also when it is unlimited", () => {
    for (const snapshot of [left("763", { isBlocked: true }), left(null, { isBlocked: true })]) {
      assert.deepEqual([check(snapshot, "1").verdict, check(snapshot, "1").reason], ["no", "blocked"]);
    }
  });

  it("checkCredits says no from the instant of expiry on", () => {
    const at = (expiresAt: string) => check(left(null, { expiresAt }), "1");
    assert.deepEqual(
      [at("2026-11-14T10:05:00.000Z").verdict, at("2026-11-14T10:05:00.000Z").reason],
      ["no", "expired"],
    );
    assert.equal(at("2026-11-14T10:05:00.001Z").verdict, "yes");
  });

  it("checkCredits says unknown before the first reading", () => {
    assert.deepEqual(check(undefined, "1"), { verdict: "unknown", reason: "neverRead", amount: "1" });
  });

  it("checkCredits says unknown for a meter that does not exist", () => {
    const { verdict, reason } = check(left("5"), "1", "gone");
    assert.deepEqual({ verdict, reason }, { verdict: "unknown", reason: "noSuchMeter" });
  });

  it("checkCredits checks the headline meter, or the meter that is named", () => {
    const two = snapshotOf([
      meterOf("763", "1000", { id: "quota" }),
      meterOf("42.5", undefined, { id: "balance" }),
    ]);
    assert.equal(check(two, "100").verdict, "yes");
    assert.equal(check(two, "100", "balance").verdict, "no");
    assert.equal(check(two, "100", "balance").remaining, "42.5");
    const reordered = statusOf({ snapshot: two, account: { meters: ["balance"] } });
    assert.equal(checkCredits(reordered, amountOf("100"), undefined, nowMs).verdict, "no");
    assert.equal(checkCredits(reordered, amountOf("100"), "quota", nowMs).verdict, "yes");
  });
});

describe("checkCredits with a reading that says nothing about now", () => {
  const reasonOf = (failure: FailureKind | undefined, ageMs = 0, snapshot = left("763")) => {
    const status = statusOf({ snapshot, ...(failure ? { failure } : {}) });
    const { verdict, reason } = checkCredits(status, amountOf("1"), undefined, nowMs + ageMs);
    return [verdict, reason];
  };
  const twoIntervalsMs = 600_000;

  for (const kind of ["keyRejected", "keyMissing", "blockedOrigin", "forbidden"] as const) {
    it(`checkCredits says unknown after the failure ${kind}, also with a new reading, and names it`, () => {
      assert.deepEqual(reasonOf(kind), ["unknown", "keyUnusable"]);
      assert.deepEqual(reasonOf(kind, 0, left("0")), ["unknown", "keyUnusable"]);
      const check = checkCredits(
        statusOf({ snapshot: left("763"), failure: kind }),
        amountOf("1"),
        undefined,
        nowMs,
      );
      assert.equal(check.failure?.kind, kind);
      assert.equal(check.remaining, "763");
    });
  }

  for (const kind of ["unreachable", "timeout", "rateLimited", "providerError", "badResponse"] as const) {
    it(`checkCredits answers for two intervals after a reading, whatever ${kind} says, and then says unknown`, () => {
      assert.deepEqual(reasonOf(kind, twoIntervalsMs), ["yes", "enough"]);
      assert.deepEqual(reasonOf(kind, twoIntervalsMs + 1), ["unknown", "outdated"]);
      assert.deepEqual(reasonOf(kind, twoIntervalsMs + 1, left(null)), ["unknown", "outdated"]);
      assert.deepEqual(reasonOf(kind, twoIntervalsMs + 1, left("0")), ["unknown", "outdated"]);
      assert.deepEqual(reasonOf(kind, 30 * 86_400_000, left("9", { isBlocked: true })), [
        "unknown",
        "outdated",
      ]);
    });
  }

  it("checkCredits says unknown for a period that is over, with the meter, also without a failure", () => {
    const quota = meterOf("763", "1000", { resetsAt: new Date(nowMs + 120_000).toISOString() });
    const status = statusOf({ snapshot: snapshotOf([quota]) });
    const before = checkCredits(status, amountOf("1"), undefined, nowMs + 119_999);
    const after = checkCredits(status, amountOf("1"), undefined, nowMs + 120_000);
    assert.equal(before.verdict, "yes");
    assert.deepEqual([after.verdict, after.reason, after.meter?.id], ["unknown", "periodOver", "credits"]);
    const blocked = statusOf({ snapshot: snapshotOf([quota], { isBlocked: true }) });
    assert.equal(checkCredits(blocked, amountOf("1"), undefined, nowMs + 120_000).verdict, "unknown");
  });

  it("checkCredits still says yes by a pool whose period goes on, and never past a limit whose period is over", () => {
    const resetsAt = new Date(nowMs + 120_000).toISOString();
    const spent = meterOf("0", "1000", { id: "quota", role: "pool", resetsAt });
    const balance = meterOf("50", undefined, { id: "balance", role: "pool" });
    const limit = meterOf("900", "1000", { id: "day", role: "limit", resetsAt });
    const verdictOf = (meters: Parameters<typeof snapshotOf>[0], amount: string) =>
      checkCredits(statusOf({ snapshot: snapshotOf(meters) }), amountOf(amount), undefined, nowMs + 120_000)
        .verdict;
    assert.equal(verdictOf([spent, balance], "50"), "yes");
    assert.equal(verdictOf([spent, balance], "51"), "unknown");
    assert.equal(verdictOf([limit, balance], "1"), "unknown");
  });
});
