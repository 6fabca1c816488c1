import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { seededRandom } from "../../src/core/common/seededRandom.ts";
import type { Failure } from "../../src/core/readings/failure.ts";
import { failed } from "../../src/core/readings/outcome.ts";
import { hourMs, minuteMs } from "../../src/core/time/durations.ts";
import { goodOutcome } from "../helpers/gatedReader.ts";
import { accountOf, createPollerHarness } from "../helpers/pollerHarness.ts";

const ids = Array.from({ length: 50 }, (_, index) => `a-${index}`);

/** Fifty accounts that are read every five minutes for an hour, and then fail. */
async function createFiftyAccounts(failureAt: (nowMs: number) => Failure) {
  const harness = createPollerHarness(ids.map((id) => accountOf(id)));
  const { clock, reader, random, poller } = harness;
  Object.defineProperty(random, "next", { get: seededRandom(7) });
  await poller.start();
  await clock.advance(hourMs);
  reader.outcome = () => failed(failureAt(clock.now()));
  return {
    ...harness,
    /** The number of requests in the busiest minute since an instant. */
    maxPerMinute(sinceMs: number): number {
      const minutes = reader.reads
        .filter(({ atMs }) => atMs >= sinceMs)
        .map(({ atMs }) => Math.floor((atMs - sinceMs) / minuteMs));
      return Math.max(0, ...Object.values(Object.groupBy(minutes, String)).map((list) => list?.length ?? 0));
    },
    failingCount: () => poller.statuses().filter(({ failure }) => failure !== undefined).length,
  };
}

describe("fifty accounts after an outage of six hours", () => {
  const down: Failure = { kind: "providerError", status: 502 };

  it("accounts are read rarely during an outage, and return one by one within an hour after it", async () => {
    const { clock, reader, maxPerMinute, failingCount } = await createFiftyAccounts(() => down);
    const downMs = clock.now();
    await clock.advance(6 * hourMs);
    assert.equal(failingCount(), ids.length);
    const requestCount = reader.reads.filter(({ atMs }) => atMs >= downMs + hourMs).length;
    assert.ok(requestCount < ids.length * 5 * 4, `${requestCount} requests in five hours`);
    reader.outcome = () => goodOutcome("1");
    const upMs = clock.now();
    await clock.advance(5 * minuteMs);
    assert.ok(failingCount() > ids.length / 2, "too many came back at once");
    await clock.advance(hourMs);
    assert.equal(failingCount(), 0);
    assert.ok(maxPerMinute(upMs) <= 20, `${maxPerMinute(upMs)} in the busiest minute`);
    assert.ok(reader.maxInFlight <= 6);
  });

  it("accounts return six at a time after the machine slept through the outage", async () => {
    const { clock, reader, failingCount } = await createFiftyAccounts(() => down);
    await clock.advance(hourMs);
    clock.jump(8 * hourMs);
    reader.outcome = () => goodOutcome("1");
    const before = reader.reads.length;
    await clock.advance(20_000);
    assert.equal(reader.reads.length - before, ids.length);
    assert.equal(failingCount(), 0);
    assert.ok(reader.maxInFlight <= 6);
  });
});

describe("fifty accounts that must wait until the same instant", () => {
  it("accounts wait until the requested instant, and return spread over time", async () => {
    let retryAtMs = 0;
    const { clock, reader, failingCount } = await createFiftyAccounts((nowMs) => {
      retryAtMs ||= nowMs + 3 * hourMs;
      return { kind: "rateLimited", status: 429, retryAtMs };
    });
    await clock.advance(10 * minuteMs);
    assert.equal(failingCount(), ids.length);
    reader.outcome = () => goodOutcome("1");
    const before = reader.reads.length;
    await clock.advance(retryAtMs - clock.now() - 1);
    assert.equal(reader.reads.length, before);
    await clock.advance(minuteMs);
    assert.ok(failingCount() > ids.length / 2, "most came at once");
    await clock.advance(5 * minuteMs);
    assert.equal(failingCount(), 0);
  });
});
