import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { accountOf, pollerBench } from "../../../../helpers/createPollerHarness.ts";
import { settled } from "../../../../helpers/fakeClock.ts";
import { account, hourMs, started } from "./helpers/startPoller.ts";

describe("a disposed poller", () => {
  it("leaves no timer and no request behind, and hears nothing more", async () => {
    const { clock, settings, poller, reader, focusTracker, bugs } = await started();
    reader.isShut = true;
    const refresh = poller.refresh();
    await settled();
    let told = 0;
    poller.onDidChange(() => {
      told += 1;
    });
    poller.dispose();
    await refresh;
    settings.edit([accountOf("new")]);
    focusTracker.setFocused(true);
    await clock.pass(hourMs);
    assert.equal(reader.reads[1]?.signal.aborted, true);
    assert.equal(reader.reads.length, 2);
    assert.equal(clock.timers, 0);
    assert.equal(told + bugs.length, 0);
  });

  it("leaves none either when it was disposed while it started", async () => {
    const { clock, poller, reader, attempts } = pollerBench([account]);
    const opening = Promise.withResolvers<void>();
    attempts.opening = opening.promise;
    const start = poller.start();
    poller.dispose();
    opening.resolve();
    await start;
    await settled();
    assert.equal(clock.timers + reader.reads.length, 0);
  });
});
