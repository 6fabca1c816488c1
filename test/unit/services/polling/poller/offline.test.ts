import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { seededRandom } from "../../../../../src/core/common/seededRandom.ts";
import type { Failure } from "../../../../../src/core/readings/failure.ts";
import { failed } from "../../../../../src/core/readings/outcome.ts";
import { hourMs, minuteMs } from "../../../../../src/core/time/durations.ts";
import { flushPromises } from "../../../../helpers/fakeClock.ts";
import { goodOutcome } from "../../../../helpers/gatedReader.ts";
import { accountOf, createPollerHarness } from "../../../../helpers/pollerHarness.ts";

const at = (id: string, host = id, more = {}) =>
  accountOf(id, { baseUrl: host.startsWith("http") ? host : `https://${host}.example`, ...more });
const dns: Failure = { kind: "unreachable", reason: "dns" };
const refused: Failure = { kind: "unreachable", reason: "refused" };

/** Accounts that have been read once; then `fail` says what each one gets. */
async function createOnline(accounts: readonly ReturnType<typeof at>[]) {
  const harness = createPollerHarness(accounts);
  Object.defineProperty(harness.random, "next", { get: seededRandom(3) });
  await harness.poller.start();
  await flushPromises();
  const { reader, clock } = harness;
  return {
    ...harness,
    fail: (failures: Readonly<Record<string, Failure>>) => {
      reader.outcome = ({ id }) => {
        const failure = failures[id] ?? failures["*"];
        return failure ? failed(failure) : goodOutcome("1");
      };
    },
    readsSince: (sinceMs: number, id?: string) =>
      reader.reads.filter(({ atMs, accountId }) => atMs >= sinceMs && (id === undefined || id === accountId)),
    now: () => clock.now(),
  };
}

describe("the poller without a network", () => {
  for (const failure of [dns, { kind: "unreachable", reason: "network" }] as const) {
    it(`an account whose provider was not reached (${failure.reason}) is back within a minute, after five hours`, async () => {
      const { clock, fail, readsSince, now } = await createOnline([at("poof")]);
      fail({ "*": failure });
      await clock.advance(5 * hourMs);
      fail({});
      const backMs = now();
      await clock.advance(minuteMs);
      assert.equal(readsSince(backMs).length, 1);
    });
  }

  it("thirty accounts are all back within a minute, spread, and few requests are tried meanwhile", async () => {
    const ids = Array.from({ length: 30 }, (_, index) => at(`a-${index}`, `host-${index % 10}`));
    const { clock, fail, readsSince, now } = await createOnline(ids);
    fail({ "*": dns });
    await clock.advance(20 * minuteMs);
    const lostMs = now();
    await clock.advance(hourMs);
    assert.ok(readsSince(lostMs).length <= 370, `${readsSince(lostMs).length} in an hour`);
    fail({});
    const backMs = now();
    await clock.advance(minuteMs);
    const reads = readsSince(backMs);
    assert.equal(new Set(reads.map(({ accountId }) => accountId)).size, 30);
    const bySecond = Object.groupBy(reads, ({ atMs }) => String(Math.floor(atMs / 1000)));
    assert.ok(Math.max(...Object.values(bySecond).map((list) => list?.length ?? 0)) <= 5);
  });

  it("the first success of any account has the others tried again, also one with a long interval", async () => {
    const { clock, fail, readsSince, now, poller } = await createOnline([at("one"), at("two"), at("three")]);
    fail({ "*": dns });
    await clock.advance(hourMs);
    fail({});
    const backMs = now();
    await poller.refresh("two");
    await clock.advance(5_000);
    for (const id of ["one", "three"]) assert.equal(readsSince(backMs, id).length, 1, id);
  });

  it("focus has an account tried again at once, and focus after focus does not", async () => {
    const { clock, fail, focusTracker, readsSince, now } = await createOnline([at("poof"), at("fine")]);
    fail({ poof: refused });
    await clock.advance(hourMs);
    fail({});
    const backMs = now();
    focusTracker.setFocused(true);
    await clock.advance(2_000);
    assert.equal(readsSince(backMs, "poof").length, 1);
    fail({ poof: refused });
    await clock.advance(30 * minuteMs);
    const laterMs = now();
    for (let count = 0; count < 10; count += 1) {
      focusTracker.setFocused(true);
      await clock.advance(1_000);
    }
    assert.ok(readsSince(laterMs, "poof").length <= 2);
  });

  it("an account is tried again after the computer slept, though its back-off goes on", async () => {
    const long = at("poof", "poof", { refreshMinutes: 600 });
    const { clock, fail, readsSince, now } = await createOnline([long, at("fine")]);
    fail({ poof: refused });
    await clock.advance(11 * hourMs);
    fail({});
    clock.jump(5 * minuteMs);
    const wokeMs = now();
    await clock.advance(30_000);
    assert.equal(readsSince(wokeMs, "poof").length, 1);
  });

  it("one host that is not reached while others are is tried about once an interval, not once an hour", async () => {
    for (const failure of [dns, refused]) {
      const { clock, fail, readsSince, now } = await createOnline([at("dead"), at("fine")]);
      fail({ dead: failure });
      await clock.advance(2 * hourMs);
      const sinceMs = now();
      await clock.advance(5 * hourMs);
      const tries = readsSince(sinceMs, "dead").length;
      assert.ok(tries >= 40 && tries <= 80, `${tries} tries in five hours, of 60 intervals`);
    }
  });

  it("a host that refuses connections alone may be down itself: it is not tried every minute", async () => {
    const { clock, fail, readsSince, now } = await createOnline([at("poof"), at("poof-2", "poof")]);
    fail({ "*": refused });
    await clock.advance(hourMs);
    const sinceMs = now();
    await clock.advance(5 * hourMs);
    const tries = readsSince(sinceMs, "poof").length;
    assert.ok(tries >= 40 && tries <= 80, String(tries));
  });

  it("several hosts that refuse connections at once are a network that is away", async () => {
    const { clock, fail, readsSince, now } = await createOnline([at("one"), at("two")]);
    fail({ "*": refused });
    await clock.advance(hourMs);
    fail({});
    const backMs = now();
    await clock.advance(minuteMs);
    assert.deepEqual([readsSince(backMs, "one").length, readsSince(backMs, "two").length], [1, 1]);
  });

  it("a server on this computer proves no network", async () => {
    const { clock, fail, readsSince, now } = await createOnline([
      at("local", "http://127.0.0.1:4000"),
      at("poof"),
    ]);
    fail({ poof: dns });
    await clock.advance(hourMs);
    fail({});
    const backMs = now();
    await clock.advance(minuteMs);
    assert.equal(readsSince(backMs, "poof").length, 1);
  });

  it("a network that is back undercuts no wait that a provider asked for", async () => {
    const { clock, fail, focusTracker, poller, readsSince, now } = await createOnline([at("one"), at("two")]);
    const startMs = now();
    poller.holdUntil("one", startMs + 3 * hourMs);
    fail({ "*": dns });
    await clock.advance(hourMs);
    fail({});
    focusTracker.setFocused(true);
    await clock.advance(hourMs);
    assert.equal(readsSince(startMs + 1, "one").length, 0);
    assert.ok(readsSince(now() - hourMs, "two").length > 0);
  });

  it("a clock that jumps days either way while offline delays the return by no more than a minute", async () => {
    for (const jumpMs of [-3 * 24 * hourMs, 3 * 24 * hourMs]) {
      const { clock, fail, readsSince, now } = await createOnline([at("one"), at("two")]);
      fail({ "*": dns });
      await clock.advance(hourMs);
      clock.jump(jumpMs);
      await clock.advance(20 * minuteMs);
      fail({});
      const backMs = now();
      await clock.advance(minuteMs);
      assert.ok(readsSince(backMs, "one").length > 0 && readsSince(backMs, "two").length > 0, String(jumpMs));
    }
  });
});
