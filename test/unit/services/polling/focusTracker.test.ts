import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { minuteMs } from "../../../../src/core/time/durations.ts";
import { FocusTracker } from "../../../../src/services/polling/focusTracker.ts";
import { FakeClock } from "../../../helpers/fakeClock.ts";

describe("FocusTracker", () => {
  it("the user is present while the window is focused, however long", () => {
    const clock = new FakeClock();
    const focusTracker = new FocusTracker(clock, true);
    clock.jump(24 * 60 * minuteMs);
    assert.equal(focusTracker.isAway(), false);
  });

  it("the user is away once the window has been unfocused for 15 minutes", () => {
    const clock = new FakeClock();
    const focusTracker = new FocusTracker(clock, true);
    clock.jump(60 * minuteMs);
    focusTracker.setFocused(false);
    clock.jump(15 * minuteMs);
    assert.equal(focusTracker.isAway(), false);
    clock.jump(1);
    assert.equal(focusTracker.isAway(), true);
    focusTracker.setFocused(true);
    assert.equal(focusTracker.isAway(), false);
  });

  it("the user's absence counts from the start for a window that opened in the background", () => {
    const clock = new FakeClock();
    const focusTracker = new FocusTracker(clock, false);
    clock.jump(10 * minuteMs);
    focusTracker.setFocused(false);
    clock.jump(5 * minuteMs + 1);
    assert.equal(focusTracker.isAway(), true, "an unfocused window that stays unfocused shows no activity");
  });

  it("the tracker notifies of focus, not of its loss, and of nothing once disposed", () => {
    const focusTracker = new FocusTracker(new FakeClock(), false);
    let eventCount = 0;
    focusTracker.onDidFocus(() => {
      eventCount += 1;
    });
    focusTracker.setFocused(true);
    focusTracker.setFocused(false);
    assert.equal(eventCount, 1);
    focusTracker.dispose();
    focusTracker.setFocused(true);
    assert.equal(eventCount, 1);
  });
});
