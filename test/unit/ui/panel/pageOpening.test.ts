import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { PageOpening } from "../../../../src/ui/panel/pageOpening.ts";
import { FakeClock, flushPromises } from "../../../helpers/fakeClock.ts";

/** An opening, and whether the work that waits for its end goes on. */
function waitingWork() {
  const clock = new FakeClock();
  const opening = new PageOpening(clock);
  const work = { isRunning: false };
  const wait = async () => {
    await opening.ended();
    work.isRunning = true;
  };
  return { clock, opening, work, wait };
}

describe("a page that is being opened", () => {
  it("work that nobody waits for goes on once the page is open, and at once where none is being opened", async () => {
    const { opening, work, wait, clock } = waitingWork();
    void wait();
    await flushPromises();
    assert.ok(work.isRunning);
    work.isRunning = false;
    opening.start();
    void wait();
    await flushPromises();
    assert.ok(!work.isRunning);
    opening.end();
    await flushPromises();
    assert.ok(work.isRunning);
    assert.equal(clock.pendingTimers, 0);
  });

  it("a page that follows another one is waited for too", async () => {
    const { opening, work, wait } = waitingWork();
    opening.start();
    void wait();
    opening.start();
    await flushPromises();
    assert.ok(!work.isRunning);
    opening.end();
    await flushPromises();
    assert.ok(work.isRunning);
  });

  it("a page that never says that it is open holds nothing up for longer than ten seconds", async () => {
    const { clock, opening, work, wait } = waitingWork();
    opening.start();
    void wait();
    await clock.advance(9_900);
    assert.ok(!work.isRunning);
    await clock.advance(200);
    assert.ok(work.isRunning);
  });
});
