import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { headlineMeter, isStatusStale, statusLevel } from "../../../../src/core/accounts/accountStatus.ts";
import { meterOf, nowMs, snapshotOf, statusOf } from "../../../helpers/accountStatus.ts";

const snapshot = snapshotOf([
  meterOf("763", "1000", { id: "quota" }),
  meterOf("0", undefined, { id: "balance" }),
]);

describe("the meters that an account names", () => {
  it("come in its order, and the first of them decides", () => {
    const status = statusOf({ snapshot, account: { meters: ["balance", "quota"] } });
    assert.equal(headlineMeter(status)?.id, "balance");
    assert.equal(statusLevel(status), "empty");
  });

  it("are all of them when it names none, or only unknown ones", () => {
    assert.equal(headlineMeter(statusOf({ snapshot }))?.id, "quota");
    assert.equal(headlineMeter(statusOf({ snapshot, account: { meters: [] } }))?.id, "quota");
    assert.equal(headlineMeter(statusOf({ snapshot, account: { meters: ["gone"] } }))?.id, "quota");
    assert.equal(statusLevel(statusOf({ snapshot, account: { meters: ["gone"] } })), "ok");
  });
});

describe("isStatusStale", () => {
  const twoIntervalsMs = 600_000;

  it("waits for more than two intervals to pass", () => {
    assert.equal(isStatusStale(statusOf({ snapshot }), nowMs + twoIntervalsMs), false);
    assert.equal(isStatusStale(statusOf({ snapshot }), nowMs + twoIntervalsMs + 1), true);
  });

  it("follows at once from a failed attempt, also before the first reading", () => {
    assert.equal(isStatusStale(statusOf({ snapshot, failure: "timeout" }), nowMs), true);
    assert.equal(isStatusStale(statusOf({ failure: "timeout" }), nowMs), true);
  });

  it("is no matter of an account that was never read", () => {
    assert.equal(isStatusStale(statusOf({}), nowMs), false);
    assert.equal(statusLevel(statusOf({})), "unknown");
    assert.equal(headlineMeter(statusOf({})), undefined);
  });
});
