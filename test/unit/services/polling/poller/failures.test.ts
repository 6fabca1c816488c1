import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Failure } from "../../../../../src/core/readings/failure.ts";
import { failed } from "../../../../../src/core/readings/outcome.ts";
import { hourMs, minuteMs } from "../../../../../src/core/time/durations.ts";
import { flushPromises } from "../../../../helpers/fakeClock.ts";
import { goodOutcome } from "../../../../helpers/gatedReader.ts";
import { accountOf, createPollerHarness } from "../../../../helpers/pollerHarness.ts";
import { account, startPoller } from "./helpers/startPoller.ts";

describe("the poller after failures", () => {
  const readsWithin = async (failure: Failure, draw: number, ms: number) => {
    const harness = createPollerHarness([account]);
    harness.random.next = draw;
    harness.reader.outcome = () => failed(failure);
    const startMs = harness.clock.now();
    await harness.poller.start();
    await harness.clock.advance(ms);
    return harness.reader.readMinutes("poof", startMs);
  };

  it("the poller doubles its wait after each failure, up to an hour", async () => {
    const minutes = await readsWithin({ kind: "timeout", seconds: 15 }, 1, 6 * hourMs);
    assert.deepEqual(minutes, [0, 10, 30, 70, 130, 190, 250, 310]);
  });

  it("the poller draws the wait between a short pause and the maximum, to spread installations", async () => {
    const minutes = await readsWithin({ kind: "timeout", seconds: 15 }, 0.5, 70 * minuteMs);
    assert.deepEqual(minutes, [0, 5, 15, 35, 65]);
    assert.equal((await readsWithin({ kind: "timeout", seconds: 15 }, 0, minuteMs)).length, 5);
  });

  it("the poller returns to its interval after a good reading", async () => {
    const { clock, random, poller, reader } = createPollerHarness([account]);
    random.next = 1;
    reader.outcome = () => failed({ kind: "timeout", seconds: 15 });
    await poller.start();
    await clock.advance(30 * minuteMs);
    reader.outcome = () => goodOutcome("1");
    await clock.advance(40 * minuteMs);
    random.next = 0.5;
    await poller.refresh();
    const count = reader.reads.length;
    await clock.advance(10 * minuteMs);
    assert.equal(reader.reads.length, count + 2);
  });

  it("the poller never reads before a provider's retry time: by itself, on focus or on refresh", async () => {
    const { clock, random, poller, reader, focusTracker } = createPollerHarness([account]);
    random.next = 0;
    const startMs = clock.now();
    const retryAtMs = startMs + 50 * minuteMs;
    reader.outcome = () => failed({ kind: "rateLimited", status: 429, retryAtMs });
    await poller.start();
    await flushPromises();
    reader.outcome = () => goodOutcome("1");
    for (let minute = 0; minute < 49; minute += 1) {
      await clock.advance(minuteMs);
      focusTracker.setFocused(true);
      await poller.refresh("poof");
    }
    assert.equal(reader.reads.length, 1);
    assert.equal(poller.retryAtMs("poof"), retryAtMs);
    await clock.advance(minuteMs);
    assert.deepEqual(reader.readMinutes("poof", startMs), [0, 50]);
    assert.equal(poller.retryAtMs("poof"), undefined);
  });

  for (const [failure, name] of [
    [{ kind: "providerError", status: 529 }, "529"],
    [{ kind: "forbidden", status: 403 }, "403"],
    [{ kind: "keyRejected", status: 401 }, "401"],
    [{ kind: "badResponse", reason: "html", status: 403 }, "a page under 403"],
  ] as const) {
    it(`the poller heeds a retry time that comes with ${name}: by itself, on refresh and over a restart`, async () => {
      const { clock, poller, reader, attemptStore, random } = createPollerHarness([account]);
      random.next = 0;
      const startMs = clock.now();
      const retryAtMs = startMs + 90 * minuteMs;
      reader.outcome = () => failed({ ...failure, retryAtMs });
      await poller.start();
      await clock.advance(60 * minuteMs);
      await poller.refresh();
      assert.equal(reader.reads.length, 1);
      assert.equal(poller.retryAtMs("poof"), retryAtMs);
      poller.dispose();

      const again = createPollerHarness([account], { clock, attemptStore });
      again.random.next = 0;
      await again.poller.start();
      await again.poller.refresh();
      await clock.advance(30 * minuteMs - 1);
      assert.equal(again.reader.reads.length, 0);
      await clock.advance(1);
      assert.equal(again.reader.reads.length, 1);
    });
  }

  it("the poller spreads its readings after a retry time that applied to everyone", async () => {
    const { clock, random, poller, reader } = createPollerHarness([
      accountOf("poof", { refreshMinutes: 60 }),
    ]);
    random.next = 1;
    const startMs = clock.now();
    reader.outcome = () => failed({ kind: "rateLimited", status: 429, retryAtMs: startMs + 2 * hourMs });
    await poller.start();
    await clock.advance(3 * hourMs);
    assert.deepEqual(reader.readMinutes("poof", startMs), [0, 180]);
  });

  it("the poller respects a pause that was asked for when other data of the account was read", async () => {
    const { clock, poller, reader } = await startPoller();
    const startMs = clock.now();
    poller.holdUntil("poof", startMs + 20 * minuteMs);
    poller.holdUntil("poof", startMs + 10 * minuteMs);
    poller.holdUntil("gone", startMs);
    await poller.refresh();
    await clock.advance(20 * minuteMs - 1);
    assert.equal(reader.reads.length, 1);
    await clock.advance(5 * minuteMs);
    assert.equal(reader.reads.length, 2);
    await poller.refresh();
    assert.equal(reader.reads.length, 3);
  });

  it("the poller tries a rejected key once an hour and at each start, and shows it meanwhile", async () => {
    const { clock, poller, reader, attemptStore } = createPollerHarness([account]);
    reader.outcome = () => failed({ kind: "keyRejected", status: 401 });
    await poller.start();
    await clock.advance(24 * hourMs);
    const tries = reader.reads.length;
    assert.ok(tries >= 22 && tries <= 25, String(tries));
    assert.equal(poller.statuses()[0]?.failure?.kind, "keyRejected");
    poller.dispose();

    const again = createPollerHarness([account]);
    for (const [id, attempt] of attemptStore.attempts) again.attemptStore.attempts.set(id, attempt);
    again.clock.jump(24 * hourMs);
    await again.poller.start();
    await flushPromises();
    assert.equal(again.reader.reads.length, 1);
    assert.equal(again.poller.statuses()[0]?.failure, undefined);
  });

  for (const failure of [
    { kind: "keyMissing" },
    { kind: "keyRejected", isSignedOut: true },
    { kind: "blockedOrigin" },
  ] as const) {
    it(`the poller stops on ${failure.kind} until the user acts, also over a restart`, async () => {
      const { clock, poller, reader, attemptStore, focusTracker } = createPollerHarness([account]);
      reader.outcome = () => failed(failure);
      await poller.start();
      await clock.advance(24 * hourMs);
      focusTracker.setFocused(true);
      await flushPromises();
      assert.equal(reader.reads.length, 1);
      poller.dispose();

      const again = createPollerHarness([account]);
      for (const [id, attempt] of attemptStore.attempts) again.attemptStore.attempts.set(id, attempt);
      again.clock.jump(24 * hourMs);
      again.reader.outcome = () => failed(failure);
      await again.poller.start();
      await again.clock.advance(hourMs);
      // A failure without a request is checked once more: the key may be there again.
      const looks = failure.kind === "keyRejected" ? 0 : 1;
      assert.equal(again.reader.reads.length, looks);
      assert.equal(again.poller.statuses()[0]?.failure?.kind, failure.kind);
      again.reader.outcome = createPollerHarness([account]).reader.outcome;
      await again.poller.unblock("poof");
      assert.equal(again.reader.reads.length, looks + 1);
      assert.equal(again.poller.statuses()[0]?.failure, undefined);
      await again.clock.advance(5 * minuteMs);
      assert.equal(again.reader.reads.length, looks + 2);
    });
  }

  it("the poller reads an unblocked account only once the provider allows it", async () => {
    const { clock, poller, reader } = createPollerHarness([account]);
    const retryAtMs = clock.now() + 10 * minuteMs;
    reader.outcome = () => failed({ kind: "rateLimited", status: 429, retryAtMs });
    await poller.start();
    await flushPromises();
    reader.outcome = () => goodOutcome("1");
    await poller.unblock("poof");
    await poller.unblock("gone");
    await clock.advance(10 * minuteMs - 1);
    assert.equal(reader.reads.length, 1);
    await clock.advance(1);
    assert.equal(reader.reads.length, 2);
  });
});
