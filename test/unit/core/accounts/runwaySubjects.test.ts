import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { runwaySubjects } from "../../../../src/core/accounts/runwaySubjects.ts";
import { currency, requests } from "../../../../src/core/money/unit.ts";
import type { MeterReading, Snapshot } from "../../../../src/core/readings/snapshot.ts";
import { meterOf, snapshotOf, statusOf } from "../../../helpers/accountStatus.ts";

type More = Partial<MeterReading>;
const limit = (id: string, remaining: string | null, of: string | null, more: More = {}) =>
  meterOf(remaining, of, { id, role: "limit", ...more });
const pool = (id: string, remaining: string | null, more: More = {}) =>
  meterOf(remaining, undefined, { id, role: "pool", ...more });
const usd = { unit: currency("USD") };

const subjects = (...meters: Snapshot["meters"]) =>
  runwaySubjects(statusOf({ snapshot: snapshotOf(meters) })).map(
    ({ meters: named, remaining }) => `${named.map(({ id }) => id).join("+")} ${remaining}`,
  );

describe("what the runway of an account is of", () => {
  it("the runway is of the pool that pays, never of a spent one", () => {
    assert.deepEqual(subjects(pool("quota", "0", { unit: requests }), pool("balance", "42.5", usd)), [
      "balance 42.5",
    ]);
    assert.deepEqual(subjects(pool("quota", "7", { unit: requests }), pool("balance", "42.5", usd)), [
      "quota 7",
    ]);
  });

  it("the runway is of the total of pools of one unit, without the reset of one of them", () => {
    const resetsAt = "2026-12-01T00:00:00.000Z";
    const status = statusOf({ snapshot: snapshotOf([pool("plan", "10", { resetsAt }), pool("bonus", "5")]) });
    assert.deepEqual(
      runwaySubjects(status).map(({ remaining, resetsAt: reset }) => [remaining, reset]),
      [["15", undefined]],
    );
  });

  it("the runway knows the pools in the order in which they pay, each with its own reset", () => {
    const resetsAt = "2026-12-01T00:00:00.000Z";
    const meters = snapshotOf([pool("spent", "0"), pool("plan", "10", { resetsAt }), pool("bonus", "5")]);
    const [subject] = runwaySubjects(statusOf({ snapshot: meters }));
    assert.deepEqual(
      subject?.pools?.map(({ id, remaining, resetsAt: reset }) => [id, remaining, reset]),
      [
        ["plan", "10", resetsAt],
        ["bonus", "5", undefined],
      ],
    );
    const single = runwaySubjects(statusOf({ snapshot: snapshotOf([pool("plan", "10")]) }));
    assert.equal(single[0]?.pools, undefined);
  });

  it("the runway is of every limit and of what pays, the binding one first", () => {
    assert.deepEqual(
      subjects(limit("key", "7", "10", usd), limit("week", "3", "5", usd), pool("credits", "9", usd)),
      ["week 3", "key 7", "credits 9"],
    );
  });

  it("the runway of an empty, an unlimited or an unread account is of nothing", () => {
    assert.deepEqual(subjects(limit("week", "0", "5"), pool("credits", "9")), []);
    assert.deepEqual(subjects(pool("quota", "0", { unit: requests }), pool("balance", "0", usd)), []);
    assert.deepEqual(subjects(pool("credits", null)), []);
    assert.deepEqual(runwaySubjects(statusOf({})), []);
  });
});
