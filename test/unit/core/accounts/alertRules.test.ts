import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Threshold } from "../../../../src/core/accounts/account.ts";
import { evaluateAlerts } from "../../../../src/core/accounts/alertRules.ts";
import type { Runway } from "../../../../src/core/forecast/runway.ts";
import type { FailureKind } from "../../../../src/core/readings/failure.ts";
import type { Snapshot } from "../../../../src/core/readings/snapshot.ts";
import { meterOf, nowMs, snapshotOf, statusOf } from "../../../helpers/accountStatus.ts";

interface Case {
  readonly snapshot?: Snapshot;
  readonly low?: Threshold;
  readonly failure?: FailureKind;
  readonly runway?: Runway;
  readonly laterMs?: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** `low: crossed`, for each finding; one that is implied in brackets. */
function found({ snapshot, low, failure, runway, laterMs = 0 }: Case): Record<string, string> {
  const status = statusOf({
    ...(snapshot ? { snapshot } : {}),
    ...(failure ? { failure } : {}),
    account: low ? { low } : {},
  });
  const findings = evaluateAlerts(status, runway, nowMs + laterMs);
  return Object.fromEntries(
    findings.map(({ kind, state, isImplied }) => [kind, isImplied ? `(${state})` : state]),
  );
}

const left = (remaining: string | null, limit?: string, more: Partial<Snapshot> = {}) =>
  snapshotOf([meterOf(remaining, limit)], more);

describe("what a person is told of an account", () => {
  it("is low strictly under the floor, and recovered a tenth of the floor above it", () => {
    const low: Threshold = { below: "100" };
    const states = ["99.99", "100", "109.999999", "110"].map(
      (one) => found({ snapshot: left(one), low }).low,
    );
    assert.deepEqual(states, ["crossed", "open", "open", "recovered"]);
  });

  it("takes ten per cent of a limit where no floor is given, and needs eleven to recover", () => {
    const states = ["9.99", "10", "10.99", "11"].map((one) => found({ snapshot: left(one, "100") }).low);
    assert.deepEqual(states, ["crossed", "open", "open", "recovered"]);
  });

  it("has to be past both bounds where there are both", () => {
    const low: Threshold = { below: "100", percent: 50 };
    const states = ["499", "549", "550"].map((one) => found({ snapshot: left(one, "1000"), low }).low);
    assert.deepEqual(states, ["crossed", "open", "recovered"]);
    assert.equal(found({ snapshot: left("99", "100"), low: { percent: 95 } }).low, "open");
    assert.equal(found({ snapshot: left("100", "100"), low: { percent: 95 } }).low, "recovered");
  });

  it("is not low without limit and floor, nor unlimited", () => {
    assert.equal(found({ snapshot: left("0.01") }).low, "recovered");
    assert.equal(found({ snapshot: left(null), low: { below: "100" } }).low, "recovered");
  });

  it("is empty at nothing and in debt, which says that it is low", () => {
    for (const remaining of ["0", "-3"]) {
      const states = found({ snapshot: left(remaining, "100") });
      assert.deepEqual([states.empty, states.low], ["crossed", "(crossed)"]);
    }
    assert.equal(found({ snapshot: left("1", "100") }).empty, "open");
    assert.equal(found({ snapshot: left("60", "100") }).empty, "recovered");
  });

  it("is held to the floor of the meter that it names, beside the headline meter's own", () => {
    const meters = [meterOf("900", "1000"), meterOf("4", undefined, { id: "balance" })] as const;
    const status = statusOf({
      snapshot: snapshotOf([...meters]),
      account: { low: { below: "5", meter: "balance" }, meters: ["credits"] },
    });
    const low = evaluateAlerts(status, undefined, nowMs).filter(({ kind }) => kind === "low");
    assert.deepEqual(
      low.map(({ meterId, state }) => [meterId, state]),
      [
        ["credits", "recovered"],
        ["balance", "crossed"],
      ],
    );
  });

  it("says nothing of values that are unknown, old or not confirmed", () => {
    assert.deepEqual(found({}), { keyRejected: "open" });
    assert.deepEqual(found({ snapshot: left("0"), laterMs: 11 * 60_000 }), { keyRejected: "recovered" });
    for (const failure of ["timeout", "providerError", "rateLimited", "badResponse"] as const) {
      assert.deepEqual(found({ snapshot: left("0"), failure }), { keyRejected: "open" });
    }
  });

  it("is a rejected key until a reading is good", () => {
    assert.deepEqual(found({ snapshot: left("5"), failure: "keyRejected" }), { keyRejected: "crossed" });
    assert.equal(found({ snapshot: left("5") }).keyRejected, "recovered");
  });

  it("is blocked, whatever is left", () => {
    assert.equal(found({ snapshot: left("500", "1000", { isBlocked: true }) }).blocked, "crossed");
    assert.equal(found({ snapshot: left("500", "1000") }).blocked, "recovered");
  });

  it("expires in a week, then in a day, is over, and recovers once that is a day further away", () => {
    const at = (ms: number) => {
      const expiresAt = new Date(nowMs + ms).toISOString();
      const states = found({ snapshot: left("5", undefined, { expiresAt }) });
      return [states.expiresInWeek, states.expiresInDay, states.expired];
    };
    assert.deepEqual(at(9 * dayMs), ["recovered", "recovered", "recovered"]);
    assert.deepEqual(at(7.5 * dayMs), ["open", "recovered", "recovered"]);
    assert.deepEqual(at(7 * dayMs), ["crossed", "recovered", "recovered"]);
    assert.deepEqual(at(1.5 * dayMs), ["crossed", "open", "recovered"]);
    assert.deepEqual(at(dayMs), ["(crossed)", "crossed", "open"]);
    assert.deepEqual(at(0), ["(open)", "open", "crossed"]);
    assert.deepEqual(at(-40 * dayMs), ["(open)", "open", "crossed"]);
    assert.equal(found({ snapshot: left("5") }).expiresInWeek, "recovered");
  });

  it("runs out within a day, or before the reset, and not as long as that is uncertain", () => {
    const out = (fromH: number, toH: number | undefined, more: object = {}): Runway => ({
      kind: "runsOut",
      fromMs: nowMs + fromH * hourMs,
      ...(toH === undefined ? {} : { toMs: nowMs + toH * hourMs }),
      isBeforeReset: false,
      ...more,
    });
    const state = (runway?: Runway) => found({ snapshot: left("5"), ...(runway ? { runway } : {}) }).runsOut;
    const resetsAtMs = nowMs + 300 * hourMs;
    assert.equal(state(out(10, 30)), "crossed");
    assert.equal(state(out(20, 60)), "open");
    assert.equal(state(out(30, 90)), "recovered");
    assert.equal(state(out(30, undefined)), "recovered");
    assert.equal(state(out(100, 200, { resetsAtMs, isBeforeReset: true })), "crossed");
    assert.equal(state(out(100, 400, { resetsAtMs })), "recovered");
    assert.equal(state({ kind: "lasts" }), "recovered");
    assert.equal(state({ kind: "notEnoughData", why: "tooShort" }), "open");
    assert.equal(state(), "open");
  });

  it("is nothing to bother with where a top-up will see to it", () => {
    const soon: Runway = { kind: "runsOut", fromMs: nowMs, toMs: nowMs + hourMs, isBeforeReset: false };
    const states = (remaining: string, amount: string) => {
      const autoTopUp = { threshold: "10", amount } as NonNullable<Snapshot["autoTopUp"]>;
      const { low, empty, runsOut } = found({
        snapshot: left(remaining, undefined, { autoTopUp }),
        low: { below: "100" },
        runway: soon,
      });
      return [low, empty, runsOut];
    };
    assert.deepEqual(states("50", "500"), ["open", "open", "open"]);
    assert.deepEqual(states("50", "20"), ["crossed", "open", "open"]);
    assert.deepEqual(states("0", "500"), ["(crossed)", "crossed", "(open)"]);
  });
});
