import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createPagedLedgerHarness } from "../../../helpers/pagedLedgerHarness.ts";

type Harness = Awaited<ReturnType<typeof createPagedLedgerHarness>>;

/** The first sync fails after its third page: the gap is below the 300th entry, or the 298th where pages overlap. */
async function interrupt(harness: Harness): Promise<string> {
  harness.provider.failureAt = () =>
    harness.requested.length > 3 ? { kind: "providerError", status: 500 } : undefined;
  await harness.sync();
  delete harness.provider.failureAt;
  assert.equal(await harness.state(), "partial");
  return (await harness.storedIds()).at(-1) ?? "";
}

for (const by of ["offset", "page", "lastId"] as const) {
  describe(`a gap whose entry no longer exists at the provider, by ${by}`, () => {
    it(`a ledger gap by ${by} is closed at the end of what the provider still has`, async () => {
      for (const left of [297, 250, 200, 50, 1]) {
        await using harness = await createPagedLedgerHarness(by, 650);
        await interrupt(harness);
        harness.entries.splice(left);
        const requested = await harness.sync();
        // The entries that the provider no longer shows stay, and the state says so.
        assert.deepEqual(await harness.stateWithReason(), ["partial", "limit"], `${left} left`);
        assert.ok(requested.length <= 12, `${left} left: ${requested}`);
        assert.ok((await harness.storedIds()).length > left);
        assert.ok((await harness.sync()).length <= 2);
      }
    });

    it(`a ledger gap by ${by} is closed although its entry was removed`, async () => {
      await using harness = await createPagedLedgerHarness(by, 650);
      const edge = await interrupt(harness);
      const place = harness.entries.findIndex(({ id }) => id === edge);
      harness.entries.splice(place, 1);
      const requested = await harness.sync();
      assert.equal(await harness.state(), "complete");
      assert.deepEqual(
        await harness.storedIds(),
        harness.entries.map(({ id }) => id),
      );
      assert.ok(requested.length <= 32, requested.join());
      assert.equal((await harness.sync()).length, 2);
    });

    it(`a ledger gap by ${by} stays open while its entry may be further down`, async () => {
      await using harness = await createPagedLedgerHarness(by, 650);
      await interrupt(harness);
      harness.addDebits(250);
      let pages = 0;
      harness.provider.failureAt = () => {
        pages += 1;
        return pages > 2 ? { kind: "providerError", status: 500 } : undefined;
      };
      for (let attempt = 0; attempt < 3; attempt += 1, pages = 0) await harness.sync();
      delete harness.provider.failureAt;
      await harness.sync();
      assert.equal(await harness.state(), "complete");
      assert.deepEqual(
        await harness.storedIds(),
        harness.entries.map(({ id }) => id),
      );
    });
  });
}

describe("an empty first page", () => {
  for (const by of ["offset", "page"] as const) {
    it(`an empty first page by ${by} closes no gap and is not requested again`, async () => {
      await using harness = await createPagedLedgerHarness(by, 650);
      await interrupt(harness);
      const entries = harness.entries.splice(0);
      assert.equal((await harness.sync()).length, 1);
      assert.equal(await harness.state(), "partial");
      harness.entries.push(...entries);
      await harness.sync();
      assert.equal((await harness.storedIds()).length, 650);
    });
  }
});
