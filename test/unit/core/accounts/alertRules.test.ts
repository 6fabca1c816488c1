import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Threshold } from "../../../../src/core/accounts/account.ts";
import { evaluateAlerts } from "../../../../src/core/accounts/alertRules.ts";
import type { Runway } from "../../../../src/core/forecast/runway.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";
import type { FailureKind } from "../../../../src/core/readings/failure.ts";
import type { Snapshot } from "../../../../src/core/readings/snapshot.ts";
import { dayMs, hourMs, minuteMs } from "../../../../src/core/time/durations.ts";
import { meterOf, nowMs, snapshotOf, statusOf } from "../../../helpers/accountStatus.ts";

interface Case {
  readonly snapshot?: Snapshot;
  readonly low?: Threshold;
  readonly failure?: FailureKind;
  readonly runway?: Runway;
  readonly laterMs?: number;
}

/** The state of each condition by its kind; an implied state is in brackets. */
function found({ snapshot, low, failure, runway, laterMs = 0 }: Case): Record<string, string> {
  const status = statusOf({
    ...(snapshot ? { snapshot } : {}),
    ...(failure ? { failure } : {}),
    ...(runway ? { runway: { ...runway, meterIds: ["credits"] } } : {}),
    account: low ? { low } : {},
  });
  const findings = evaluateAlerts(status, nowMs + laterMs);
  return Object.fromEntries(
    findings.map(({ kind, state, isImplied }) => [kind, isImplied ? `(${state})` : state]),
  );
}

const left = (remaining: string | null, limit?: string, more: Partial<Snapshot> = {}) =>
  snapshotOf([meterOf(remaining, limit)], more);

describe("alert conditions of an account", () => {
  it("the low alert is crossed strictly below the threshold, and recovers at a tenth above it", () => {
    const low: Threshold = { below: "100" };
    const states = ["99.99", "100", "109.999999", "110"].map(
      (remaining) => found({ snapshot: left(remaining), low }).low,
    );
    assert.deepEqual(states, ["crossed", "open", "open", "recovered"]);
  });

  it("the low alert is crossed below 10 % of the limit without a threshold, and recovers at 11 %", () => {
    const states = ["9.99", "10", "10.99", "11"].map(
      (remaining) => found({ snapshot: left(remaining, "100") }).low,
    );
    assert.deepEqual(states, ["crossed", "open", "open", "recovered"]);
  });

  it("the low alert recovers only past both bounds when a threshold has two", () => {
    const low: Threshold = { below: "100", percent: 50 };
    const states = ["499", "549", "550"].map(
      (remaining) => found({ snapshot: left(remaining, "1000"), low }).low,
    );
    assert.deepEqual(states, ["crossed", "open", "recovered"]);
    assert.equal(found({ snapshot: left("99", "100"), low: { percent: 95 } }).low, "open");
    assert.equal(found({ snapshot: left("100", "100"), low: { percent: 95 } }).low, "recovered");
  });

  it("the low alert is not crossed without a limit and a threshold, nor by an unlimited meter", () => {
    assert.equal(found({ snapshot: left("0.01") }).low, "recovered");
    assert.equal(found({ snapshot: left(null), low: { below: "100" } }).low, "recovered");
  });

  it("the empty alert is crossed at zero and in debt, and implies the low alert", () => {
    for (const remaining of ["0", "-3"]) {
      const states = found({ snapshot: left(remaining, "100") });
      assert.deepEqual([states.empty, states.low], ["crossed", "(crossed)"]);
    }
    assert.equal(found({ snapshot: left("1", "100") }).empty, "open");
    assert.equal(found({ snapshot: left("60", "100") }).empty, "recovered");
  });

  it("a prepaid balance without a floor of its own is told below a tenth of its highest amount", () => {
    const of = (remaining: string) =>
      found({ snapshot: snapshotOf([meterOf(remaining, undefined, { full: amountOf("25") })]) }).low;
    assert.deepEqual(["2.49", "2.5", "2.74", "2.75"].map(of), ["crossed", "open", "open", "recovered"]);
  });

  it("a prepaid balance that lasts less than a week is told as low, and again only after it lasted longer", () => {
    const of = (days: number, low?: Threshold) =>
      found({
        snapshot: left("900"),
        runway: {
          kind: "runsOut",
          fromMs: nowMs + days * dayMs,
          toMs: nowMs + days * dayMs,
          isBeforeReset: false,
        },
        ...(low ? { low } : {}),
      }).low;
    assert.deepEqual(
      [6.9, 7.1, 8.1].map((days) => of(days)),
      ["crossed", "open", "recovered"],
    );
    assert.equal(of(6.9, { below: "5" }), "recovered");
  });

  it("the low alert is evaluated for the threshold's own meter besides the headline meter", () => {
    const meters = [meterOf("900", "1000"), meterOf("4", undefined, { id: "balance" })] as const;
    const status = statusOf({
      snapshot: snapshotOf([...meters]),
      account: { low: { below: "5", meter: "balance" }, meters: ["credits"] },
    });
    const low = evaluateAlerts(status, nowMs).filter(({ kind }) => kind === "low");
    assert.deepEqual(
      low.map(({ meterId, state }) => [meterId, state]),
      [
        ["credits", "recovered"],
        ["balance", "crossed"],
      ],
    );
  });

  it("no condition is derived from values that are unknown, stale or not confirmed", () => {
    assert.deepEqual(found({}), { keyRejected: "open" });
    assert.deepEqual(found({ snapshot: left("0"), laterMs: 11 * minuteMs }), { keyRejected: "recovered" });
    for (const failure of ["timeout", "providerError", "rateLimited", "badResponse"] as const) {
      assert.deepEqual(found({ snapshot: left("0"), failure }), { keyRejected: "open" });
    }
  });

  it("the keyRejected alert is crossed until a reading succeeds", () => {
    assert.deepEqual(found({ snapshot: left("5"), failure: "keyRejected" }), { keyRejected: "crossed" });
    assert.equal(found({ snapshot: left("5") }).keyRejected, "recovered");
  });

  it("the blocked alert is crossed whatever remains", () => {
    assert.equal(found({ snapshot: left("500", "1000", { isBlocked: true }) }).blocked, "crossed");
    assert.equal(found({ snapshot: left("500", "1000") }).blocked, "recovered");
  });

  it("expiry is crossed a week before, a day before and at the date, and recovers a day further away", () => {
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

  it("the expiry of the key is crossed a week and a day before, apart from that of the credits", () => {
    const at = (ms: number) => {
      const keyExpiresAt = new Date(nowMs + ms).toISOString();
      const states = found({ snapshot: left("5", undefined, { keyExpiresAt }) });
      assert.equal(states.expiresInWeek, "recovered");
      return [states.keyExpiresInWeek, states.keyExpiresInDay];
    };
    assert.deepEqual(at(9 * dayMs), ["recovered", "recovered"]);
    assert.deepEqual(at(7 * dayMs), ["crossed", "recovered"]);
    assert.deepEqual(at(dayMs), ["(crossed)", "crossed"]);
    // The key is rejected from then on, which is another alert.
    assert.deepEqual(at(0), ["(open)", "open"]);
    assert.equal(found({ snapshot: left("5") }).keyExpiresInWeek, "recovered");
  });

  it("the runsOut alert is crossed within a day or before the reset, and open while uncertain", () => {
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
    assert.equal(state({ kind: "notEnoughData", reason: "tooShort" }), "open");
    assert.equal(state(), "open");
  });

  it("no alert is raised where an automatic top-up will cover the need", () => {
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
