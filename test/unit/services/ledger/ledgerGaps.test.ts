import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createPagedLedgerHarness } from "../../../helpers/pagedLedgerHarness.ts";

type House = Awaited<ReturnType<typeof createPagedLedgerHarness>>;

/** The first sync fails after its third page: the hole is below the 300th entry, or the 298th where pages overlap. */
async function interrupt(house: House): Promise<string> {
  house.provider.failureAt = () =>
    house.requested.length > 3 ? { kind: "providerError", status: 500 } : undefined;
  await house.sync();
  delete house.provider.failureAt;
  assert.equal(await house.state(), "partial");
  return (await house.storedIds()).at(-1) ?? "";
}

for (const by of ["offset", "page", "lastId"] as const) {
  describe(`a hole whose entry is gone at the provider: a ledger read by ${by}`, () => {
    it("is closed at the end of what the provider still has", async () => {
      for (const left of [297, 250, 200, 50, 1]) {
        await using house = await createPagedLedgerHarness(by, 650);
        await interrupt(house);
        house.entries.splice(left);
        const requested = await house.sync();
        assert.equal(await house.state(), "complete", `${left} left`);
        assert.ok(requested.length <= 6, `${left} left: ${requested}`);
        assert.equal((await house.sync()).length, 1);
      }
    });

    it("is closed by what is on either side of it", async () => {
      // Of pages that are counted, a later one moves up, and nobody can tell: not promised.
      if (by === "page") return;
      await using house = await createPagedLedgerHarness(by, 650);
      const edge = await interrupt(house);
      const place = house.entries.findIndex(({ id }) => id === edge);
      house.entries.splice(place, 1);
      const requested = await house.sync();
      assert.equal(await house.state(), "complete");
      assert.deepEqual(
        (await house.storedIds()).filter((id) => id !== edge),
        house.entries.map(({ id }) => id),
      );
      assert.ok(requested.length <= 9, requested.join());
      assert.equal((await house.sync()).length, 1);
    });

    it("stays open while it may only lie further down", async () => {
      await using house = await createPagedLedgerHarness(by, 650);
      await interrupt(house);
      house.book(250);
      let pages = 0;
      house.provider.failureAt = () => {
        pages += 1;
        return pages > 2 ? { kind: "providerError", status: 500 } : undefined;
      };
      for (let tries = 0; tries < 3; tries += 1, pages = 0) await house.sync();
      delete house.provider.failureAt;
      await house.sync();
      assert.equal(await house.state(), "complete");
      assert.deepEqual(
        await house.storedIds(),
        house.entries.map(({ id }) => id),
      );
    });
  });
}

describe("an empty first page", () => {
  for (const by of ["offset", "page"] as const) {
    it(`closes no hole and is not requested for again: a ledger read by ${by}`, async () => {
      await using house = await createPagedLedgerHarness(by, 650);
      await interrupt(house);
      const entries = house.entries.splice(0);
      assert.equal((await house.sync()).length, 1);
      assert.equal(await house.state(), "partial");
      house.entries.push(...entries);
      await house.sync();
      assert.equal((await house.storedIds()).length, 650);
    });
  }
});
