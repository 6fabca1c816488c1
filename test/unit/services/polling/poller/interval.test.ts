import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { failed } from "../../../../../src/core/readings/outcome.ts";
import { hourMs, minuteMs } from "../../../../../src/core/time/durations.ts";
import { flushPromises } from "../../../../helpers/fakeClock.ts";
import { goodOutcome } from "../../../../helpers/gatedReader.ts";
import { accountOf, createPollerHarness } from "../../../../helpers/pollerHarness.ts";
import { account, startPoller } from "./helpers/startPoller.ts";

describe("the interval of the poller", () => {
  it("the poller draws each wait within a tenth of the interval", async () => {
    const harness = createPollerHarness([account]);
    const startMs = harness.clock.now();
    harness.random.next = 0;
    await harness.poller.start();
    await harness.clock.advance(4 * minuteMs);
    harness.random.next = 1;
    await harness.clock.advance(7 * minuteMs);
    assert.deepEqual(harness.reader.readMinutes("poof", startMs), [0, 4.5, 10]);
  });

  it("the poller uses the account's own interval, and follows the setting at once", async () => {
    const harness = createPollerHarness([account, accountOf("slow", { refreshMinutes: 30 })]);
    const startMs = harness.clock.now();
    await harness.poller.start();
    await harness.clock.advance(minuteMs);
    harness.settings.minutes = 2;
    await harness.clock.advance(29 * minuteMs);
    assert.equal(harness.reader.readMinutes("poof", startMs).length, 16);
    assert.deepEqual(harness.reader.readMinutes("slow", startMs), [0, 30]);
  });

  it("the poller continues, however long an interval the settings ask for", async () => {
    const { clock, settings, random, poller, reader } = createPollerHarness([account]);
    settings.minutes = Number.MAX_VALUE;
    random.next = 0;
    const retryAtMs = clock.now() + hourMs;
    reader.outcome = () => failed({ kind: "rateLimited", status: 429, retryAtMs });
    await poller.start();
    await clock.advance(hourMs - 1);
    reader.outcome = () => goodOutcome("1");
    assert.equal(reader.reads.length, 1);
    await clock.advance(minuteMs);
    assert.equal(reader.reads.length, 2);
  });

  it("the poller waits four times as long once the user is away, and reads on focus", async () => {
    const { clock, reader, focusTracker } = await startPoller();
    const startMs = clock.now();
    focusTracker.setFocused(false);
    await clock.advance(2 * hourMs);
    assert.deepEqual(
      reader.readMinutes("poof", startMs).map((minute) => Math.round(minute)),
      [0, 5, 10, 15, 35, 55, 75, 95, 115],
    );
    await clock.advance(7 * minuteMs);
    assert.equal(reader.reads.length, 9);
    focusTracker.setFocused(true);
    await flushPromises();
    assert.equal(reader.reads.length, 10);
    focusTracker.setFocused(true);
    await flushPromises();
    assert.equal(reader.reads.length, 10, "not due any more");
  });

  it("the poller waits at most an hour while the user is away, or the interval if longer", async () => {
    const harness = createPollerHarness([
      accountOf("half", { refreshMinutes: 30 }),
      accountOf("long", { refreshMinutes: 180 }),
    ]);
    harness.focusTracker.setFocused(false);
    await harness.clock.advance(16 * minuteMs);
    const startMs = harness.clock.now();
    await harness.poller.start();
    await harness.clock.advance(6 * hourMs);
    assert.deepEqual(harness.reader.readMinutes("half", startMs), [0, 60, 120, 180, 240, 300, 360]);
    assert.deepEqual(harness.reader.readMinutes("long", startMs), [0, 180, 360]);
  });

  it("the poller reads once after eight hours of sleep, at the next tick or on focus", async () => {
    const { clock, reader, focusTracker } = await startPoller();
    clock.jump(8 * hourMs);
    await clock.advance(20_000);
    assert.equal(reader.reads.length, 2);
    await clock.advance(4 * minuteMs);
    assert.equal(reader.reads.length, 2);
    clock.jump(8 * hourMs);
    focusTracker.setFocused(true);
    await clock.advance(19_000);
    assert.equal(reader.reads.length, 3);
  });
});
