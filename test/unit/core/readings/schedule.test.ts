import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { FailureKind } from "../../../../src/core/readings/failure.ts";
import { isStale, nextDueMs, type ScheduleInput } from "../../../../src/core/readings/schedule.ts";
import { dayMs, hourMs, minuteMs } from "../../../../src/core/time/durations.ts";

const nowMs = Date.UTC(2026, 10, 14, 10, 5);

/** Milliseconds until an account is due that was just read; the interval is 5 minutes and the jitter 0.5. */
function waitMs(input: Partial<ScheduleInput>): number | undefined {
  const rest = { intervalMs: 5 * minuteMs, failures: 0, isAway: false, jitter: 0.5 };
  const dueMs = nextDueMs({ nowMs, attemptedAtMs: nowMs, ...rest, ...input });
  return dueMs === undefined ? undefined : Math.round(dueMs - nowMs);
}

describe("nextDueMs", () => {
  it("an account that was never tried is due now", () => {
    const input = { nowMs, intervalMs: 5 * minuteMs, failures: 0, isAway: true, jitter: 1 };
    assert.equal(nextDueMs(input), nowMs);
  });

  it("an account is due one interval after the attempt, plus or minus a tenth", () => {
    assert.equal(waitMs({ jitter: 0.5 }), 5 * minuteMs);
    assert.equal(waitMs({ jitter: 0 }), 4.5 * minuteMs);
    assert.equal(waitMs({ jitter: 1 }), 5.5 * minuteMs);
  });

  it("the interval counts from the attempt, so that after a sleep the account is due at once", () => {
    assert.equal(waitMs({ attemptedAtMs: nowMs - 2 * minuteMs }), 3 * minuteMs);
    assert.ok((waitMs({ attemptedAtMs: nowMs - 8 * hourMs }) ?? 1) < 0);
  });

  it("an account with a long interval is due soon after the end of its period, spread over five minutes", () => {
    const end = (minutes: number, jitter: number, more = {}) =>
      waitMs({ intervalMs: hourMs, periodEndMs: nowMs + minutes * minuteMs, jitter, ...more });
    assert.equal(end(10, 0), 10 * minuteMs);
    assert.equal(end(10, 1), 15 * minuteMs);
    assert.equal(end(90, 0.5), hourMs);
    assert.equal(end(-1, 0.5), hourMs);
    assert.equal(end(10, 0, { minIntervalMs: 30 * minuteMs }), 30 * minuteMs);
    assert.equal(end(10, 0, { isAway: true, intervalMs: 5 * minuteMs }), 10 * minuteMs);
    assert.equal(end(4.4, 0, { intervalMs: 5 * minuteMs }), 4.4 * minuteMs);
    assert.equal(end(1, 0, { intervalMs: 5 * minuteMs }), 4.5 * minuteMs, "a window of a minute");
  });

  describe("the schedule while the user is away", () => {
    it("the schedule waits four intervals while the user is away", () =>
      assert.equal(waitMs({ isAway: true }), 20 * minuteMs));

    it("the schedule waits at most an hour while the user is away", () => {
      assert.equal(waitMs({ isAway: true, intervalMs: 20 * minuteMs }), hourMs);
      assert.equal(waitMs({ isAway: true, intervalMs: hourMs }), hourMs);
    });

    it("the schedule keeps an interval that is longer than an hour while the user is away", () => {
      assert.equal(waitMs({ isAway: true, intervalMs: 3 * hourMs }), 3 * hourMs);
    });
  });

  describe("the schedule after failures", () => {
    const failed = (failures: number, jitter = 1, intervalMs = 5 * minuteMs) =>
      waitMs({ failures, jitter, intervalMs, failure: "timeout" });

    it("the back-off doubles the maximum wait with each failure, up to an hour", () => {
      assert.deepEqual(
        [1, 2, 3, 4, 5, 60, 1e9].map((failures) => failed(failures)),
        [10, 20, 40, 60, 60, 60, 60].map((minutes) => minutes * minuteMs),
      );
    });

    it("the back-off spreads the waits evenly between a short pause and the maximum", () => {
      assert.equal(failed(3, 0), 15_000);
      assert.equal(failed(3, 0.25), 10 * minuteMs);
      assert.equal(failed(3, 0.5), 20 * minuteMs);
    });

    it("the back-off is at most an hour, or doubles from an hour up to a longer interval", () => {
      assert.equal(failed(9, 1, 30 * minuteMs), hourMs);
      assert.equal(failed(1, 1, 6 * hourMs), 2 * hourMs);
      assert.equal(failed(2, 1, 6 * hourMs), 4 * hourMs);
      assert.equal(failed(9, 1, 6 * hourMs), 6 * hourMs);
    });

    it("the back-off is never shorter than the provider's minimum interval", () => {
      for (const failures of [1, 5]) {
        assert.equal(waitMs({ failures, jitter: 0.001, intervalMs: dayMs, minIntervalMs: dayMs }), dayMs);
      }
    });

    it("the schedule returns to the interval after a successful attempt", () => {
      assert.equal(waitMs({ failures: 0 }), 5 * minuteMs);
    });
  });

  describe("the schedule after the provider asked for a wait", () => {
    const waitMsAfter = (retryInMs: number, jitter: number, more: Partial<ScheduleInput> = {}) =>
      waitMs({ failures: 1, failure: "rateLimited", retryAtMs: nowMs + retryInMs, jitter, ...more }) ?? 0;

    it("the account is read no earlier than the provider asks, and at most an interval later", () => {
      for (const jitter of [0, 0.01, 0.5, 1]) {
        for (const retryInMs of [1, 20 * minuteMs, 5 * hourMs, dayMs]) {
          const waitMs = waitMsAfter(retryInMs, jitter);
          assert.ok(waitMs >= retryInMs, `${waitMs} < ${retryInMs}`);
          const latestMs = Math.max(10 * minuteMs, retryInMs + 5 * minuteMs);
          assert.ok(waitMs <= latestMs, `${waitMs} for ${retryInMs}`);
        }
      }
    });

    it("accounts that must wait until the same moment are spread evenly after it", () => {
      assert.deepEqual(
        [0, 0.25, 0.5, 1].map((jitter) => waitMsAfter(hourMs, jitter) - hourMs),
        [0, 1.25, 2.5, 5].map((minutes) => minutes * minuteMs),
      );
    });

    it("the account is read at most an hour late, however long the interval", () => {
      assert.equal(waitMsAfter(dayMs, 1, { intervalMs: 6 * hourMs }), dayMs + hourMs);
    });

    it("the requested moment still counts after it has passed", () => {
      const attemptedAtMs = nowMs - 2 * hourMs;
      assert.equal(waitMsAfter(-1, 1, { attemptedAtMs }), 5 * minuteMs - 1);
    });

    it("the back-off applies where it is longer than the requested wait", () => {
      assert.equal(waitMsAfter(minuteMs, 1, { failures: 4 }), hourMs);
    });

    it("the requested wait also applies to an account that was otherwise due", () => {
      const input = { nowMs, intervalMs: minuteMs, failures: 0, isAway: false, jitter: 0 };
      assert.equal(nextDueMs({ ...input, retryAtMs: nowMs + hourMs }), nowMs + hourMs);
    });

    it("a wait longer than any provider may ask for, left by a clock set back, is ignored", () => {
      const yearMs = 365 * dayMs;
      const dueIn = waitMs({
        attemptedAtMs: nowMs + yearMs,
        failures: 1,
        retryAtMs: nowMs + yearMs + hourMs,
      });
      assert.equal(dueIn, 0);
    });
  });

  it("the schedule waits for the user where waiting does not help, whatever else applies", () => {
    for (const failure of ["keyMissing", "blockedOrigin"] as const) {
      assert.equal(waitMs({ failure, failures: 1 }), undefined);
      assert.equal(waitMs({ failure, failures: 1, retryAtMs: nowMs - 1, attemptedAtMs: 0 }), undefined);
    }
    assert.equal(waitMs({ failure: "keyRejected", isSignedOut: true, failures: 1 }), undefined);
  });

  it("the schedule tries a rejected key again once an hour, or after a longer interval", () => {
    for (const failures of [1, 2, 20]) {
      const wait = waitMs({ failure: "keyRejected", failures }) ?? 0;
      assert.ok(wait >= hourMs && wait <= 1.1 * hourMs, String(wait));
    }
    const daily = waitMs({ failure: "keyRejected", failures: 1, intervalMs: dayMs }) ?? 0;
    assert.ok(daily >= dayMs && daily <= 1.1 * dayMs, String(daily));
  });

  it("the schedule retries automatically after every other failure", () => {
    const kinds: readonly FailureKind[] = [
      ...(["forbidden", "rateLimited", "unreachable", "timeout", "redirected", "tooLarge"] as const),
      ...(["badResponse", "providerError"] as const),
    ];
    for (const failure of kinds) assert.equal(waitMs({ failure, failures: 1 }), 5 * minuteMs);
  });

  describe("the schedule after the clock was set", () => {
    it("the account is due at once when the clock was set far back", () => {
      assert.equal(waitMs({ attemptedAtMs: nowMs + 3 * dayMs }), 0);
      assert.equal(waitMs({ attemptedAtMs: nowMs + 3 * dayMs, failures: 9, failure: "timeout" }), 0);
    });

    it("the account waits at most twice as long when the clock was set back a little", () => {
      assert.equal(waitMs({ attemptedAtMs: nowMs + minuteMs }), 6 * minuteMs);
    });

    it("the account is due when the clock was set forward", () => {
      assert.ok((waitMs({ attemptedAtMs: nowMs - 30 * dayMs }) ?? 1) < 0);
    });
  });
});

describe("isStale", () => {
  it("a reading is stale after two whole intervals", () => {
    assert.equal(isStale(nowMs - 10 * minuteMs, 5 * minuteMs, nowMs), false);
    assert.equal(isStale(nowMs - 10 * minuteMs - 1, 5 * minuteMs, nowMs), true);
    assert.equal(isStale(undefined, 5 * minuteMs, nowMs), false);
  });
});
