import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { failed } from "../../../../../src/core/readings/outcome.ts";
import { hourMs, minuteMs } from "../../../../../src/core/time/durations.ts";
import { flushPromises } from "../../../../helpers/fakeClock.ts";
import { goodOutcome } from "../../../../helpers/gatedReader.ts";
import { accountOf, createPollerHarness } from "../../../../helpers/pollerHarness.ts";
import { account, started } from "./helpers/startPoller.ts";

describe("the poller's pace", () => {
  it("is the interval, give or take a tenth, drawn anew for each reading", async () => {
    const bench = createPollerHarness([account]);
    const startMs = bench.clock.now();
    bench.random.next = 0;
    await bench.poller.start();
    await bench.clock.advance(4 * minuteMs);
    bench.random.next = 1;
    await bench.clock.advance(7 * minuteMs);
    assert.deepEqual(bench.reader.readMinutes("poof", startMs), [0, 4.5, 10]);
  });

  it("is the account's own interval where it names one, and follows the setting at once", async () => {
    const bench = createPollerHarness([account, accountOf("slow", { refreshMinutes: 30 })]);
    const startMs = bench.clock.now();
    await bench.poller.start();
    await bench.clock.advance(minuteMs);
    bench.settings.minutes = 2;
    await bench.clock.advance(29 * minuteMs);
    assert.equal(bench.reader.readMinutes("poof", startMs).length, 16);
    assert.deepEqual(bench.reader.readMinutes("slow", startMs), [0, 30]);
  });

  it("goes on, however long an interval the settings ask for", async () => {
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

  it("slows down fourfold once nobody was there for 15 minutes, and comes back on focus", async () => {
    const { clock, reader, focusTracker } = await started();
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

  it("is hourly at most while away, or the interval where that is longer", async () => {
    const bench = createPollerHarness([
      accountOf("half", { refreshMinutes: 30 }),
      accountOf("long", { refreshMinutes: 180 }),
    ]);
    bench.focusTracker.setFocused(false);
    await bench.clock.advance(16 * minuteMs);
    const startMs = bench.clock.now();
    await bench.poller.start();
    await bench.clock.advance(6 * hourMs);
    assert.deepEqual(bench.reader.readMinutes("half", startMs), [0, 60, 120, 180, 240, 300, 360]);
    assert.deepEqual(bench.reader.readMinutes("long", startMs), [0, 180, 360]);
  });

  it("reads once after eight hours of sleep, at the next tick or on focus", async () => {
    const { clock, reader, focusTracker } = await started();
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
