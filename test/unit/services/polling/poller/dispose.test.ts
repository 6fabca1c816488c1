import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { hourMs } from "../../../../../src/core/time/durations.ts";
import { flushPromises } from "../../../../helpers/fakeClock.ts";
import { accountOf, createPollerHarness } from "../../../../helpers/pollerHarness.ts";
import { account, started } from "./helpers/startPoller.ts";

describe("a disposed poller", () => {
  it("leaves no timer and no request behind, and hears nothing more", async () => {
    const { clock, settings, poller, reader, focusTracker, bugs } = await started();
    reader.isPaused = true;
    const refresh = poller.refresh();
    await flushPromises();
    let told = 0;
    poller.onDidChange(() => {
      told += 1;
    });
    poller.dispose();
    await refresh;
    settings.edit([accountOf("new")]);
    focusTracker.setFocused(true);
    await clock.advance(hourMs);
    assert.equal(reader.reads[1]?.signal.aborted, true);
    assert.equal(reader.reads.length, 2);
    assert.equal(clock.pendingTimers, 0);
    assert.equal(told + bugs.length, 0);
  });

  it("leaves none either when it was disposed while it started", async () => {
    const { clock, poller, reader, attemptStore } = createPollerHarness([account]);
    const opening = Promise.withResolvers<void>();
    attemptStore.ready = opening.promise;
    const start = poller.start();
    poller.dispose();
    opening.resolve();
    await start;
    await flushPromises();
    assert.equal(clock.pendingTimers + reader.reads.length, 0);
  });
});
