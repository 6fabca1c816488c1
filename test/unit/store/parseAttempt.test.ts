import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { amountOf } from "../../../src/core/money/amount.ts";
import { credits, currency } from "../../../src/core/money/unit.ts";
import type { Failure, FailureKind } from "../../../src/core/readings/failure.ts";
import type { Snapshot } from "../../../src/core/readings/snapshot.ts";
import type { Attempt } from "../../../src/store/attempt.ts";
import { parseAttempt } from "../../../src/store/parseAttempt.ts";
import { meterOf, nowMs, snapshotOf } from "../../helpers/accountStatus.ts";

const digits = "123456789012345678901234567890.123456789";
const at = "2026-12-01T00:00:00.000Z";
const attempt: Attempt = {
  source: "poof https://api.example",
  reading: {
    readAtMs: nowMs,
    snapshot: snapshotOf(
      [
        meterOf(digits, null, { used: amountOf("0"), held: amountOf("-1"), resetsAt: at }),
        meterOf(null, undefined, { id: "second", unit: currency("EUR") }),
      ],
      {
        plan: "Growth",
        expiresAt: at,
        autoTopUp: { threshold: amountOf("10") },
        isBlocked: true,
        details: [
          { label: "email", value: { kind: "text", text: "a@example.com" } },
          { label: "totalBalance", value: { kind: "amount", amount: amountOf("1"), unit: credits } },
          { label: "requestsAllTime", value: { kind: "count", count: amountOf("1") } },
          { label: "largestFile", value: { kind: "bytes", bytes: amountOf("1") } },
          { label: "twoFactor", value: { kind: "flag", isOn: false } },
        ],
      },
    ),
  },
  failures: 0,
  attemptedAtMs: nowMs,
};

const failures = {
  keyMissing: { kind: "keyMissing", enteredIn: "stored" },
  blockedOrigin: { kind: "blockedOrigin", origin: "https://a.example", givenFor: "https://b.example" },
  keyRejected: { kind: "keyRejected", status: 401, code: "c", text: "t", requestId: "r" },
  forbidden: { kind: "forbidden", status: 403, scope: "read" },
  rateLimited: { kind: "rateLimited", status: 429, retryAtMs: nowMs, requestId: "r" },
  unreachable: { kind: "unreachable", reason: "dns" },
  timeout: { kind: "timeout", seconds: 15 },
  redirected: { kind: "redirected", status: 302 },
  tooLarge: { kind: "tooLarge", limitBytes: 1 },
  badResponse: { kind: "badResponse", reason: "missingField", field: "balance", status: 200 },
  providerError: { kind: "providerError", status: 500, text: "t" },
} satisfies { readonly [Kind in FailureKind]: Extract<Failure, { readonly kind: Kind }> };

const parsed = (value: unknown) => parseAttempt(JSON.stringify(value));

describe("parseAttempt", () => {
  it("parseAttempt reads back a reading with every digit and field", () => {
    assert.deepEqual(parsed(attempt), attempt);
  });

  it("parseAttempt reads back what meters decide, and reads a reading of an older version without it", () => {
    const meters: Snapshot["meters"] = [
      meterOf("0", "100", { role: "limit", group: "plan" }),
      meterOf("9", undefined, { id: "balance", role: "pool" }),
      meterOf("1", undefined, { id: "ever", role: "info" }),
    ];
    const snapshot = snapshotOf(meters, { isAccepting: true });
    const current = { ...attempt, reading: { readAtMs: nowMs, snapshot } };
    assert.deepEqual(parsed(current), current);
    const older = { ...attempt, reading: { readAtMs: nowMs, snapshot: snapshotOf([meterOf("0", "100")]) } };
    assert.deepEqual(parsed(older), older);
  });

  it("parseAttempt ignores fields of a newer version", () => {
    const later = {
      ...attempt,
      later: 1,
      reading: { readAtMs: nowMs, snapshot: { ...snapshotOf([meterOf("1")]), later: 1 } },
    };
    assert.deepEqual(parsed(later)?.reading?.snapshot, snapshotOf([meterOf("1")]));
    const meters = [{ ...meterOf("1"), later: 1 }];
    const newerMeter = {
      ...attempt,
      reading: { readAtMs: nowMs, snapshot: { ...snapshotOf([meterOf("1")]), meters } },
    };
    assert.deepEqual(parsed(newerMeter)?.reading?.snapshot, snapshotOf([meterOf("1")]));
  });

  it("parseAttempt reads back every kind of failure", () => {
    for (const failure of Object.values(failures)) {
      const failed = { source: "s", failure, failures: 3, attemptedAtMs: nowMs };
      assert.deepEqual(parsed(failed), failed);
    }
  });

  it("parseAttempt gives nothing for text that is not JSON", () => {
    for (const text of ["", "{", "\0\0\0", "null", "[]"]) assert.equal(parseAttempt(text), undefined);
  });

  it("parseAttempt gives nothing for values of another version or of another program", () => {
    const { reading } = attempt;
    assert.ok(reading);
    const [meter] = reading.snapshot.meters;
    const withMeter = (change: object) => ({
      ...attempt,
      reading: { ...reading, snapshot: { ...reading.snapshot, meters: [{ ...meter, ...change }] } },
    });
    assert.ok(parsed(withMeter({})));
    for (const value of [
      { ...attempt, source: undefined },
      { ...attempt, attemptedAtMs: "yesterday" },
      { ...attempt, attemptedAtMs: 1e300 },
      { ...attempt, failures: -1 },
      { ...attempt, failure: { kind: "unheardOf" } },
      { ...attempt, failure: { kind: "rateLimited", status: 429 } },
      { ...attempt, failure: { kind: "rateLimited", status: 429, retryAtMs: 1e300 } },
      { ...attempt, reading: { ...reading, readAtMs: null } },
      { ...attempt, reading: { ...reading, snapshot: { ...reading.snapshot, meters: [] } } },
      { ...attempt, reading: { ...reading, snapshot: { ...reading.snapshot, expiresAt: "soon" } } },
      withMeter({ remaining: 12.5 }),
      withMeter({ remaining: "1e3" }),
      withMeter({ remaining: "12,5" }),
      withMeter({ remaining: "1.50" }),
      withMeter({ unit: { kind: "gold" } }),
      withMeter({ resetsAt: "soon" }),
      withMeter({ label: "unheardOf" }),
    ]) {
      assert.equal(parsed(value), undefined, JSON.stringify(value));
    }
  });
});
