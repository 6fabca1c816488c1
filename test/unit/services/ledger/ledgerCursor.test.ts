import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { minuteMs } from "../../../../src/core/time/durations.ts";
import { createPagedLedgerHarness } from "../../../helpers/pagedLedgerHarness.ts";

type Harness = Awaited<ReturnType<typeof createPagedLedgerHarness>>;

async function assertComplete(harness: Harness): Promise<void> {
  assert.equal(await harness.state(), "complete");
  assert.deepEqual(
    await harness.storedIds(),
    harness.entries.map(({ id }) => id),
  );
}

/** The provider replies to the page at this cursor with a failure, once. */
function failAt(harness: Harness, at: string, status = 500): void {
  harness.provider.failureAt = (cursor) => {
    if (cursor !== at) return undefined;
    delete harness.provider.failureAt;
    return { kind: "providerError", status };
  };
}

/** Pages by number cannot overlap: a second pass has to find nothing new, and to end with the newest page. */
function confirmingPages(by: "page" | "lastId", pages: number): number {
  return by === "page" ? pages : 0;
}

describe("a ledger that is paged by cursors", () => {
  for (const [by, at] of [
    ["page", "4"],
    ["lastId", "e299"],
  ] as const) {
    it(`an interrupted sync by ${by} continues where it stopped, after the newest page`, async () => {
      await using harness = await createPagedLedgerHarness(by, 650);
      failAt(harness, at);
      assert.equal((await harness.sync()).length, 4);
      assert.equal(await harness.state(), "partial");
      const requested = await harness.sync();
      assert.deepEqual(requested.slice(0, 2), ["1", at]);
      assert.equal(requested[5], "1");
      assert.equal(requested.length, 6 + confirmingPages(by, 7));
      await assertComplete(harness);
    });

    it(`an interrupted sync by ${by} finds entries that arrived in between`, async () => {
      for (const more of [1, 99, 100, 101, 250]) {
        await using harness = await createPagedLedgerHarness(by, 650);
        failAt(harness, at);
        await harness.sync();
        harness.addDebits(more);
        const requested = await harness.sync();
        // Where pages are counted, each hundred new entries shift the old ones by one page.
        const maxPages = 6 + 2 * Math.ceil(more / 100) + 2 * confirmingPages(by, 7 + Math.ceil(more / 100));
        assert.ok(requested.length <= maxPages, requested.join());
        await assertComplete(harness);
      }
    });
  }

  it("a sync reaches the end of a ledger whose provider allows two pages at a time", async () => {
    await using harness = await createPagedLedgerHarness("page", 1150);
    for (let round = 0; round < 26; round += 1) {
      let left = 2;
      harness.provider.failureAt = () => {
        left -= 1;
        const retryAtMs = harness.clock.now() + minuteMs;
        return left < 0 ? { kind: "rateLimited", status: 429, retryAtMs } : undefined;
      };
      await harness.sync();
      harness.clock.jump(minuteMs);
    }
    await assertComplete(harness);
  });

  it("a sync that is interrupted among new entries too continues at each gap", async () => {
    await using harness = await createPagedLedgerHarness("lastId", 650);
    failAt(harness, "e299");
    await harness.sync();
    harness.addDebits(350);
    failAt(harness, "new51");
    assert.deepEqual(await harness.sync(), ["1", "new251", "new151", "new51"].slice(0, 4));
    assert.deepEqual(await harness.sync(), ["1", "new51", "e299", "e399", "e499", "e599", "1"]);
    await assertComplete(harness);
  });

  it("a sync starts from the beginning once when the provider rejects its cursor", async () => {
    await using harness = await createPagedLedgerHarness("lastId", 650);
    failAt(harness, "e299");
    await harness.sync();
    // The provider no longer has the entry that the cursor names.
    harness.provider.failureAt = (cursor) =>
      cursor === "e299" ? { kind: "providerError", status: 400 } : undefined;
    const requested = await harness.sync();
    assert.deepEqual(requested.slice(0, 5), ["1", "e299", "1", "e99", "e199"]);
    assert.equal(requested.filter((cursor) => cursor === "e299").length, 2);
    harness.entries.splice(299, 1);
    const again = await harness.sync();
    assert.equal(again.filter((cursor) => cursor === "1").length, 3);
  });

  it("a sync treats an empty page at its cursor as a rejected cursor", async () => {
    await using harness = await createPagedLedgerHarness("page", 650);
    failAt(harness, "5");
    await harness.sync();
    harness.entries.splice(350);
    const requested = await harness.sync();
    assert.deepEqual(requested, ["1", "5", "1", "2", "3", "4", "1"]);
    assert.deepEqual(await harness.stateWithReason(), ["partial", "limit"]);
  });

  it("a sync goes no further back than the retention", async () => {
    await using harness = await createPagedLedgerHarness("page", 650);
    harness.settings.days = 7;
    // Page 2 has entries that are kept, page 3 has none. A second pass confirms the first.
    assert.deepEqual(await harness.sync(), ["1", "2", "3", "1", "2", "3", "1"]);
    assert.equal(await harness.state(), "complete");
    // The newest entry is 12 hours old.
    assert.equal((await harness.storedIds()).length, 7 * 24 - 12 + 1);
    harness.addDebits(1);
    assert.deepEqual(await harness.sync(), ["2", "1"]);
  });

  it("a sync keeps its cursor while the provider fails", async () => {
    await using harness = await createPagedLedgerHarness("page", 650);
    for (const status of [500, 503, 502]) {
      failAt(harness, "4", status);
      await harness.sync();
    }
    assert.deepEqual((await harness.sync()).slice(0, 6), ["1", "4", "5", "6", "7", "1"]);
    await assertComplete(harness);
  });
});
