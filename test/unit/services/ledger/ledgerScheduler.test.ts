import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { describe, it } from "mocha";
import { minuteMs } from "../../../../src/core/time/durations.ts";
import type { Fault } from "../../../../src/sample/http/fault.ts";
import { LedgerScheduler } from "../../../../src/services/ledger/ledgerScheduler.lazy.ts";
import { meterOf, snapshotOf } from "../../../helpers/accountStatus.ts";
import { waitUntil } from "../../../helpers/eventually.ts";
import { createLedgerHarness } from "../../../helpers/ledgerHarness.ts";

const small = { openedAtMs: Date.UTC(2026, 10, 4), debitsPerDay: 13 };

async function createSchedulerHarness(random = 0.5) {
  const harness = await createLedgerHarness(small);
  const ledgerScheduler = new LedgerScheduler({
    ledgerSync: harness.ledgerSync,
    history: harness.history,
    clock: harness.clock,
    poller: harness.poller,
    random: () => random,
    reportBug: (error) => void harness.bugs.push(error),
  });
  const reportBalance = (remaining: string, isRefresh = false) =>
    ledgerScheduler.onReading(
      harness.account,
      snapshotOf([meterOf(remaining, undefined, { id: "balance" })]),
      isRefresh,
    );
  return {
    ...harness,
    ledgerScheduler,
    reportBalance,
    /** The next pages of the ledger fail. */
    fail: (fault: Fault, times = 1) =>
      harness.sample.faults.add("richUtilities", fault, { times, path: "/auth/account/ledger" }),
    /** Resolves once no sync is running. */
    waitUntilIdle: async () => {
      for (let attempt = 0; attempt < 200 && (await harness.state()) === "running"; attempt += 1)
        await wait(10);
    },
    /** Reports a reading, and returns the offsets of the pages that were fetched for it. */
    async read(remaining: string) {
      harness.offsets.length = 0;
      await reportBalance(remaining);
      return harness.offsets;
    },
  };
}

describe("LedgerScheduler", () => {
  it("the scheduler syncs after the first reading and after each changed reading", async () => {
    await using harness = await createSchedulerHarness();
    assert.ok((await harness.read("5")).length > 1);
    assert.equal(await harness.state(), "complete");
    assert.deepEqual(await harness.read("5"), []);
    assert.deepEqual(await harness.read("4"), [99, 0]);
    assert.deepEqual(await harness.read("4"), []);
  });

  it("the scheduler syncs later for a reading whose sync could not run", async () => {
    await using harness = await createSchedulerHarness();
    await harness.read("5");
    harness.poller.holdUntil(harness.account.id, harness.clock.now() + minuteMs);
    assert.deepEqual(await harness.read("4"), []);
    harness.clock.jump(2 * minuteMs);
    assert.deepEqual(await harness.read("4"), [99, 0]);
  });

  it("the scheduler syncs again after a sync that began before the reading", async () => {
    await using harness = await createSchedulerHarness();
    const during: Promise<void>[] = [];
    harness.hook.beforePage = async (page) => {
      if (page !== 2) return;
      harness.addDebits(1);
      during.push(harness.reportBalance("4"));
    };
    await harness.read("5");
    await Promise.all(during);
    harness.hook.beforePage = async () => {};
    assert.deepEqual(await harness.read("4"), [99, 0]);
    await harness.assertComplete();
  });

  it("the scheduler syncs again for a refresh that came during a sync, although the balance is the same", async () => {
    await using harness = await createSchedulerHarness();
    const during: Promise<void>[] = [];
    harness.hook.beforePage = async (page) => {
      if (page === 2) during.push(harness.reportBalance("5", true));
    };
    await harness.read("5");
    await Promise.all(during);
    harness.hook.beforePage = async () => {};
    assert.ok((await harness.read("5")).length > 0);
    assert.equal((await harness.read("5")).length, 0);
  });

  it("the scheduler retries a failed sync although nothing changed, and at once with a reading", async () => {
    await using harness = await createSchedulerHarness();
    harness.fail({ kind: "error", status: 500 }, 2);
    await harness.read("5");
    assert.equal(await harness.state(), "partial");
    assert.deepEqual((await harness.read("5")).length, 1);
    await harness.clock.advance(2 * minuteMs);
    await harness.sync();
    assert.ok(harness.offsets.length > 2);
    await harness.assertComplete();
  });

  it("the scheduler lets a balance that is due be read first after a pause", async () => {
    await using harness = await createSchedulerHarness();
    harness.fail({ kind: "error", status: 429, headers: { "retry-after": "600" } });
    await harness.read("5");
    // The pause has passed, and almost all of the wait of the poller after it.
    await harness.clock.advance(12 * minuteMs);
    assert.equal(harness.offsets.length, 1);
    const readAtMs = () => harness.poller.statuses()[0]?.reading?.readAtMs ?? 0;
    const before = readAtMs();
    await harness.clock.advance(minuteMs / 2);
    await waitUntil(() => readAtMs() !== before);
    assert.equal(readAtMs(), harness.clock.now());
    assert.equal(harness.offsets.length, 1);
    await harness.reportBalance("5");
    await harness.assertComplete();
  });

  it("the scheduler continues after a provider's pause without another reading", async () => {
    await using harness = await createSchedulerHarness();
    const headers = { "retry-after": "90" };
    harness.fail({ kind: "error", status: 429, headers });
    await harness.read("5");
    assert.equal(await harness.state(), "partial");
    // The pause, and half of the interval over which clients are spread after it.
    await harness.clock.advance(239_000);
    assert.equal(harness.offsets.length, 1);
    await harness.clock.advance(1_000);
    await harness.sync();
    await harness.assertComplete();
  });

  for (const [random, afterFailureSeconds, afterPauseSeconds] of [
    [0, 15, 90],
    [0.25, 30, 165],
    [0.6, 72, 270],
  ] as const) {
    it(`the scheduler spreads its retries at random: at ${random}`, async () => {
      for (const [fault, seconds] of [
        [{ kind: "error", status: 500 }, afterFailureSeconds],
        [{ kind: "error", status: 429, headers: { "retry-after": "90" } }, afterPauseSeconds],
      ] as const) {
        await using harness = await createSchedulerHarness(random);
        harness.fail(fault);
        await harness.read("5");
        await harness.clock.advance((seconds - 1) * 1000);
        assert.equal(harness.offsets.length, 1);
        await harness.clock.advance(1000);
        await harness.waitUntilIdle();
        assert.ok(harness.offsets.length > 1);
        await harness.assertComplete();
      }
    });
  }

  it("the scheduler retries by itself after a failure, with doubling pauses", async () => {
    await using harness = await createSchedulerHarness();
    harness.fail({ kind: "error", status: 500 }, 3);
    await harness.read("5");
    for (const [minutes, count] of [
      [1, 2],
      [1, 2],
      [1, 3],
    ] as const) {
      await harness.clock.advance(minutes * minuteMs);
      await harness.waitUntilIdle();
      assert.equal(harness.offsets.length, count);
    }
    await harness.clock.advance(4 * minuteMs);
    await harness.sync();
    await harness.assertComplete();
  });

  it("the scheduler pauses as after a failure when a sync leaves a gap", async () => {
    await using harness = await createSchedulerHarness();
    await harness.history.read((store) => Object.defineProperty(store, "bytes", { value: 2 ** 30 + 1 }));
    assert.deepEqual(await harness.read("5"), [0]);
    assert.equal(await harness.state(), "partial");
    assert.deepEqual(await harness.read("4"), []);
    for (const offsets of [[0], [0], [0, 0]]) {
      await harness.clock.advance(minuteMs);
      await harness.waitUntilIdle();
      assert.deepEqual(harness.offsets, offsets);
    }
  });

  it("the scheduler stops pausing once another caller has completed the ledger", async () => {
    await using harness = await createSchedulerHarness();
    harness.fail({ kind: "error", status: 500 });
    await harness.read("5");
    assert.equal(await harness.sync(), true);
    assert.deepEqual(await harness.read("4"), [99, 0]);
  });

  it("the scheduler resumes an interrupted sync a minute after the start, and no complete one", async () => {
    await using harness = await createSchedulerHarness();
    const snapshot = snapshotOf([meterOf("5", undefined, { id: "balance" })]);
    harness.fail({ kind: "error", status: 500 });
    await harness.sync();
    harness.offsets.length = 0;
    await harness.ledgerScheduler.resume(harness.account, snapshot);
    await harness.clock.advance(minuteMs - 1);
    assert.deepEqual(harness.offsets, []);
    await harness.clock.advance(1);
    await harness.sync();
    await harness.assertComplete();
    harness.offsets.length = 0;
    await harness.ledgerScheduler.resume(harness.account, snapshot);
    await harness.clock.advance(2 * minuteMs);
    assert.deepEqual(harness.offsets, []);
  });

  it("the scheduler does not retry when the user must act, has cancelled or changed accounts", async () => {
    await using harness = await createSchedulerHarness();
    const assertRests = async () => {
      const count = harness.offsets.length;
      await harness.clock.advance(60 * minuteMs);
      assert.equal(harness.offsets.length, count);
      assert.equal(await harness.state(), "partial");
    };
    // The second failure rejects the token that was renewed after the first.
    harness.fail({ kind: "error", status: 401 }, 2);
    await harness.read("5");
    await assertRests();
    harness.hook.beforePage = async () => harness.ledgerSync.cancel(harness.account.id);
    await harness.read("5");
    await assertRests();
    harness.hook.beforePage = async () => {};
    harness.fail({ kind: "error", status: 500 });
    await harness.read("5");
    harness.ledgerScheduler.clear();
    await assertRests();
  });

  it("the scheduler ignores accounts without a ledger", async () => {
    await using harness = await createSchedulerHarness();
    const poof = { id: "poof", provider: "poof", label: "Poof" };
    await harness.ledgerScheduler.onReading(poof, snapshotOf([meterOf("1")]));
    assert.deepEqual(harness.offsets, []);
    assert.deepEqual(harness.bugs, []);
  });
});
