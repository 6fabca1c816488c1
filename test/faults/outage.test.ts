import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { seededRandom } from "../../src/core/common/seededRandom.ts";
import type { Failure } from "../../src/core/readings/failure.ts";
import { failed } from "../../src/core/readings/outcome.ts";
import { hourMs, minuteMs } from "../../src/core/time/durations.ts";
import { goodOutcome } from "../helpers/gatedReader.ts";
import { accountOf, createPollerHarness } from "../helpers/pollerHarness.ts";

const ids = Array.from({ length: 50 }, (_, index) => `a-${index}`);

/** Fifty accounts that are read every five minutes for an hour, and then meet a storm. */
async function fifty(storm: (nowMs: number) => Failure) {
  const bench = createPollerHarness(ids.map((id) => accountOf(id)));
  const { clock, reader, random, poller } = bench;
  Object.defineProperty(random, "next", { get: seededRandom(7) });
  await poller.start();
  await clock.advance(hourMs);
  reader.outcome = () => failed(storm(clock.now()));
  return {
    ...bench,
    /** The busiest minute since an instant, in requests. */
    busiest(sinceMs: number): number {
      const minutes = reader.reads
        .filter(({ atMs }) => atMs >= sinceMs)
        .map(({ atMs }) => Math.floor((atMs - sinceMs) / minuteMs));
      return Math.max(0, ...Object.values(Object.groupBy(minutes, String)).map((list) => list?.length ?? 0));
    },
    unread: () => poller.statuses().filter(({ failure }) => failure !== undefined).length,
  };
}

describe("fifty accounts after an outage of six hours", () => {
  const down: Failure = { kind: "unreachable", reason: "refused" };

  it("ask seldom while it lasts, and come back one by one within the hour", async () => {
    const { clock, reader, busiest, unread } = await fifty(() => down);
    const downMs = clock.now();
    await clock.advance(6 * hourMs);
    assert.equal(unread(), ids.length);
    const asked = reader.reads.filter(({ atMs }) => atMs >= downMs + hourMs).length;
    assert.ok(asked < ids.length * 5 * 4, `${asked} requests in five hours`);
    reader.outcome = () => goodOutcome("1");
    const upMs = clock.now();
    await clock.advance(5 * minuteMs);
    assert.ok(unread() > ids.length / 2, "too many came back at once");
    await clock.advance(hourMs);
    assert.equal(unread(), 0);
    assert.ok(busiest(upMs) <= 20, `${busiest(upMs)} in the busiest minute`);
    assert.ok(reader.maxInFlight <= 6);
  });

  it("come back six at a time when the machine slept through it", async () => {
    const { clock, reader, unread } = await fifty(() => down);
    await clock.advance(hourMs);
    clock.jump(8 * hourMs);
    reader.outcome = () => goodOutcome("1");
    const before = reader.reads.length;
    await clock.advance(20_000);
    assert.equal(reader.reads.length - before, ids.length);
    assert.equal(unread(), 0);
    assert.ok(reader.maxInFlight <= 6);
  });
});

describe("fifty accounts that were all told to come back at one instant", () => {
  it("wait for it, and come back apart", async () => {
    let retryAtMs = 0;
    const { clock, reader, unread } = await fifty((nowMs) => {
      retryAtMs ||= nowMs + 3 * hourMs;
      return { kind: "rateLimited", status: 429, retryAtMs };
    });
    await clock.advance(10 * minuteMs);
    assert.equal(unread(), ids.length);
    reader.outcome = () => goodOutcome("1");
    const before = reader.reads.length;
    await clock.advance(retryAtMs - clock.now() - 1);
    assert.equal(reader.reads.length, before);
    await clock.advance(minuteMs);
    assert.ok(unread() > ids.length / 2, "most came at once");
    await clock.advance(5 * minuteMs);
    assert.equal(unread(), 0);
  });
});
