import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { headlineMeter, isStatusStale, statusLevel } from "../../../../src/core/accounts/accountStatus.ts";
import { meterOf, nowMs, snapshotOf, statusOf } from "../../../helpers/accountStatus.ts";

const snapshot = snapshotOf([
  meterOf("763", "1000", { id: "quota" }),
  meterOf("0", undefined, { id: "balance" }),
]);

describe("the meters of an account", () => {
  it("chosen meters keep the order of the setting, and the first one decides the level", () => {
    const status = statusOf({ snapshot, account: { meters: ["balance", "quota"] } });
    assert.equal(headlineMeter(status)?.id, "balance");
    assert.equal(statusLevel(status), "empty");
  });

  it("all meters are shown when the account chooses none, or only unknown ones", () => {
    assert.equal(headlineMeter(statusOf({ snapshot }))?.id, "quota");
    assert.equal(headlineMeter(statusOf({ snapshot, account: { meters: [] } }))?.id, "quota");
    assert.equal(headlineMeter(statusOf({ snapshot, account: { meters: ["gone"] } }))?.id, "quota");
    assert.equal(statusLevel(statusOf({ snapshot, account: { meters: ["gone"] } })), "ok");
  });
});

describe("isStatusStale", () => {
  const twoIntervalsMs = 600_000;

  it("a good reading becomes stale once more than two intervals have passed", () => {
    assert.equal(isStatusStale(statusOf({ snapshot }), nowMs + twoIntervalsMs), false);
    assert.equal(isStatusStale(statusOf({ snapshot }), nowMs + twoIntervalsMs + 1), true);
  });

  it("a failed attempt makes the status stale at once, also before the first reading", () => {
    assert.equal(isStatusStale(statusOf({ snapshot, failure: "timeout" }), nowMs), true);
    assert.equal(isStatusStale(statusOf({ failure: "timeout" }), nowMs), true);
  });

  it("an account that was never read is not stale and has an unknown level", () => {
    assert.equal(isStatusStale(statusOf({}), nowMs), false);
    assert.equal(statusLevel(statusOf({})), "unknown");
    assert.equal(headlineMeter(statusOf({})), undefined);
  });
});
