import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { interval } from "../../../../src/services/common/timers.ts";
import { FakeClock, flushPromises } from "../../../helpers/fakeClock.ts";

function startInterval(task: () => Promise<number>) {
  const clock = new FakeClock();
  const bugs: unknown[] = [];
  let times = 0;
  const stop = interval({ clock, delayMs: 1000, reportBug: (error) => bugs.push(error) }, () => {
    times += 1;
    return task();
  });
  return { clock, bugs, stop, times: () => times };
}

describe("interval", () => {
  it("the interval waits before the first run, and then as long as the last run asked", async () => {
    const { clock, times } = startInterval(async () => 5000);
    await clock.advance(999);
    assert.equal(times(), 0);
    await clock.advance(1);
    assert.equal(times(), 1);
    await clock.advance(4999);
    assert.equal(times(), 1);
    await clock.advance(1);
    assert.equal(times(), 2);
  });

  it("the interval reports a run that threw, and continues", async () => {
    const { clock, bugs, times } = startInterval(() => Promise.reject(new Error("a bug")));
    await clock.advance(2000);
    assert.equal(times(), 2);
    assert.equal(bugs.length, 2);
  });

  it("the interval leaves no timer after it is stopped, also during a run", async () => {
    const running = Promise.withResolvers<number>();
    const { clock, stop } = startInterval(() => running.promise);
    await clock.advance(1000);
    stop();
    running.resolve(1);
    await flushPromises();
    assert.equal(clock.pendingTimers, 0);
    const idle = startInterval(async () => 1);
    idle.stop();
    assert.equal(idle.clock.pendingTimers, 0);
  });
});
