import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { failed } from "../../../../../src/core/readings/outcome.ts";
import { minuteMs } from "../../../../../src/core/time/durations.ts";
import { flushPromises } from "../../../../helpers/fakeClock.ts";
import { goodOutcome } from "../../../../helpers/gatedReader.ts";
import { accountOf, createPollerHarness } from "../../../../helpers/pollerHarness.ts";
import { account, startPoller } from "./helpers/startPoller.ts";

describe("refreshing", () => {
  it("a refresh reads one account or all, whatever the interval", async () => {
    const { poller, reader } = createPollerHarness([account, accountOf("other")]);
    await poller.start();
    await flushPromises();
    await poller.refresh("other");
    await poller.refresh();
    await poller.refresh("gone");
    assert.deepEqual(
      reader.reads.map(({ accountId }) => accountId),
      ["poof", "other", "other", "poof", "other"],
    );
  });

  it("a refresh shares the reading in progress, and resolves with it", async () => {
    const { poller, reader } = createPollerHarness([account]);
    reader.isPaused = true;
    await poller.start();
    await flushPromises();
    let isDone = false;
    const both = Promise.all([poller.refresh(), poller.refresh("poof")]).then(() => {
      isDone = true;
    });
    await flushPromises();
    assert.equal(isDone, false);
    assert.equal(reader.reads.length, 1);
    reader.reads[0]?.answer(goodOutcome("3"));
    await both;
    assert.equal(poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "3");
  });

  it("a refresh resolves when the reading fails, and the last good value stays", async () => {
    const { poller, reader } = await startPoller();
    reader.outcome = () => failed({ kind: "providerError", status: 500 });
    await poller.refresh();
    const [status] = poller.statuses();
    assert.equal(status?.reading?.snapshot.meters[0].remaining, "1");
    assert.equal(status?.failure?.kind, "providerError");
    reader.outcome = () => goodOutcome("2");
    await poller.refresh();
    assert.equal(poller.statuses()[0]?.failure, undefined);
  });

  it("a refresh ends a back-off, because the user asked for it", async () => {
    const { poller, reader } = await startPoller();
    reader.outcome = () => failed({ kind: "timeout", seconds: 15 });
    await poller.refresh();
    await poller.refresh();
    assert.equal(reader.reads.length, 3);
  });

  it("a refresh makes an attempt of its own when the scheduled read that it shares reads nothing", async () => {
    const { poller, reader, clock, coordination } = createPollerHarness([account]);
    await poller.start();
    await flushPromises();
    assert.equal(reader.reads.length, 1);
    // Another window has the lease when the account is due, so that the scheduled read leaves it to that window.
    const { promise, resolve } = Promise.withResolvers<void>();
    const acquire = coordination.acquireLease.bind(coordination);
    let isFirst = true;
    coordination.acquireLease = (...args) => {
      if (!isFirst) return acquire(...args);
      isFirst = false;
      resolve();
      return { kind: "taken", untilMs: clock.now() + 50_000 };
    };
    const due = clock.advance(5 * minuteMs);
    await promise;
    await poller.refresh();
    await due;
    assert.equal(reader.reads.length, 2);
    assert.equal(poller.statuses()[0]?.reading?.readAtMs, reader.reads[1]?.atMs);
  });

  it("a refresh sends one request when the clock is set back meanwhile", async () => {
    const { poller, reader, clock } = await startPoller();
    reader.isPaused = true;
    const refresh = poller.refresh();
    await flushPromises();
    clock.jump(-minuteMs);
    reader.reads.at(-1)?.answer(goodOutcome("8"));
    await refresh;
    assert.equal(reader.reads.length, 2);
    assert.equal(poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "8");
  });

  it("a refresh goes before scheduled reads that wait, also when its account is among them", async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `a-${index}`);
    const { poller, reader } = createPollerHarness(ids.map((id) => accountOf(id)));
    reader.isPaused = true;
    await poller.start();
    await flushPromises();
    assert.equal(reader.reads.length, 6);
    const refreshed = poller.refresh("a-11");
    reader.reads[0]?.answer(goodOutcome("1"));
    await flushPromises();
    assert.equal(reader.reads[6]?.accountId, "a-11");
    reader.reads[6]?.answer(goodOutcome("2"));
    await refreshed;
    assert.equal(poller.status("a-11")?.reading?.snapshot.meters[0].remaining, "2");
    poller.dispose();
  });

  it("a host that hangs for thirty accounts delays no account of another host", async () => {
    const dead = Array.from({ length: 30 }, (_, index) =>
      accountOf(`dead-${index}`, { baseUrl: "https://dead.example" }),
    );
    const { poller, reader } = createPollerHarness([...dead, accountOf("fine")]);
    reader.isPaused = true;
    await poller.start();
    await flushPromises();
    assert.ok(reader.reads.some(({ accountId }) => accountId === "fine"));
    assert.equal(reader.reads.length, 4);
    poller.dispose();
  });

  it("a program that asks causes no request within the provider's minimum, and changes no schedule", async () => {
    const { poller, reader, clock } = createPollerHarness([account], { minIntervalMs: 2 * minuteMs });
    await poller.start();
    await flushPromises();
    const readAt = () => reader.reads.map(({ atMs }) => (atMs - (reader.reads[0]?.atMs ?? 0)) / minuteMs);
    await clock.advance(minuteMs);
    for (const _ of [1, 2, 3]) await poller.renew("poof");
    assert.deepEqual(readAt(), [0]);
    await clock.advance(4 * minuteMs);
    assert.deepEqual(readAt(), [0, 5]);
    // A failure is an attempt too.
    reader.outcome = () => failed({ kind: "providerError", status: 500 });
    await clock.advance(2 * minuteMs);
    await Promise.all([poller.renew("poof"), poller.renew("poof")]);
    await poller.renew("poof");
    await poller.renew("gone");
    assert.deepEqual(readAt(), [0, 5, 7]);
    // A person may.
    await poller.refresh("poof");
    assert.deepEqual(readAt(), [0, 5, 7, 7]);
    poller.dispose();
  });

  it("a program that asks does not try a key that was refused", async () => {
    const { poller, reader } = await startPoller();
    reader.outcome = () => failed({ kind: "keyRejected", status: 401 });
    await poller.refresh();
    await poller.renew("poof");
    assert.equal(reader.reads.length, 2);
  });
});
