import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { dayMs, hourMs } from "../../../../src/core/time/durations.ts";
import { createPagedLedgerHarness } from "../../../helpers/pagedLedgerHarness.ts";

type Harness = Awaited<ReturnType<typeof createPagedLedgerHarness>>;

const kinds = ["offset", "page", "lastId", "day"] as const;

async function hasEqualSets(harness: Harness): Promise<boolean> {
  const stored = (await harness.storedAmounts()).map(String).toSorted();
  const wanted = harness.entries.map(({ id, amount }) => String([id, amount])).toSorted();
  return JSON.stringify(stored) === JSON.stringify(wanted);
}

/** Whenever the ledger says that it is complete, it is; and in the end it says so. */
async function assertBecomesComplete(harness: Harness, syncs: number): Promise<void> {
  for (let count = 0; count < syncs; count += 1) {
    await harness.sync();
    if ((await harness.state()) !== "complete") continue;
    assert.ok(await hasEqualSets(harness), `complete with other entries after ${count + 1} syncs`);
    return;
  }
  assert.fail(`not complete after ${syncs} syncs: ${await harness.stateWithReason()}`);
}

/** A page shows its first entry again at its end, once with each of the amounts. */
function repeatFirst(harness: Harness, isWanted: (cursor: string) => boolean, ...amounts: string[]): void {
  harness.provider.edit = (shown, cursor) => {
    const [first] = shown;
    if (!first || !isWanted(cursor)) return shown;
    return [...shown, ...amounts.map((amount) => ({ ...first, amount: amountOf(amount) }))];
  };
}

/** Syncs of a ledger by day read each older day once a day. */
function pass(harness: Harness, by: string): void {
  harness.clock.jump(by === "day" ? dayMs + hourMs : hourMs);
}

for (const by of kinds) {
  describe(`a ledger by ${by} whose pages show an entry twice`, () => {
    it(`a ledger by ${by} forgets a second amount of an id that a page showed for once`, async () => {
      for (const isFirstSync of [true, false]) {
        await using harness = await createPagedLedgerHarness(by, 350);
        if (!isFirstSync) await harness.sync();
        pass(harness, by);
        // Each sync shows another amount on all of its pages.
        for (const amount of ["-8", "-9"]) {
          repeatFirst(harness, () => true, amount);
          await harness.sync();
          assert.equal(await harness.state(), "partial");
        }
        delete harness.provider.edit;
        // What contradicted itself is read again after an hour.
        pass(harness, by);
        harness.clock.jump(1);
        await assertBecomesComplete(harness, by === "day" ? 40 : 12);
      }
    });

    it(`a ledger by ${by} is whole although its pages are longer by an entry that they repeat`, async () => {
      for (const stopAfter of [1, 2, 4, 8]) {
        await using harness = await createPagedLedgerHarness(by, by === "day" ? 700 : 1250);
        repeatFirst(harness, () => true, "-1");
        harness.provider.failureAt = () =>
          harness.requested.length > stopAfter ? { kind: "providerError", status: 500 } : undefined;
        await harness.sync();
        delete harness.provider.failureAt;
        await assertBecomesComplete(harness, 3);
      }
    });
  });
}

describe("a gap that is closed by a page with two amounts of an id", () => {
  it("a ledger is not complete until a pass shows that no id stands for two entries", async () => {
    await using harness = await createPagedLedgerHarness("lastId", 350);
    const failAt = (...cursors: string[]) => {
      harness.provider.failureAt = (cursor) =>
        cursors.includes(cursor) ? { kind: "providerError", status: 500 } : undefined;
    };
    failAt("e199");
    await harness.sync();
    harness.addDebits(250);
    // Only the page that meets what is known, at e0.
    repeatFirst(harness, (cursor) => cursor === "new51", "-8");
    await harness.sync();
    assert.equal(harness.requested.at(-1), "e199");
    delete harness.provider.edit;
    delete harness.provider.failureAt;
    await assertBecomesComplete(harness, 3);
  });
});

describe("a ledger whose provider shows one page in place of another", () => {
  for (const by of ["offset", "page", "lastId"] as const) {
    it(`a ledger by ${by} whose pages are all the newest one is partial, and whole once they are not`, async () => {
      for (const isFirstSync of [true, false]) {
        await using harness = await createPagedLedgerHarness(by, 350);
        if (!isFirstSync) await harness.sync();
        pass(harness, by);
        harness.provider.edit = () => harness.entries.slice(0, 100);
        harness.provider.nextOf = (cursor) => (by === "page" ? String(Number(cursor) + 1) : "e99");
        for (let count = 0; count < 6; count += 1) {
          const requested = await harness.sync();
          assert.ok(requested.length <= 60, `${requested.length} requests`);
          if (isFirstSync) assert.equal(await harness.state(), "partial");
        }
        delete harness.provider.edit;
        delete harness.provider.nextOf;
        pass(harness, by);
        harness.clock.jump(1);
        await assertBecomesComplete(harness, 4);
      }
    });
  }
});

describe("a ledger whose entries have no ids of their own", () => {
  for (const by of ["offset", "page", "lastId"] as const) {
    it(`a ledger by ${by} is not complete where entries of different pages cannot be told apart`, async () => {
      for (const equalPage of [1, 2, 3]) {
        await using harness = await createPagedLedgerHarness(by, 450);
        harness.provider.hasDerivedIds = true;
        // Five entries of a later page are equal to entries of the first page, and get the same ids.
        const ids = new Map(
          [40, 41, 42, 43, 44].map((place) => [`e${100 * equalPage + place}`, harness.entries[place]]),
        );
        harness.provider.edit = (shown) =>
          shown.map((entry) => {
            const equal = ids.get(entry.id);
            return equal ?? entry;
          });
        for (let count = 0; count < 4; count += 1) {
          await harness.sync();
          assert.equal(await harness.state(), "partial", `page ${equalPage + 1}`);
        }
      }
    });

    it(`a ledger by ${by} is complete where ids that are put together are all different`, async () => {
      await using harness = await createPagedLedgerHarness(by, 450);
      harness.provider.hasDerivedIds = true;
      await assertBecomesComplete(harness, 1);
      harness.addDebits(130);
      await assertBecomesComplete(harness, 3);
      for (let count = 0; count < 8; count += 1) await assertBecomesComplete(harness, 1);
    });
  }
});

describe("a ledger by page that is shorter than its pages", () => {
  it("a ledger by page goes on at the right page although repeated entries make its pages shorter", async () => {
    for (const stopAfter of [2, 5, 11]) {
      await using harness = await createPagedLedgerHarness("page", 1250);
      // Fifteen places of each page show its first entry again.
      harness.provider.edit = (shown) => [
        ...shown,
        ...Array.from({ length: 15 }, () => shown[0] ?? assert.fail()),
      ];
      harness.provider.failureAt = () =>
        harness.requested.length > stopAfter ? { kind: "providerError", status: 500 } : undefined;
      await harness.sync();
      delete harness.provider.failureAt;
      await assertBecomesComplete(harness, 3);
    }
  });
});
