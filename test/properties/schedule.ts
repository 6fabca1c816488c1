import assert from "node:assert/strict";
import fc from "fast-check";
import { problemKinds } from "../../src/core/accounts/accountState.ts";
import { needsUserAction } from "../../src/core/readings/failure.ts";
import { isRetryPending, nextDueMs, type ScheduleInput } from "../../src/core/readings/schedule.ts";
import { dayMs, hourMs, minuteMs } from "../../src/core/time/durations.ts";
import { anyOffsetMs, fixedNowMs as nowMs } from "./helpers/instants.ts";
import { property } from "./helpers/property.ts";

const kind = fc.constantFrom(...problemKinds);
const jitter = fc.double({ min: 0, max: 1, noNaN: true });
const intervalMs = fc.oneof(fc.integer({ min: minuteMs, max: 2 * hourMs }), fc.constant(100_000 * minuteMs));
const common = { nowMs: fc.constant(nowMs), intervalMs, isAway: fc.boolean(), jitter };
const attemptedAtMs = anyOffsetMs.map((ms) => nowMs + ms);

const afterSuccess: fc.Arbitrary<ScheduleInput> = fc.record({
  ...common,
  attemptedAtMs,
  failures: fc.constant(0),
});
const afterFailure: fc.Arbitrary<ScheduleInput> = fc.record({
  ...common,
  attemptedAtMs,
  failures: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constant(1e9)),
  failure: kind.filter((one) => !needsUserAction(one)),
});
const withoutRetryAt = fc.oneof(afterSuccess, afterFailure);
/** With a time that a reply gave: up to a day after the attempt. */
const withRetryAt = fc
  .tuple(afterFailure, fc.integer({ min: 1, max: dayMs }))
  .map(([input, waitMs]) => ({ ...input, retryAtMs: (input.attemptedAtMs ?? nowMs) + waitMs }));

function dueMsOf(input: ScheduleInput): number {
  const dueMs = nextDueMs(input);
  assert.ok(dueMs !== undefined && Number.isFinite(dueMs), String(dueMs));
  return dueMs;
}

export const scheduleProperties = [
  property(
    "schedule: an account is not read only when the user must act",
    fc.tuple(withoutRetryAt, kind),
    ([input, failure]) => {
      const isRead = nextDueMs({ ...input, failures: 1, failure }) !== undefined;
      assert.equal(isRead, !needsUserAction(failure) || failure === "keyRejected");
    },
  ),

  property("schedule: a wait that a provider asked for is never shortened", withRetryAt, (input) => {
    const { retryAtMs, intervalMs: everyMs } = input;
    if (!isRetryPending(retryAtMs, nowMs)) return;
    assert.ok(dueMsOf(input) >= retryAtMs);
    assert.ok(
      dueMsOf(input) <=
        Math.max(dueMsOf({ ...input, retryAtMs: nowMs }), retryAtMs + Math.min(everyMs, hourMs)),
    );
  }),

  property(
    "schedule: the next read after a good one follows after the interval, give or take a tenth",
    afterSuccess,
    (input) => {
      const { attemptedAtMs: atMs = nowMs, isAway, intervalMs: everyMs } = input;
      const maxMs = 1.1 * (isAway ? Math.max(everyMs, Math.min(4 * everyMs, hourMs)) : everyMs);
      const dueMs = dueMsOf(input);
      assert.ok(dueMs === nowMs || (dueMs >= atMs + 0.9 * everyMs && dueMs <= atMs + maxMs));
      assert.ok(dueMs <= nowMs + 2 * maxMs);
    },
  ),

  property(
    "schedule: a back-off is between 15 seconds and an hour or the interval, and grows with each failure",
    fc.tuple(afterFailure, fc.integer({ min: 0, max: 48 * hourMs })),
    ([{ attemptedAtMs: atMs = nowMs, ...failed }, minIntervalMs]) => {
      const input = { ...failed, attemptedAtMs: atMs, minIntervalMs };
      const { intervalMs: everyMs, isAway } = input;
      const maxMs = Math.max(hourMs, minIntervalMs, everyMs, isAway ? Math.min(4 * everyMs, hourMs) : 0);
      const waitMs = dueMsOf(input) - atMs;
      if (atMs > nowMs) assert.ok(dueMsOf(input) <= nowMs + 2 * maxMs);
      else assert.ok(waitMs >= Math.max(15_000, minIntervalMs) && waitMs <= maxMs, String(waitMs));
      if (atMs <= nowMs) assert.ok(dueMsOf({ ...input, failures: input.failures + 1 }) - atMs >= waitMs);
    },
  ),

  property(
    "schedule: a larger random number never makes a read earlier",
    fc.tuple(fc.oneof(withoutRetryAt, withRetryAt), jitter),
    ([input, other]) => {
      const [low, high] = [input.jitter, other].toSorted((a, b) => a - b);
      const atMs = input.attemptedAtMs ?? nowMs;
      if (atMs > nowMs) return;
      assert.ok(dueMsOf({ ...input, jitter: low ?? 0 }) <= dueMsOf({ ...input, jitter: high ?? 0 }));
    },
  ),

  property(
    "schedule: an account without an attempt is due at once",
    fc.record({ ...common, failures: fc.constant(0) }),
    (input) => {
      assert.equal(nextDueMs(input), nowMs);
    },
  ),
];
