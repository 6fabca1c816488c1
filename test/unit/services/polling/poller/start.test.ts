import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { minuteMs } from "../../../../../src/core/time/durations.ts";
import { meterOf, snapshotOf } from "../../../../helpers/accountStatus.ts";
import { flushPromises } from "../../../../helpers/fakeClock.ts";
import { createPollerHarness, sourceOf } from "../../../../helpers/pollerHarness.ts";
import { account, startPoller } from "./helpers/startPoller.ts";

function storedAttempt(attemptedAtMs: number, source = sourceOf(account)) {
  const snapshot = snapshotOf([meterOf("7")]);
  return { source, reading: { snapshot, readAtMs: attemptedAtMs }, failures: 0, attemptedAtMs };
}

describe("the poller at start", () => {
  it("the poller reads an account without a stored attempt, and stores the result", async () => {
    const { poller, reader, attemptStore, reports } = await startPoller();
    assert.equal(reader.reads.length, 1);
    const [status] = poller.statuses();
    assert.equal(status?.reading?.snapshot.meters[0].remaining, "1");
    assert.equal(status?.isReading, false);
    assert.equal(attemptStore.attempts.get("poof")?.reading?.snapshot.meters[0].remaining, "1");
    assert.deepEqual(
      reports.map(({ account: { id }, outcome }) => [id, outcome.ok]),
      [["poof", true]],
    );
  });

  it("the poller shows a stored fresh reading, and reads when it is due", async () => {
    const { clock, attemptStore, poller, reader } = createPollerHarness([account]);
    attemptStore.attempts.set("poof", storedAttempt(clock.now() - 2 * minuteMs));
    await poller.start();
    await clock.advance(3 * minuteMs - 1);
    assert.equal(poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "7");
    assert.equal(reader.reads.length, 0);
    await clock.advance(1);
    assert.equal(reader.reads.length, 1);
  });

  it("the poller reads at once when a stored reading is older than the interval, and shows it", async () => {
    const { clock, attemptStore, poller, reader } = createPollerHarness([account]);
    attemptStore.attempts.set("poof", storedAttempt(clock.now() - 6 * minuteMs));
    reader.isPaused = true;
    await poller.start();
    await flushPromises();
    assert.equal(reader.reads.length, 1);
    const [status] = poller.statuses();
    assert.equal(status?.reading?.snapshot.meters[0].remaining, "7");
    assert.equal(status?.isReading, true);
  });

  it("the poller ignores a stored reading of another provider, and reads at once", async () => {
    const { clock, attemptStore, poller, reader } = createPollerHarness([account]);
    attemptStore.attempts.set("poof", storedAttempt(clock.now(), "coals https://elsewhere.example"));
    reader.isPaused = true;
    await poller.start();
    await flushPromises();
    assert.equal(poller.statuses()[0]?.reading, undefined);
    assert.equal(reader.reads.length, 1);
  });

  it("the poller shows the last value of another base URL, and reads at once", async () => {
    const { clock, attemptStore, poller, reader } = createPollerHarness([account]);
    attemptStore.attempts.set("poof", storedAttempt(clock.now(), "poof https://elsewhere.example"));
    reader.isPaused = true;
    await poller.start();
    await flushPromises();
    assert.equal(poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "7");
    assert.equal(reader.reads.length, 1);
  });

  it("the poller waits for the stored attempt before it reads, also when the window is focused", async () => {
    const { clock, attemptStore, focusTracker, poller, reader } = createPollerHarness([account]);
    attemptStore.attempts.set("poof", storedAttempt(clock.now() - minuteMs));
    const opening = Promise.withResolvers<void>();
    attemptStore.ready = opening.promise;
    const start = poller.start();
    focusTracker.setFocused(true);
    await clock.advance(minuteMs);
    assert.equal(reader.reads.length, 0);
    opening.resolve();
    await start;
    await flushPromises();
    assert.equal(reader.reads.length, 0);
    assert.equal(poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "7");
  });

  it("the poller continues when the stored attempt cannot be loaded", async () => {
    const { attemptStore, poller, reader, bugs } = createPollerHarness([account]);
    attemptStore.ready = Promise.reject(new Error("the disk"));
    await poller.start();
    await flushPromises();
    assert.equal(reader.reads.length, 1);
    // Once at the start, once before the lease was acquired and once after.
    assert.equal(bugs.length, 3);
  });
});
