import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { sortBySeverity } from "../../../../src/core/accounts/sortBySeverity.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { meterOf, nowMs, runwayOf, snapshotOf, statusOf } from "../../../helpers/accountStatus.ts";

function order(...statuses: readonly ReturnType<typeof statusOf>[]): string[] {
  return sortBySeverity(statuses, nowMs).map(({ account }) => account.id);
}

const at = (id: string, remaining: string | null, limit?: string, failure?: "keyRejected" | "timeout") =>
  statusOf({ id, snapshot: snapshotOf([meterOf(remaining, limit)]), ...(failure ? { failure } : {}) });

describe("sortBySeverity", () => {
  it("empty accounts come before keys that need the user, low, ok and never read accounts", () => {
    const statuses = [
      statusOf({ id: "unread" }),
      at("ok", "900", "1000"),
      at("key", "900", "1000", "keyRejected"),
      at("low", "50", "1000"),
      at("empty", "0", "1000"),
    ];
    assert.deepEqual(order(...statuses), ["empty", "key", "low", "ok", "unread"]);
    assert.deepEqual(order(...statuses.reverse()), ["empty", "key", "low", "ok", "unread"]);
  });

  it("an address that needs the user counts before any reading too, a key on another machine comes last", () => {
    const missing = statusOf({ id: "missing", failure: "keyMissing" });
    const blocked = statusOf({ id: "blocked", failure: "blockedOrigin" });
    const offline = statusOf({ id: "offline", failure: "unreachable" });
    const slow = at("slow", "900", "1000", "timeout");
    assert.deepEqual(order(offline, slow, missing, blocked), ["blocked", "slow", "offline", "missing"]);
  });

  it("an empty account comes first although its key is rejected", () => {
    assert.deepEqual(order(at("low", "1", "1000"), at("both", "0", "1000", "keyRejected")), ["both", "low"]);
  });

  it("accounts of one level are sorted by the remaining share of the limit, not by the amount", () => {
    assert.deepEqual(order(at("most", "20", "25"), at("least", "300", "1000"), at("half", "5", "10")), [
      "least",
      "half",
      "most",
    ]);
  });

  it("accounts in debt are sorted by the size of the debt", () => {
    assert.deepEqual(order(at("zero", "0", "10"), at("deep", "-9", "10"), at("shallow", "-1", "10")), [
      "deep",
      "shallow",
      "zero",
    ]);
  });

  it("accounts of one level are sorted by what runs out first, and then by what is left of the highest amount", () => {
    const lasting = (id: string, days: number) =>
      statusOf({ id, snapshot: snapshotOf([meterOf("900", "1000")]), runway: runwayOf(days, days) });
    const prepaid = (id: string, remaining: string) =>
      statusOf({ id, snapshot: snapshotOf([meterOf(remaining, undefined, { full: amountOf("100") })]) });
    assert.deepEqual(
      order(
        at("tenth", "110", "1000"),
        prepaid("half", "50"),
        lasting("month", 30),
        lasting("week", 8),
        prepaid("fifth", "20"),
      ),
      ["week", "month", "tenth", "fifth", "half"],
    );
  });

  it("accounts without a limit come after those with one, in the given order", () => {
    assert.deepEqual(order(at("b", "1"), at("a", null), at("limited", "10", "10")), ["limited", "b", "a"]);
  });

  it("sortBySeverity does not change the given list", () => {
    const statuses = [at("ok", "9", "10"), at("empty", "0", "10")];
    sortBySeverity(statuses, nowMs);
    assert.deepEqual(
      statuses.map(({ account }) => account.id),
      ["ok", "empty"],
    );
  });
});
