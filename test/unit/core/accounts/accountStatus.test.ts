import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Threshold } from "../../../../src/core/accounts/account.ts";
import { marksOf } from "../../../../src/core/accounts/accountMark.ts";
import type { Level } from "../../../../src/core/accounts/accountState.ts";
import {
  headlineMeter,
  isStatusStale,
  levelOf,
  markedAccount,
  statusLevel,
} from "../../../../src/core/accounts/accountStatus.ts";
import { requests } from "../../../../src/core/money/unit.ts";
import { meterOf, nowMs, runwayOf, snapshotOf, statusOf } from "../../../helpers/accountStatus.ts";

const snapshot = snapshotOf([
  meterOf("763", "1000", { id: "quota" }),
  meterOf("0", undefined, { id: "balance" }),
]);

describe("the meters of an account", () => {
  it("chosen meters keep the order of the setting, and the first one decides the level", () => {
    const status = statusOf({ snapshot, account: { meters: ["balance", "quota"] } });
    assert.equal(headlineMeter(status)?.id, "balance");
    assert.equal(statusLevel(status, nowMs), "empty");
  });

  it("all meters are shown when the account chooses none, or only unknown ones", () => {
    assert.equal(headlineMeter(statusOf({ snapshot }))?.id, "quota");
    assert.equal(headlineMeter(statusOf({ snapshot, account: { meters: [] } }))?.id, "quota");
    assert.equal(headlineMeter(statusOf({ snapshot, account: { meters: ["gone"] } }))?.id, "quota");
    assert.equal(statusLevel(statusOf({ snapshot, account: { meters: ["gone"] } }), nowMs), "ok");
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
    assert.equal(statusLevel(statusOf({}), nowMs), "unknown");
    assert.equal(headlineMeter(statusOf({})), undefined);
  });
});

describe("the level of a status", () => {
  const prepaid = (more: Parameters<typeof statusOf>[0] = {}) =>
    statusLevel(statusOf({ snapshot: snapshotOf([meterOf("900")]), ...more }), nowMs);

  it("an account that cannot be read keeps its level, and is never said to be ok", () => {
    assert.equal(prepaid(), "ok");
    for (const failure of ["keyRejected", "providerError", "rateLimited", "unreachable"] as const) {
      assert.equal(prepaid({ failure }), "ok");
      const marked = markedAccount(statusOf({ snapshot: snapshotOf([meterOf("900")]), failure }), nowMs);
      assert.ok(!marksOf(marked).includes("ok"), failure);
      assert.equal(prepaid({ failure, account: { low: { below: "901" } } }), "low");
      assert.equal(prepaid({ failure, snapshot: snapshotOf([meterOf("0")]) }), "empty");
    }
  });

  it("a prepaid balance that lasts less than a week is low", () => {
    assert.equal(prepaid({ runway: runwayOf(5, 8) }), "low");
    assert.equal(prepaid({ runway: runwayOf(6, 9) }), "ok");
    assert.equal(prepaid({ runway: { kind: "lasts", meterIds: ["credits"] } }), "ok");
    assert.equal(prepaid({ runway: { ...runwayOf(1, 2), kind: "notEnoughData", reason: "tooShort" } }), "ok");
  });

  it("a week decides nothing where there is a floor, a limit, an automatic top-up or another pool", () => {
    const runway = runwayOf(1, 2);
    const reserve = meterOf("40", undefined, { id: "other", unit: requests, role: "pool" });
    const first = meterOf("900", undefined, { role: "pool" });
    assert.equal(prepaid({ runway, account: { low: { below: "5" } } }), "ok");
    assert.equal(prepaid({ runway, snapshot: snapshotOf([meterOf("900", "1000")]) }), "ok");
    assert.equal(prepaid({ runway, snapshot: snapshotOf([meterOf("900")], { autoTopUp: {} }) }), "ok");
    assert.equal(prepaid({ runway, snapshot: snapshotOf([first, reserve]) }), "ok");
    assert.equal(prepaid({ runway, snapshot: snapshotOf([first]) }), "low");
  });

  it("the runway of what is only information decides nothing", () => {
    const information = meterOf("5", undefined, { id: "shown", role: "info" });
    const snapshot = snapshotOf([meterOf("900", undefined, { role: "pool" }), information]);
    assert.equal(prepaid({ snapshot, runway: runwayOf(1, 2, ["shown"]) }), "ok");
  });
});

describe("the level after a period", () => {
  const at = (minutes: number) => new Date(nowMs + minutes * 60_000).toISOString();
  const level = (meters: Parameters<typeof snapshotOf>[0], laterMs: number, more = {}) =>
    statusLevel(statusOf({ snapshot: snapshotOf(meters, more) }), nowMs + laterMs);

  it("the level is unknown from the instant on at which the period ends, until the next reading", () => {
    const quotaOf = (remaining: string) => meterOf(remaining, "1000", { resetsAt: at(2) });
    assert.equal(level([quotaOf("0")], 119_999), "empty");
    assert.equal(level([quotaOf("0")], 120_000), "unknown");
    assert.equal(level([quotaOf("900")], 120_000), "unknown");
    assert.equal(level([quotaOf("0")], 120_000, { isBlocked: true }), "unknown");
  });

  it("a date that was past when it was read ends no period", () => {
    assert.equal(level([meterOf("900", "1000", { resetsAt: at(-2) })], 120_000), "ok");
    assert.equal(level([meterOf("900", "1000", { resetsAt: at(0) })], 120_000), "ok");
  });

  it("the end of a period that decides nothing leaves the level", () => {
    const balance = meterOf("42.5", undefined, { id: "balance", role: "pool" });
    const quota = meterOf("0", "1000", { id: "quota", role: "pool", resetsAt: at(2) });
    const information = meterOf("0", "1000", { id: "quota", role: "info", resetsAt: at(2) });
    assert.equal(level([quota, balance], 120_000), "ok");
    assert.equal(level([balance, information], 120_000), "ok");
  });
});

describe("levelOf", () => {
  type Row = readonly [
    remaining: string | null,
    limit: string | null | undefined,
    threshold: Threshold | undefined,
    Level,
  ];
  const rows: readonly Row[] = [
    ["3766", "5000", undefined, "ok"],
    ["500", "5000", undefined, "ok"],
    ["499.999999", "5000", undefined, "low"],
    ["0.000001", undefined, undefined, "ok"],
    ["0.000001", null, undefined, "ok"],
    ["0", undefined, undefined, "empty"],
    ["-0.004321", undefined, undefined, "empty"],
    [null, null, undefined, "ok"],
    ["100", undefined, { below: "100" }, "ok"],
    ["99.99", undefined, { below: "100" }, "low"],
    ["9", undefined, { below: "10" }, "low"],
    [null, null, { below: "100", percent: 50 }, "ok"],
    ["250", "1000", { percent: 25 }, "ok"],
    ["249", "1000", { percent: 25 }, "low"],
    ["249", undefined, { percent: 25 }, "ok"],
    ["1", "1000", { percent: 0 }, "ok"],
    ["1", "1000", { below: "0.5" }, "ok"],
    ["200", "1000", { below: "100", percent: 25 }, "low"],
    ["90", "100", { below: "100", percent: 25 }, "low"],
    ["0", "1000", { percent: 0 }, "empty"],
    ["5", "0", undefined, "ok"],
  ];
  for (const [remaining, limit, threshold, level] of rows) {
    const where = `${remaining ?? "unlimited"} of ${limit ?? "no limit"}, threshold ${JSON.stringify(threshold) ?? "default"}`;
    it(`the level is ${level} at ${where}`, () => {
      assert.equal(levelOf(snapshotOf([meterOf(remaining, limit)]), threshold), level);
    });
  }

  it("the level is unknown before the first reading, whatever the threshold", () => {
    assert.equal(levelOf(undefined, undefined), "unknown");
    assert.equal(levelOf(undefined, { below: "1" }), "unknown");
  });

  it("the level of a blocked account is empty, whatever remains", () => {
    assert.equal(levelOf(snapshotOf([meterOf("763", "1000")], { isBlocked: true }), undefined), "empty");
    assert.equal(levelOf(snapshotOf([meterOf(null, null)], { isBlocked: true }), undefined), "empty");
  });

  describe("levelOf with several meters", () => {
    const balance = (remaining: string) => meterOf(remaining, undefined, { id: "balance" });
    const quota = (remaining: string) => meterOf(remaining, "1000", { id: "quota" });

    it("the headline meter alone decides the level", () => {
      assert.equal(levelOf(snapshotOf([quota("763"), balance("0")]), undefined), "ok");
      assert.equal(levelOf(snapshotOf([quota("763"), balance("-5")]), { percent: 10 }), "ok");
    });

    it("the meter that a threshold names counts for the level as well", () => {
      const threshold = { meter: "balance", below: "10" };
      assert.equal(levelOf(snapshotOf([quota("763"), balance("10")]), threshold), "ok");
      assert.equal(levelOf(snapshotOf([quota("763"), balance("9.99")]), threshold), "low");
      assert.equal(levelOf(snapshotOf([quota("763"), balance("0")]), threshold), "empty");
      assert.equal(levelOf(snapshotOf([quota("0"), balance("9")]), threshold), "empty");
    });

    it("the headline meter keeps its default threshold while the threshold names another meter", () => {
      assert.equal(
        levelOf(snapshotOf([quota("99"), balance("50")]), { meter: "balance", below: "10" }),
        "low",
      );
    });

    it("a threshold that names the headline meter replaces the default threshold", () => {
      assert.equal(levelOf(snapshotOf([quota("99"), balance("0")]), { meter: "quota", below: "5" }), "ok");
    });

    it("a threshold for a meter that does not exist is ignored", () => {
      assert.equal(levelOf(snapshotOf([quota("101")]), { meter: "gone", percent: 90 }), "ok");
      assert.equal(levelOf(snapshotOf([quota("99")]), { meter: "gone", percent: 90 }), "low");
    });
  });
});
