import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { FailureKind } from "../../../../src/core/readings/failure.ts";
import { isStale, nextDueMs, type ScheduleInput } from "../../../../src/core/readings/schedule.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const nowMs = Date.UTC(2026, 10, 14, 10, 5);

/** Milliseconds from now until the account is due; five minutes' interval, just read, middling jitter. */
function wait(input: Partial<ScheduleInput>): number | undefined {
  const rest = { intervalMs: 5 * minuteMs, failures: 0, isAway: false, jitter: 0.5 };
  const dueMs = nextDueMs({ nowMs, attemptedAtMs: nowMs, ...rest, ...input });
  return dueMs === undefined ? undefined : Math.round(dueMs - nowMs);
}

describe("nextDueMs", () => {
  it("is now for an account that was never tried", () => {
    const input = { nowMs, intervalMs: 5 * minuteMs, failures: 0, isAway: true, jitter: 1 };
    assert.equal(nextDueMs(input), nowMs);
  });

  it("is an interval later, give or take a tenth", () => {
    assert.equal(wait({ jitter: 0.5 }), 5 * minuteMs);
    assert.equal(wait({ jitter: 0 }), 4.5 * minuteMs);
    assert.equal(wait({ jitter: 1 }), 5.5 * minuteMs);
  });

  it("counts from the attempt, so that after a sleep the account is due at once", () => {
    assert.equal(wait({ attemptedAtMs: nowMs - 2 * minuteMs }), 3 * minuteMs);
    assert.ok((wait({ attemptedAtMs: nowMs - 8 * hourMs }) ?? 1) < 0);
  });

  describe("while away", () => {
    it("waits four intervals", () => assert.equal(wait({ isAway: true }), 20 * minuteMs));

    it("waits an hour at most", () => {
      assert.equal(wait({ isAway: true, intervalMs: 20 * minuteMs }), hourMs);
      assert.equal(wait({ isAway: true, intervalMs: hourMs }), hourMs);
    });

    it("keeps to an interval that is longer than an hour", () => {
      assert.equal(wait({ isAway: true, intervalMs: 3 * hourMs }), 3 * hourMs);
    });
  });

  describe("after failures", () => {
    const failed = (failures: number, jitter = 1, intervalMs = 5 * minuteMs) =>
      wait({ failures, jitter, intervalMs, failure: "timeout" });

    it("doubles the longest wait with each, up to an hour", () => {
      assert.deepEqual(
        [1, 2, 3, 4, 5, 60, 1e9].map((failures) => failed(failures)),
        [10, 20, 40, 60, 60, 60, 60].map((minutes) => minutes * minuteMs),
      );
    });

    it("spreads evenly between a short pause and that", () => {
      assert.equal(failed(3, 0), 15_000);
      assert.equal(failed(3, 0.25), 10 * minuteMs);
      assert.equal(failed(3, 0.5), 20 * minuteMs);
    });

    it("is an hour at most, or what is left of a longer interval after doublings from an hour", () => {
      assert.equal(failed(9, 1, 30 * minuteMs), hourMs);
      assert.equal(failed(1, 1, 6 * hourMs), 2 * hourMs);
      assert.equal(failed(2, 1, 6 * hourMs), 4 * hourMs);
      assert.equal(failed(9, 1, 6 * hourMs), 6 * hourMs);
    });

    it("is never shorter than the provider wants readings to be apart", () => {
      for (const failures of [1, 5]) {
        assert.equal(wait({ failures, jitter: 0.001, intervalMs: dayMs, minIntervalMs: dayMs }), dayMs);
      }
    });

    it("goes back to the interval once an attempt went well", () => {
      assert.equal(wait({ failures: 0 }), 5 * minuteMs);
    });
  });

  describe("when the provider asked for a wait", () => {
    const asked = (retryInMs: number, jitter: number, more: Partial<ScheduleInput> = {}) =>
      wait({ failures: 1, failure: "rateLimited", retryAtMs: nowMs + retryInMs, jitter, ...more }) ?? 0;

    it("never comes earlier, and an interval later at most", () => {
      for (const jitter of [0, 0.01, 0.5, 1]) {
        for (const retryInMs of [1, 20 * minuteMs, 5 * hourMs, dayMs]) {
          const waitMs = asked(retryInMs, jitter);
          assert.ok(waitMs >= retryInMs, `${waitMs} < ${retryInMs}`);
          const latestMs = Math.max(10 * minuteMs, retryInMs + 5 * minuteMs);
          assert.ok(waitMs <= latestMs, `${waitMs} for ${retryInMs}`);
        }
      }
    });

    it("brings installs back as evenly as they came before, when all were told the same moment", () => {
      assert.deepEqual(
        [0, 0.25, 0.5, 1].map((jitter) => asked(hourMs, jitter) - hourMs),
        [0, 1.25, 2.5, 5].map((minutes) => minutes * minuteMs),
      );
    });

    it("is an hour late at most, however long the interval", () => {
      assert.equal(asked(dayMs, 1, { intervalMs: 6 * hourMs }), dayMs + hourMs);
    });

    it("keeps to that moment while the clock passes the wait", () => {
      const attemptedAtMs = nowMs - 2 * hourMs;
      assert.equal(asked(-1, 1, { attemptedAtMs }), 5 * minuteMs - 1);
    });

    it("still backs off where that is longer", () => {
      assert.equal(asked(minuteMs, 1, { failures: 4 }), hourMs);
    });

    it("holds for an account that was otherwise due", () => {
      const input = { nowMs, intervalMs: minuteMs, failures: 0, isAway: false, jitter: 0 };
      assert.equal(nextDueMs({ ...input, retryAtMs: nowMs + hourMs }), nowMs + hourMs);
    });

    it("forgets a wait longer than anyone is asked for, left by a clock that was turned back", () => {
      const yearMs = 365 * dayMs;
      const dueIn = wait({ attemptedAtMs: nowMs + yearMs, failures: 1, retryAtMs: nowMs + yearMs + hourMs });
      assert.equal(dueIn, 0);
    });
  });

  it("waits for a person when no waiting helps, whatever else is asked", () => {
    for (const failure of ["keyMissing", "keyRejected", "blockedOrigin"] as const) {
      assert.equal(wait({ failure, failures: 1 }), undefined);
      assert.equal(wait({ failure, failures: 1, retryAtMs: nowMs - 1, attemptedAtMs: 0 }), undefined);
    }
  });

  it("tries again by itself after every other failure", () => {
    const kinds: readonly FailureKind[] = [
      ...(["forbidden", "rateLimited", "unreachable", "timeout", "redirected", "tooLarge"] as const),
      ...(["badResponse", "providerError"] as const),
    ];
    for (const failure of kinds) assert.equal(wait({ failure, failures: 1 }), 5 * minuteMs);
  });

  describe("when the clock was turned", () => {
    it("back: does not wait for it to catch up", () => {
      assert.equal(wait({ attemptedAtMs: nowMs + 3 * dayMs }), 0);
      assert.equal(wait({ attemptedAtMs: nowMs + 3 * dayMs, failures: 9, failure: "timeout" }), 0);
    });

    it("back a little: waits no more than twice", () => {
      assert.equal(wait({ attemptedAtMs: nowMs + minuteMs }), 6 * minuteMs);
    });

    it("forward: is due", () => {
      assert.ok((wait({ attemptedAtMs: nowMs - 30 * dayMs }) ?? 1) < 0);
    });
  });
});

describe("isStale", () => {
  it("starts after two whole intervals", () => {
    assert.equal(isStale(nowMs - 10 * minuteMs, 5 * minuteMs, nowMs), false);
    assert.equal(isStale(nowMs - 10 * minuteMs - 1, 5 * minuteMs, nowMs), true);
    assert.equal(isStale(undefined, 5 * minuteMs, nowMs), false);
  });
});
