import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { checkCredits } from "../../../../src/core/accounts/checkCredits.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { credits } from "../../../../src/core/money/unit.ts";
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
