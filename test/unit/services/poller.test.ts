import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Failure } from "../../../src/core/failure.ts";
import { failed } from "../../../src/core/outcome.ts";
import { meterOf, snapshotOf } from "../support/accountStatus.ts";
import { settled } from "../support/fakeClock.ts";
import { good } from "../support/gatedReader.ts";
import { accountOf, pollerBench, sourceOf } from "../support/pollerBench.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const account = accountOf("poof");

async function started(options?: Parameters<typeof pollerBench>[1]) {
  const bench = pollerBench([account], options);
  await bench.poller.start();
  await settled();
  return bench;
}

function keptAttempt(attemptedAtMs: number, source = sourceOf(account)) {
  const snapshot = snapshotOf([meterOf("7")]);
  return { source, reading: { snapshot, readAtMs: attemptedAtMs }, failures: 0, attemptedAtMs };
}

describe("the poller at start", () => {
  it("reads an account it knows nothing of, and keeps what came", async () => {
    const { poller, reader, attempts, reports } = await started();
    assert.equal(reader.reads.length, 1);
    const [status] = poller.statuses();
    assert.equal(status?.reading?.snapshot.meters[0].remaining, "1");
    assert.equal(status?.isReading, false);
    assert.equal(attempts.kept.get("poof")?.reading?.snapshot.meters[0].remaining, "1");
    assert.deepEqual(
      reports.map(({ account: { id }, outcome }) => [id, outcome.ok]),
      [["poof", true]],
    );
  });

  it("shows a fresh reading from before, and reads when that is due", async () => {
    const { clock, attempts, poller, reader } = pollerBench([account]);
    attempts.kept.set("poof", keptAttempt(clock.now() - 2 * minuteMs));
    await poller.start();
    await clock.pass(3 * minuteMs - 1);
    assert.equal(poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "7");
    assert.equal(reader.reads.length, 0);
    await clock.pass(1);
    assert.equal(reader.reads.length, 1);
  });

  it("reads at once what is older than an interval, and shows the old value meanwhile", async () => {
    const { clock, attempts, poller, reader } = pollerBench([account]);
    attempts.kept.set("poof", keptAttempt(clock.now() - 6 * minuteMs));
    reader.isShut = true;
    await poller.start();
    await settled();
    assert.equal(reader.reads.length, 1);
    const [status] = poller.statuses();
    assert.equal(status?.reading?.snapshot.meters[0].remaining, "7");
    assert.equal(status?.isReading, true);
  });

  it("takes nothing from a reading of another provider, and reads at once", async () => {
    const { clock, attempts, poller, reader } = pollerBench([account]);
    attempts.kept.set("poof", keptAttempt(clock.now(), "coals https://elsewhere.example"));
    reader.isShut = true;
    await poller.start();
    await settled();
    assert.equal(poller.statuses()[0]?.reading, undefined);
    assert.equal(reader.reads.length, 1);
  });

  it("shows the last value from before a changed base URL, and reads at once", async () => {
    const { clock, attempts, poller, reader } = pollerBench([account]);
    attempts.kept.set("poof", keptAttempt(clock.now(), "poof https://elsewhere.example"));
    reader.isShut = true;
    await poller.start();
    await settled();
    assert.equal(poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "7");
    assert.equal(reader.reads.length, 1);
  });

  it("waits for what was kept before it calls an account unread, also when the window is focused", async () => {
    const { clock, attempts, attention, poller, reader } = pollerBench([account]);
    attempts.kept.set("poof", keptAttempt(clock.now() - minuteMs));
    const opening = Promise.withResolvers<void>();
    attempts.opening = opening.promise;
    const start = poller.start();
    attention.setFocused(true);
    await clock.pass(minuteMs);
    assert.equal(reader.reads.length, 0);
    opening.resolve();
    await start;
    await settled();
    assert.equal(reader.reads.length, 0);
    assert.equal(poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "7");
  });

  it("goes on where what was kept cannot be told", async () => {
    const { attempts, poller, reader, bugs } = pollerBench([account]);
    attempts.opening = Promise.reject(new Error("the disk"));
    await poller.start();
    await settled();
    assert.equal(reader.reads.length, 1);
    // Once at the start, once before it was claimed and once after.
    assert.equal(bugs.length, 3);
  });
});

describe("the poller's pace", () => {
  it("is the interval, give or take a tenth, drawn anew for each reading", async () => {
    const bench = pollerBench([account]);
    const startMs = bench.clock.now();
    bench.dice.next = 0;
    await bench.poller.start();
    await bench.clock.pass(4 * minuteMs);
    bench.dice.next = 1;
    await bench.clock.pass(7 * minuteMs);
    assert.deepEqual(bench.reader.minutes("poof", startMs), [0, 4.5, 10]);
  });

  it("is the account's own interval where it names one, and follows the setting at once", async () => {
    const bench = pollerBench([account, accountOf("slow", { refreshMinutes: 30 })]);
    const startMs = bench.clock.now();
    await bench.poller.start();
    await bench.clock.pass(minuteMs);
    bench.settings.minutes = 2;
    await bench.clock.pass(29 * minuteMs);
    assert.equal(bench.reader.minutes("poof", startMs).length, 16);
    assert.deepEqual(bench.reader.minutes("slow", startMs), [0, 30]);
  });

  it("goes on, however long an interval the settings ask for", async () => {
    const { clock, settings, dice, poller, reader } = pollerBench([account]);
    settings.minutes = Number.MAX_VALUE;
    dice.next = 0;
    const retryAtMs = clock.now() + hourMs;
    reader.outcome = () => failed({ kind: "rateLimited", status: 429, retryAtMs });
    await poller.start();
    await clock.pass(hourMs - 1);
    reader.outcome = () => good("1");
    assert.equal(reader.reads.length, 1);
    await clock.pass(minuteMs);
    assert.equal(reader.reads.length, 2);
  });

  it("slows down fourfold once nobody was there for 15 minutes, and comes back on focus", async () => {
    const { clock, reader, attention } = await started();
    const startMs = clock.now();
    attention.setFocused(false);
    await clock.pass(2 * hourMs);
    assert.deepEqual(
      reader.minutes("poof", startMs).map((minute) => Math.round(minute)),
      [0, 5, 10, 15, 35, 55, 75, 95, 115],
    );
    await clock.pass(7 * minuteMs);
    assert.equal(reader.reads.length, 9);
    attention.setFocused(true);
    await settled();
    assert.equal(reader.reads.length, 10);
    attention.setFocused(true);
    await settled();
    assert.equal(reader.reads.length, 10, "not due any more");
  });

  it("is hourly at most while away, or the interval where that is longer", async () => {
    const bench = pollerBench([
      accountOf("half", { refreshMinutes: 30 }),
      accountOf("long", { refreshMinutes: 180 }),
    ]);
    bench.attention.setFocused(false);
    await bench.clock.pass(16 * minuteMs);
    const startMs = bench.clock.now();
    await bench.poller.start();
    await bench.clock.pass(6 * hourMs);
    assert.deepEqual(bench.reader.minutes("half", startMs), [0, 60, 120, 180, 240, 300, 360]);
    assert.deepEqual(bench.reader.minutes("long", startMs), [0, 180, 360]);
  });

  it("reads once after eight hours of sleep, at the next tick or on focus", async () => {
    const { clock, reader, attention } = await started();
    clock.jump(8 * hourMs);
    await clock.pass(20_000);
    assert.equal(reader.reads.length, 2);
    await clock.pass(4 * minuteMs);
    assert.equal(reader.reads.length, 2);
    clock.jump(8 * hourMs);
    attention.setFocused(true);
    await clock.pass(19_000);
    assert.equal(reader.reads.length, 3);
  });

  it("waits no longer than it was asked to when the clock was a day ahead then", async () => {
    const { clock, poller, reader } = await started();
    const hasTold = () => poller.statuses()[0]?.failure;
    clock.jump(24 * hourMs);
    const retryAtMs = clock.now() + 10 * minuteMs;
    reader.outcome = () => failed({ kind: "rateLimited", status: 429, retryAtMs });
    await clock.pass(20_000);
    reader.outcome = () => good("2");
    clock.jump(-24 * hourMs);
    await clock.pass(9 * minuteMs);
    await poller.refresh();
    assert.equal(hasTold()?.kind, "rateLimited");
    // And what all who were told the same are spread over.
    await clock.pass(4 * minuteMs);
    assert.equal(hasTold(), undefined);
  });

  it("keeps to a pause for something else alike, however often it is told", async () => {
    const { clock, attempts, poller, reader } = await started();
    clock.jump(24 * hourMs);
    poller.holdUntil("poof", clock.now() + 10 * minuteMs);
    await clock.pass(20_000);
    clock.jump(-24 * hourMs);
    await clock.pass(9 * minuteMs);
    await poller.catchUp();
    await poller.refresh();
    assert.equal(reader.reads.length, 1);
    assert.ok(attempts.held.has("poof"));
    // And what all who were told the same are spread over.
    await clock.pass(4 * minuteMs);
    assert.equal(reader.reads.length, 2);
  });

  it("tells the true age of a value that was read before the clock was set back", async () => {
    const { clock, poller, reader } = await started();
    await clock.pass(5 * minuteMs);
    reader.outcome = () => failed({ kind: "unreachable", reason: "dns" });
    clock.jump(-24 * hourMs);
    await clock.pass(minuteMs);
    const ageMs = clock.now() - (poller.statuses()[0]?.reading?.readAtMs ?? 0);
    assert.ok(ageMs >= 40_000 && ageMs <= minuteMs, `${ageMs} ms`);
  });

  it("tells the true age of a value that was taken in just after the clock was set back", async () => {
    const { clock, poller } = await started();
    await clock.pass(5 * minuteMs);
    clock.jump(-24 * hourMs);
    const atMs = clock.now();
    await poller.seed("poof", good("1"));
    await clock.pass(minuteMs);
    assert.equal(poller.statuses()[0]?.reading?.readAtMs, atMs);
  });

  it("tells no age from the future of a value that was read at another base URL", async () => {
    const { clock, settings, poller, reader } = await started();
    reader.outcome = () => failed({ kind: "unreachable", reason: "dns" });
    clock.jump(-24 * hourMs);
    settings.edit([accountOf("poof", { baseUrl: "https://elsewhere.example" })]);
    await clock.pass(minuteMs);
    const { readAtMs = Number.NaN } = poller.statuses()[0]?.reading ?? {};
    assert.ok(readAtMs <= clock.now());
  });

  it("does not wait for a clock that was set back", async () => {
    const { clock, reader } = await started();
    clock.jump(-30 * 24 * hourMs);
    await clock.pass(20_000);
    assert.equal(reader.reads.length, 2);
    await clock.pass(4 * minuteMs);
    assert.equal(reader.reads.length, 2);
  });
});

describe("the poller with many accounts", () => {
  it("has at most six requests under way, and reads each account once", async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `a-${index}`);
    const { poller, reader } = pollerBench(ids.map((id) => accountOf(id)));
    reader.isShut = true;
    await poller.start();
    for (let answered = 0; answered < ids.length; answered += 1) {
      await settled();
      assert.equal(reader.inFlight, Math.min(6, ids.length - answered));
      reader.reads[answered]?.answer(good("1"));
    }
    await settled();
    assert.equal(reader.most, 6);
    assert.deepEqual(
      reader.reads.map(({ accountId }) => accountId),
      ids,
    );
    assert.ok(poller.statuses().every(({ reading, isReading }) => reading && !isReading));
  });

  it("reads others while one account never answers", async () => {
    const { clock, poller, reader } = pollerBench([accountOf("stuck"), accountOf("fine")]);
    reader.isShut = true;
    await poller.start();
    await settled();
    reader.reads[1]?.answer(good("1"));
    reader.isShut = false;
    await clock.pass(30 * minuteMs);
    assert.equal(reader.minutes("stuck", 0).length, 1);
    assert.equal(reader.minutes("fine", 0).length, 7);
  });
});

describe("a refresh", () => {
  it("reads whatever the interval says, one account or all", async () => {
    const { poller, reader } = pollerBench([account, accountOf("other")]);
    await poller.start();
    await settled();
    await poller.refresh("other");
    await poller.refresh();
    await poller.refresh("gone");
    assert.deepEqual(
      reader.reads.map(({ accountId }) => accountId),
      ["poof", "other", "other", "poof", "other"],
    );
  });

  it("shares what is under way, and resolves with it", async () => {
    const { poller, reader } = pollerBench([account]);
    reader.isShut = true;
    await poller.start();
    await settled();
    let isDone = false;
    const both = Promise.all([poller.refresh(), poller.refresh("poof")]).then(() => {
      isDone = true;
    });
    await settled();
    assert.equal(isDone, false);
    assert.equal(reader.reads.length, 1);
    reader.reads[0]?.answer(good("3"));
    await both;
    assert.equal(poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "3");
  });

  it("resolves when the reading fails, and keeps the last good value", async () => {
    const { poller, reader } = await started();
    reader.outcome = () => failed({ kind: "providerError", status: 500 });
    await poller.refresh();
    const [status] = poller.statuses();
    assert.equal(status?.reading?.snapshot.meters[0].remaining, "1");
    assert.equal(status?.failure?.kind, "providerError");
    reader.outcome = () => good("2");
    await poller.refresh();
    assert.equal(poller.statuses()[0]?.failure, undefined);
  });

  it("cuts a back-off short, for a person asked", async () => {
    const { poller, reader } = await started();
    reader.outcome = () => failed({ kind: "timeout", seconds: 15 });
    await poller.refresh();
    await poller.refresh();
    assert.equal(reader.reads.length, 3);
  });
});

describe("the poller after failures", () => {
  const readsWithin = async (failure: Failure, draw: number, ms: number) => {
    const bench = pollerBench([account]);
    bench.dice.next = draw;
    bench.reader.outcome = () => failed(failure);
    const startMs = bench.clock.now();
    await bench.poller.start();
    await bench.clock.pass(ms);
    return bench.reader.minutes("poof", startMs);
  };

  it("waits twice as long after each, up to an hour", async () => {
    const minutes = await readsWithin({ kind: "unreachable", reason: "dns" }, 1, 6 * hourMs);
    assert.deepEqual(minutes, [0, 10, 30, 70, 130, 190, 250, 310]);
  });

  it("draws the wait between a short pause and that, so that installs come back apart", async () => {
    const minutes = await readsWithin({ kind: "timeout", seconds: 15 }, 0.5, 70 * minuteMs);
    assert.deepEqual(minutes, [0, 5, 15, 35, 65]);
    assert.equal((await readsWithin({ kind: "timeout", seconds: 15 }, 0, minuteMs)).length, 5);
  });

  it("goes back to its interval after a good reading", async () => {
    const { clock, dice, poller, reader } = pollerBench([account]);
    dice.next = 1;
    reader.outcome = () => failed({ kind: "timeout", seconds: 15 });
    await poller.start();
    await clock.pass(30 * minuteMs);
    reader.outcome = () => good("1");
    await clock.pass(40 * minuteMs);
    dice.next = 0.5;
    await poller.refresh();
    const count = reader.reads.length;
    await clock.pass(10 * minuteMs);
    assert.equal(reader.reads.length, count + 2);
  });

  it("never comes before a provider's retryAt, by itself, on focus or by refresh", async () => {
    const { clock, dice, poller, reader, attention } = pollerBench([account]);
    dice.next = 0;
    const startMs = clock.now();
    const retryAtMs = startMs + 50 * minuteMs;
    reader.outcome = () => failed({ kind: "rateLimited", status: 429, retryAtMs });
    await poller.start();
    await settled();
    reader.outcome = () => good("1");
    for (let minute = 0; minute < 49; minute += 1) {
      await clock.pass(minuteMs);
      attention.setFocused(true);
      await poller.refresh("poof");
    }
    assert.equal(reader.reads.length, 1);
    assert.equal(poller.retryAtMs("poof"), retryAtMs);
    await clock.pass(minuteMs);
    assert.deepEqual(reader.minutes("poof", startMs), [0, 50]);
    assert.equal(poller.retryAtMs("poof"), undefined);
  });

  it("keeps its distance after a retryAt that came to everyone at once", async () => {
    const { clock, dice, poller, reader } = pollerBench([accountOf("poof", { refreshMinutes: 60 })]);
    dice.next = 1;
    const startMs = clock.now();
    reader.outcome = () => failed({ kind: "rateLimited", status: 429, retryAtMs: startMs + 2 * hourMs });
    await poller.start();
    await clock.pass(3 * hourMs);
    assert.deepEqual(reader.minutes("poof", startMs), [0, 180]);
  });

  it("honours a pause that was asked for when something else of the account was read", async () => {
    const { clock, poller, reader } = await started();
    const startMs = clock.now();
    poller.holdUntil("poof", startMs + 20 * minuteMs);
    poller.holdUntil("poof", startMs + 10 * minuteMs);
    poller.holdUntil("gone", startMs);
    await poller.refresh();
    await clock.pass(20 * minuteMs - 1);
    assert.equal(reader.reads.length, 1);
    await clock.pass(5 * minuteMs);
    assert.equal(reader.reads.length, 2);
    await poller.refresh();
    assert.equal(reader.reads.length, 3);
  });

  for (const failure of [
    { kind: "keyMissing" },
    { kind: "keyRejected", status: 401 },
    { kind: "blockedOrigin" },
  ] as const) {
    it(`rests on ${failure.kind} until a person acts, also over a restart`, async () => {
      const { clock, poller, reader, attempts, attention } = pollerBench([account]);
      reader.outcome = () => failed(failure);
      await poller.start();
      await clock.pass(24 * hourMs);
      attention.setFocused(true);
      await settled();
      assert.equal(reader.reads.length, 1);
      poller.dispose();

      const again = pollerBench([account]);
      for (const [id, kept] of attempts.kept) again.attempts.kept.set(id, kept);
      again.clock.jump(24 * hourMs);
      again.reader.outcome = () => failed(failure);
      await again.poller.start();
      await again.clock.pass(hourMs);
      // Only what asks no provider is looked at once more: the key may be there again.
      const looks = failure.kind === "keyRejected" ? 0 : 1;
      assert.equal(again.reader.reads.length, looks);
      assert.equal(again.poller.statuses()[0]?.failure?.kind, failure.kind);
      again.reader.outcome = pollerBench([account]).reader.outcome;
      await again.poller.release("poof");
      assert.equal(again.reader.reads.length, looks + 1);
      assert.equal(again.poller.statuses()[0]?.failure, undefined);
      await again.clock.pass(5 * minuteMs);
      assert.equal(again.reader.reads.length, looks + 2);
    });
  }

  it("asks again by a released account only once the provider lets it", async () => {
    const { clock, poller, reader } = pollerBench([account]);
    const retryAtMs = clock.now() + 10 * minuteMs;
    reader.outcome = () => failed({ kind: "rateLimited", status: 429, retryAtMs });
    await poller.start();
    await settled();
    reader.outcome = () => good("1");
    await poller.release("poof");
    await poller.release("gone");
    await clock.pass(10 * minuteMs - 1);
    assert.equal(reader.reads.length, 1);
    await clock.pass(1);
    assert.equal(reader.reads.length, 2);
  });
});

describe("the poller and a bug", () => {
  it("tells a thrown exception once and waits it out like a failure", async () => {
    const { clock, dice, poller, reader, bugs } = pollerBench([account]);
    dice.next = 1;
    reader.outcome = () => {
      throw new Error("a bug");
    };
    await poller.start();
    await clock.pass(9 * minuteMs);
    assert.equal(reader.reads.length, 1);
    assert.equal(bugs.length, 1);
    assert.deepEqual(poller.statuses()[0]?.failure, { kind: "unreachable", reason: "internal" });
    await clock.pass(minuteMs);
    assert.equal(reader.reads.length, 2);
  });

  it("goes on reading when somebody who is told of a reading throws", async () => {
    const { clock, poller, reader, bugs } = pollerBench([account]);
    poller.onDidChange(() => {
      throw new Error("a bug in the status bar");
    });
    await poller.start();
    await clock.pass(21 * minuteMs);
    assert.equal(reader.reads.length, 5);
    assert.ok(bugs.length > 0);
  });

  it("goes on reading when nothing can be kept", async () => {
    const { clock, attempts, poller, reader, bugs } = pollerBench([account]);
    attempts.save = () => Promise.reject(new Error("a bug in the store"));
    await poller.start();
    await clock.pass(11 * minuteMs);
    await poller.refresh();
    assert.equal(reader.reads.length, 4);
    assert.equal(bugs.length, 4);
    assert.equal(poller.statuses()[0]?.failure, undefined);
  });
});

describe("the poller and the account list", () => {
  it("reads an added account, and lets the others be", async () => {
    const { settings, reader } = await started();
    settings.edit([accountOf("new"), account]);
    await settled();
    assert.deepEqual(
      reader.reads.map(({ accountId }) => accountId),
      ["poof", "new"],
    );
  });

  it("follows the order, label and interval of the settings without reading again", async () => {
    const bench = pollerBench([account, accountOf("other")]);
    await bench.poller.start();
    bench.settings.edit([accountOf("other"), accountOf("poof", { label: "Mine", refreshMinutes: 60 })]);
    await settled();
    const statuses = bench.poller.statuses();
    assert.deepEqual(
      statuses.map((status) => [status.account.label, status.intervalMs]),
      [
        ["other", 5 * minuteMs],
        ["Mine", hourMs],
      ],
    );
    assert.ok(statuses[1]?.reading);
    assert.equal(bench.reader.reads.length, 2);
  });

  it("cancels the reading of a removed account, and keeps nothing of it", async () => {
    const { settings, poller, reader, attempts, reports, bugs } = pollerBench([account]);
    reader.isShut = true;
    await poller.start();
    await settled();
    settings.edit([]);
    await settled();
    assert.equal(reader.reads[0]?.signal.aborted, true);
    assert.deepEqual(poller.statuses(), []);
    assert.equal(attempts.kept.size + reports.length + bugs.length, 0);
  });

  it("does not even ask for an account that was removed while it waited in line", async () => {
    const ids = Array.from({ length: 7 }, (_, index) => `a-${index}`);
    const { settings, poller, reader } = pollerBench(ids.map((id) => accountOf(id)));
    reader.isShut = true;
    await poller.start();
    settings.edit(ids.slice(0, 6).map((id) => accountOf(id)));
    await settled();
    reader.reads[0]?.answer(good("1"));
    await settled();
    assert.equal(reader.reads.length, 6);
  });

  it("starts an account over when its base URL changes, and cancels what goes to the old one", async () => {
    const { settings, poller, reader } = pollerBench([account]);
    await poller.start();
    await settled();
    reader.isShut = true;
    const refresh = poller.refresh();
    await settled();
    settings.edit([accountOf("poof", { baseUrl: "https://new.example" })]);
    await refresh;
    await settled();
    assert.equal(poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "1");
    const [, old, fresh] = reader.reads;
    assert.equal(old?.signal.aborted, true);
    assert.equal(fresh?.signal.aborted, false);
    fresh?.answer(good("9"));
    await settled();
    assert.equal(poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "9");
  });
});

describe("a reading made elsewhere", () => {
  it("counts as the account's own", async () => {
    const { clock, poller, reader, attempts } = await started();
    await clock.pass(4 * minuteMs);
    await poller.seed("poof", good("5"));
    await poller.seed("gone", good("5"));
    await clock.pass(4 * minuteMs);
    assert.equal(reader.reads.length, 1);
    assert.equal(attempts.kept.get("poof")?.reading?.snapshot.meters[0].remaining, "5");
    assert.equal(attempts.kept.has("gone"), false);
    await clock.pass(minuteMs);
    assert.equal(reader.reads.length, 2);
  });

  it("releases an account that rested", async () => {
    const { clock, poller, reader } = pollerBench([account]);
    reader.outcome = () => failed({ kind: "keyMissing" });
    await poller.start();
    await settled();
    await poller.seed("poof", good("5"));
    assert.equal(poller.statuses()[0]?.failure, undefined);
    await clock.pass(5 * minuteMs);
    assert.equal(reader.reads.length, 2);
  });

  it("has the last word over what is under way with the old key", async () => {
    const { poller, reader } = pollerBench([account]);
    reader.isShut = true;
    await poller.start();
    await settled();
    const seeded = poller.seed("poof", good("5"));
    reader.reads[0]?.answer(failed({ kind: "keyRejected", status: 401 }));
    await seeded;
    const [status] = poller.statuses();
    assert.equal(status?.failure, undefined);
    assert.equal(status?.reading?.snapshot.meters[0].remaining, "5");
  });
});

describe("a disposed poller", () => {
  it("leaves no timer and no request behind, and hears nothing more", async () => {
    const { clock, settings, poller, reader, attention, bugs } = await started();
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
    attention.setFocused(true);
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
