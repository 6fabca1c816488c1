import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { hourMs } from "../../../../../src/core/time/durations.ts";
import { flushPromises } from "../../../../helpers/fakeClock.ts";
import { accountOf, createPollerHarness } from "../../../../helpers/pollerHarness.ts";
import { account, startPoller } from "./helpers/startPoller.ts";

describe("a disposed poller", () => {
  it("a disposed poller leaves no timer and no request, and ignores events", async () => {
    const { clock, settings, poller, reader, focusTracker, bugs } = await startPoller();
    reader.isPaused = true;
    const refresh = poller.refresh();
    await flushPromises();
    let eventCount = 0;
    poller.onDidChange(() => {
      eventCount += 1;
    });
    poller.dispose();
    await refresh;
    settings.edit([accountOf("new")]);
    focusTracker.setFocused(true);
    await clock.advance(hourMs);
    assert.equal(reader.reads[1]?.signal.aborted, true);
    assert.equal(reader.reads.length, 2);
    assert.equal(clock.pendingTimers, 0);
    assert.equal(eventCount + bugs.length, 0);
  });

  it("a poller that is disposed during its start leaves no timer and no request", async () => {
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
