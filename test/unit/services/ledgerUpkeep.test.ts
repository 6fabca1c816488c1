import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { LedgerUpkeep } from "../../../src/services/ledgerUpkeep.ts";
import { meterOf, snapshotOf } from "../support/accountStatus.ts";
import { ledgerHouse } from "../support/ledgerHouse.ts";

const minuteMs = 60_000;
const small = { openedAtMs: Date.UTC(2026, 10, 4), debitsPerDay: 13 };

async function upkeepHouse() {
  const house = await ledgerHouse(small);
  const upkeep = new LedgerUpkeep(house.ledgers);
  const show = (remaining: string) =>
    upkeep.onReading(house.account, snapshotOf([meterOf(remaining, undefined, { id: "balance" })]));
  return {
    ...house,
    upkeep,
    show,
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
    house.hook.before = async (page) => {
      if (page !== 2) return;
      house.book(1);
      during.push(house.show("4"));
    };
    await house.read("5");
    await Promise.all(during);
    house.hook.before = async () => {};
    assert.deepEqual(await house.read("4"), [0]);
    await house.assertWhole();
  });

  it("tries again after a sync that failed, though nothing changed", async () => {
    await using house = await upkeepHouse();
    house.sample.faults.add(
      "richUtilities",
      { kind: "error", status: 500 },
      { path: "/auth/account/ledger" },
    );
    await house.read("5");
    assert.equal(await house.state(), "partial");
    await house.read("5");
    await house.assertWhole();
  });

  it("leaves accounts without a ledger alone", async () => {
    await using house = await upkeepHouse();
    const poof = { id: "poof", provider: "poof", label: "Poof" };
    await house.upkeep.onReading(poof, snapshotOf([meterOf("1")]));
    assert.deepEqual(house.offsets, []);
    assert.deepEqual(house.bugs, []);
  });
});
