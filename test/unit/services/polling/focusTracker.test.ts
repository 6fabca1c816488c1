import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { Attention } from "../../../../src/services/polling/focusTracker.ts";
import { FakeClock } from "../../../helpers/fakeClock.ts";

const minuteMs = 60_000;

describe("Attention", () => {
  it("is there as long as the window is focused, however long", () => {
    const clock = new FakeClock();
    const attention = new Attention(clock, true);
    clock.jump(24 * 60 * minuteMs);
    assert.equal(attention.isAway(), false);
  });

  it("is away once the window was not focused for 15 minutes", () => {
    const clock = new FakeClock();
    const attention = new Attention(clock, true);
    clock.jump(60 * minuteMs);
    attention.setFocused(false);
    clock.jump(15 * minuteMs);
    assert.equal(attention.isAway(), false);
    clock.jump(1);
    assert.equal(attention.isAway(), true);
    attention.setFocused(true);
    assert.equal(attention.isAway(), false);
  });

  it("counts from its start for a window that opened in the background", () => {
    const clock = new FakeClock();
    const attention = new Attention(clock, false);
    clock.jump(10 * minuteMs);
    attention.setFocused(false);
    clock.jump(5 * minuteMs + 1);
    assert.equal(attention.isAway(), true, "losing no focus is no sign of life");
  });

  it("tells of focus, not of its loss, and of nothing once disposed", () => {
    const attention = new Attention(new FakeClock(), false);
    let told = 0;
    attention.onDidFocus(() => {
      told += 1;
    });
    attention.setFocused(true);
    attention.setFocused(false);
    assert.equal(told, 1);
    attention.dispose();
    attention.setFocused(true);
    assert.equal(told, 1);
  });
});
