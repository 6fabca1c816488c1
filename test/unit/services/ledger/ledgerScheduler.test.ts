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

async function upkeepHouse(random = 0.5) {
  const house = await createLedgerHarness(small);
  const ledgerScheduler = new LedgerScheduler({
    ledgerSync: house.ledgerSync,
    clock: house.clock,
    poller: house.poller,
    random: () => random,
    reportBug: (error) => void house.bugs.push(error),
  });
  const show = (remaining: string) =>
    ledgerScheduler.onReading(house.account, snapshotOf([meterOf(remaining, undefined, { id: "balance" })]));
  return {
    ...house,
    ledgerScheduler,
    show,
    /** The next pages of the ledger fail. */
    fail: (fault: Fault, times = 1) =>
      house.sample.faults.add("richUtilities", fault, { times, path: "/auth/account/ledger" }),
    /** Once no sync is under way. */
    idle: async () => {
      for (let tries = 0; tries < 200 && (await house.state()) === "running"; tries += 1) await wait(10);
    },
    /** The pages that were fetched because of a reading. */
    async read(remaining: string) {
      house.offsets.length = 0;
      await show(remaining);
      return house.offsets;
    },
  };
}

describe("LedgerUpkeep", () => {
  it("syncs after the first reading and after each that shows something new", async () => {
    await using house = await upkeepHouse();
    assert.ok((await house.read("5")).length > 1);
    assert.equal(await house.state(), "complete");
    assert.deepEqual(await house.read("5"), []);
    assert.deepEqual(await house.read("4"), [0]);
    assert.deepEqual(await house.read("4"), []);
  });

  it("does not forget a reading whose sync was not let run", async () => {
    await using house = await upkeepHouse();
    await house.read("5");
    house.poller.holdUntil(house.account.id, house.clock.now() + minuteMs);
    assert.deepEqual(await house.read("4"), []);
    house.clock.jump(2 * minuteMs);
    assert.deepEqual(await house.read("4"), [0]);
  });

  it("syncs again after a sync that began before the reading", async () => {
    await using house = await upkeepHouse();
    const during: Promise<void>[] = [];
    house.hook.beforePage = async (page) => {
      if (page !== 2) return;
      house.book(1);
      during.push(house.show("4"));
    };
    await house.read("5");
    await Promise.all(during);
    house.hook.beforePage = async () => {};
    assert.deepEqual(await house.read("4"), [0]);
    await house.assertComplete();
  });

  it("tries again after a sync that failed, though nothing changed, and with the next reading at once", async () => {
    await using house = await upkeepHouse();
    house.fail({ kind: "error", status: 500 }, 2);
    await house.read("5");
    assert.equal(await house.state(), "partial");
    assert.deepEqual((await house.read("5")).length, 1);
    await house.clock.advance(2 * minuteMs);
    await house.sync();
    assert.ok(house.offsets.length > 2);
    await house.assertComplete();
  });

  it("lets a balance that is due be read first after a pause", async () => {
    await using house = await upkeepHouse();
    house.fail({ kind: "error", status: 429, headers: { "retry-after": "600" } });
    await house.read("5");
    // Of the pause, and of all but a moment of what the poller takes to come back after it.
    await house.clock.advance(12 * minuteMs);
    assert.equal(house.offsets.length, 1);
    const readAtMs = () => house.poller.statuses()[0]?.reading?.readAtMs ?? 0;
    const before = readAtMs();
    await house.clock.advance(minuteMs / 2);
    await waitUntil(() => readAtMs() !== before);
    assert.equal(readAtMs(), house.clock.now());
    assert.equal(house.offsets.length, 1);
    await house.show("5");
    await house.assertComplete();
  });

  it("goes on when a provider that asked for a pause lets it, without another reading", async () => {
    await using house = await upkeepHouse();
    const headers = { "retry-after": "90" };
    house.fail({ kind: "error", status: 429, headers });
    await house.read("5");
    assert.equal(await house.state(), "partial");
    // Half of the interval over which those who were told the same come back.
    await house.clock.advance(239_000);
    assert.equal(house.offsets.length, 1);
    await house.clock.advance(1_000);
    await house.sync();
    await house.assertComplete();
  });

  for (const [random, afterFailureSeconds, afterPauseSeconds] of [
    [0, 15, 90],
    [0.25, 30, 165],
    [0.6, 72, 270],
  ] as const) {
    it(`goes on by chance, as others do at other times: at ${random}`, async () => {
      for (const [fault, seconds] of [
        [{ kind: "error", status: 500 }, afterFailureSeconds],
        [{ kind: "error", status: 429, headers: { "retry-after": "90" } }, afterPauseSeconds],
      ] as const) {
        await using house = await upkeepHouse(random);
        house.fail(fault);
        await house.read("5");
        await house.clock.advance((seconds - 1) * 1000);
        assert.equal(house.offsets.length, 1);
        await house.clock.advance(1000);
        await house.idle();
        assert.ok(house.offsets.length > 1);
        await house.assertComplete();
      }
    });
  }

  it("goes on by itself after a failure, with pauses that double", async () => {
    await using house = await upkeepHouse();
    house.fail({ kind: "error", status: 500 }, 3);
    await house.read("5");
    for (const [minutes, count] of [
      [1, 2],
      [1, 2],
      [1, 3],
    ] as const) {
      await house.clock.advance(minutes * minuteMs);
      await house.idle();
      assert.equal(house.offsets.length, count);
    }
    await house.clock.advance(4 * minuteMs);
    await house.sync();
    await house.assertComplete();
  });

  it("lets a ledger rest as after a failure that was left with a hole", async () => {
    await using house = await upkeepHouse();
    await house.history.read((store) => Object.defineProperty(store, "bytes", { value: 2 ** 30 + 1 }));
    assert.deepEqual(await house.read("5"), [0]);
    assert.equal(await house.state(), "partial");
    assert.deepEqual(await house.read("4"), []);
    for (const asked of [[0], [0], [0, 0]]) {
      await house.clock.advance(minuteMs);
      await house.idle();
      assert.deepEqual(house.offsets, asked);
    }
  });

  it("no longer rests once somebody else has brought the ledger home", async () => {
    await using house = await upkeepHouse();
    house.fail({ kind: "error", status: 500 });
    await house.read("5");
    assert.equal(await house.sync(), true);
    assert.deepEqual(await house.read("4"), [0]);
  });

  it("goes on a minute after a start with what a restart had interrupted, and rests where nothing was", async () => {
    await using house = await upkeepHouse();
    const snapshot = snapshotOf([meterOf("5", undefined, { id: "balance" })]);
    house.fail({ kind: "error", status: 500 });
    await house.sync();
    house.offsets.length = 0;
    await house.ledgerScheduler.resume(house.account, snapshot);
    await house.clock.advance(minuteMs - 1);
    assert.deepEqual(house.offsets, []);
    await house.clock.advance(1);
    await house.sync();
    await house.assertComplete();
    house.offsets.length = 0;
    await house.ledgerScheduler.resume(house.account, snapshot);
    await house.clock.advance(2 * minuteMs);
    assert.deepEqual(house.offsets, []);
  });

  it("does not go on by itself where the person has to help, has cancelled, or has changed the accounts", async () => {
    await using house = await upkeepHouse();
    const assertRests = async () => {
      const count = house.offsets.length;
      await house.clock.advance(60 * minuteMs);
      assert.equal(house.offsets.length, count);
      assert.equal(await house.state(), "partial");
    };
    // The second answers the token that the first has led to.
    house.fail({ kind: "error", status: 401 }, 2);
    await house.read("5");
    await assertRests();
    house.hook.beforePage = async () => house.ledgerSync.cancel(house.account.id);
    await house.read("5");
    await assertRests();
    house.hook.beforePage = async () => {};
    house.fail({ kind: "error", status: 500 });
    await house.read("5");
    house.ledgerScheduler.clear();
    await assertRests();
  });

  it("leaves accounts without a ledger alone", async () => {
    await using house = await upkeepHouse();
    const poof = { id: "poof", provider: "poof", label: "Poof" };
    await house.ledgerScheduler.onReading(poof, snapshotOf([meterOf("1")]));
    assert.deepEqual(house.offsets, []);
    assert.deepEqual(house.bugs, []);
  });
});
