import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { minuteMs } from "../../../../src/core/time/durations.ts";
import { createPagedLedgerHarness } from "../../../helpers/pagedLedgerHarness.ts";

type House = Awaited<ReturnType<typeof createPagedLedgerHarness>>;

async function assertComplete(house: House): Promise<void> {
  assert.equal(await house.state(), "complete");
  assert.deepEqual(
    await house.storedIds(),
    house.entries.map(({ id }) => id),
  );
}

/** The provider answers the page at this cursor with a failure, once. */
function failAt(house: House, at: string, status = 500): void {
  house.provider.failureAt = (cursor) => {
    if (cursor !== at) return undefined;
    delete house.provider.failureAt;
    return { kind: "providerError", status };
  };
}

describe("a ledger that is walked by cursors", () => {
  for (const [by, at] of [
    ["page", "4"],
    ["lastId", "e299"],
  ] as const) {
    it(`goes on where it was interrupted, after its newest page: by ${by}`, async () => {
      await using house = await createPagedLedgerHarness(by, 650);
      failAt(house, at);
      assert.equal((await house.sync()).length, 4);
      assert.equal(await house.state(), "partial");
      const requested = await house.sync();
      assert.deepEqual(requested.slice(0, 2), ["1", at]);
      assert.equal(requested.length, 5);
      await assertComplete(house);
    });

    it(`goes on there with entries that arrived meanwhile: by ${by}`, async () => {
      for (const more of [1, 99, 100, 101, 250]) {
        await using house = await createPagedLedgerHarness(by, 650);
        failAt(house, at);
        await house.sync();
        house.book(more);
        const requested = await house.sync();
        // One page more for each hundred, at most, where pages are counted: they were pushed down.
        assert.ok(requested.length <= 5 + 2 * Math.ceil(more / 100), requested.join());
        await assertComplete(house);
      }
    });
  }

  it("comes to its end by a provider that allows two pages at a time", async () => {
    await using house = await createPagedLedgerHarness("page", 1150);
    for (let round = 0; round < 11; round += 1) {
      let left = 2;
      house.provider.failureAt = () => {
        left -= 1;
        const retryAtMs = house.clock.now() + minuteMs;
        return left < 0 ? { kind: "rateLimited", status: 429, retryAtMs } : undefined;
      };
      await house.sync();
      house.clock.jump(minuteMs);
    }
    await assertComplete(house);
  });

  it("is interrupted among new entries too, and goes on at each place", async () => {
    await using house = await createPagedLedgerHarness("lastId", 650);
    failAt(house, "e299");
    await house.sync();
    house.book(350);
    failAt(house, "new51");
    assert.deepEqual(await house.sync(), ["1", "new251", "new151", "new51"].slice(0, 4));
    assert.deepEqual(await house.sync(), ["1", "new51", "e299", "e399", "e499", "e599"]);
    await assertComplete(house);
  });

  it("is walked from its beginning, once, where the provider refuses the place", async () => {
    await using house = await createPagedLedgerHarness("lastId", 650);
    failAt(house, "e299");
    await house.sync();
    // The entry that the cursor names is gone, and with it all that knew the place.
    house.provider.failureAt = (cursor) =>
      cursor === "e299" ? { kind: "providerError", status: 400 } : undefined;
    const requested = await house.sync();
    assert.deepEqual(requested.slice(0, 4), ["1", "e299", "e99", "e199"]);
    assert.equal(requested.filter((cursor) => cursor === "e299").length, 2);
    house.entries.splice(299, 1);
    const again = await house.sync();
    assert.equal(again.filter((cursor) => cursor === "1").length, 1);
  });

  it("takes an empty end at the place for a refusal", async () => {
    await using house = await createPagedLedgerHarness("page", 650);
    failAt(house, "5");
    await house.sync();
    house.entries.splice(350);
    assert.deepEqual(await house.sync(), ["1", "5", "2", "3", "4"]);
    assert.equal(await house.state(), "complete");
  });

  it("is walked no further than what is kept", async () => {
    await using house = await createPagedLedgerHarness("page", 650);
    house.settings.days = 7;
    assert.deepEqual(await house.sync(), ["1", "2"]);
    assert.equal(await house.state(), "complete");
    // The newest is 12 hours old.
    assert.equal((await house.storedIds()).length, 7 * 24 - 12 + 1);
    house.book(1);
    assert.deepEqual(await house.sync(), ["1"]);
  });

  it("keeps the place while the provider is in trouble", async () => {
    await using house = await createPagedLedgerHarness("page", 650);
    for (const status of [500, 503, 502]) {
      failAt(house, "4", status);
      await house.sync();
    }
    assert.deepEqual(await house.sync(), ["1", "4", "5", "6", "7"]);
    await assertComplete(house);
  });
});
