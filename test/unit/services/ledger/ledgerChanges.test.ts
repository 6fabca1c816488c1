import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ProviderLedgerEntry } from "../../../../src/core/ledger/ledgerEntry.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { dayMs, hourMs } from "../../../../src/core/time/durations.ts";
import { instantOf } from "../../../../src/core/time/instant.ts";
import { observedStrings } from "../../../helpers/ledgerHarness.ts";
import { createPagedLedgerHarness } from "../../../helpers/pagedLedgerHarness.ts";

type Harness = Awaited<ReturnType<typeof createPagedLedgerHarness>>;

const kinds = ["offset", "page", "lastId"] as const;

function entry(id: string, atMs: number, amount = "-1"): ProviderLedgerEntry {
  return {
    id,
    type: "debit",
    meterId: "balance",
    amount: amountOf(amount),
    description: "",
    at: instantOf(atMs),
  };
}

async function assertEqualSets(
  harness: Harness,
  state: readonly (string | undefined)[] = ["complete", undefined],
) {
  assert.deepEqual(await harness.stateWithReason(), state);
  const byId = (a: readonly string[], b: readonly string[]) => `${a[0]}`.localeCompare(`${b[0]}`);
  assert.deepEqual(
    (await harness.storedAmounts()).toSorted(byId),
    harness.entries.map(({ id, amount }) => [id, amount]).toSorted(byId),
  );
}

/** Syncs until nothing is left to find, at most once for each page and a few times more. */
async function rest(harness: Harness, syncs = 8): Promise<void> {
  for (let count = 0; count < syncs; count += 1) await harness.sync();
}

for (const by of kinds) {
  describe(`a ledger by ${by} that changes while and after it is fetched`, () => {
    it(`a ledger by ${by} with 350 entries of one day is whole although 150 are booked while the first sync is interrupted`, async () => {
      const noonMs = Date.UTC(2026, 10, 20);
      await using harness = await createPagedLedgerHarness(by, 0);
      const book = (from: number, count: number) => {
        for (let index = 0; index < count; index += 1)
          harness.entries.unshift(entry(`d${from + index}`, noonMs));
      };
      book(0, 350);
      harness.provider.failureAt = () =>
        harness.requested.length > 2 ? { kind: "providerError", status: 500 } : undefined;
      await harness.sync();
      delete harness.provider.failureAt;
      assert.deepEqual(await harness.stateWithReason(), ["partial", "gap"]);
      book(350, 150);
      await harness.sync();
      assert.equal(harness.entries.length, 500);
      await assertEqualSets(harness);
    });

    it(`a ledger by ${by} leaves a correction out that is dated before the retention, and goes on`, async () => {
      await using harness = await createPagedLedgerHarness(by, 350);
      harness.settings.days = 60;
      harness.entries.splice(20, 0, entry("old", harness.clock.now() - 90 * dayMs));
      await harness.sync();
      assert.equal((await harness.storedIds()).length, 350);
      assert.equal(await harness.state(), "complete");
    });

    it(`a ledger by ${by} finds an entry that was booked late on page 2`, async () => {
      await using harness = await createPagedLedgerHarness(by, 351);
      await harness.sync();
      harness.entries.splice(150, 0, entry("late", Date.parse(harness.entries[150]?.at ?? "")));
      const requests = await syncUntil(harness, async () => (await harness.storedIds()).includes("late"));
      // A ledger that counts its entries shows it at once.
      assert.ok(requests <= (by === "offset" ? 8 : 12), `${requests} requests`);
      await assertEqualSets(harness);
    });

    it(`a ledger by ${by} follows entries that are removed, settled under another id and corrected`, async () => {
      for (const place of [2, 150, 320]) {
        await using harness = await createPagedLedgerHarness(by, 351);
        await harness.sync();
        const [removed, pending, wrong] = harness.entries.slice(place, place + 3);
        assert.ok(removed && pending && wrong);
        harness.entries.splice(
          place,
          3,
          { ...pending, id: `${pending.id}-settled` },
          { ...wrong, amount: amountOf("-7") },
        );
        await rest(harness);
        await assertEqualSets(harness);
        const gone = await harness.history.read((store) => store.removedEntries(harness.account.id, 10));
        assert.deepEqual(new Set(gone?.map(({ id }) => id)), new Set([removed.id, pending.id]));
        assert.deepEqual(await harness.changesOf(wrong.id), [["changed", "-1"]]);
      }
    });

    it(`a ledger by ${by} ends its first walk with a look at the newest page`, async () => {
      await using harness = await createPagedLedgerHarness(by, 650);
      harness.provider.failureAt = () => {
        if (harness.requested.length === 4) harness.addDebits(10);
        return undefined;
      };
      await harness.sync();
      assert.equal(harness.entries.length, 660);
      await assertEqualSets(harness);
    });

    it(`a ledger by ${by} fetches what a longer retention wants`, async () => {
      await using harness = await createPagedLedgerHarness(by, 650);
      harness.settings.days = 7;
      await harness.sync();
      assert.ok((await harness.storedIds()).length < 200);
      harness.settings.days = 400;
      await harness.sync();
      await assertEqualSets(harness);
    });

    it(`a ledger by ${by} whose provider sends an id twice with two amounts keeps both and is not complete`, async () => {
      await using harness = await createPagedLedgerHarness(by, 250);
      const [, second] = harness.entries;
      assert.ok(second);
      harness.entries.splice(2, 0, { ...second, amount: amountOf("-9") });
      await harness.sync();
      assert.deepEqual(await harness.stateWithReason(), ["partial", "ids"]);
      const sum = (await harness.storedAmounts()).reduce((total, [, amount]) => total + Number(amount), 0);
      assert.equal(sum, -259);
    });
  });
}

describe("a ledger that is paged by day", () => {
  it("a ledger by day of a new account asks for each empty day once, and then for today alone", async () => {
    await using harness = await createPagedLedgerHarness("day", 0);
    const first = await harness.sync();
    assert.equal(new Set(first).size, first.length - 1);
    assert.equal(first.length, 32);
    assert.equal(await harness.state(), "complete");
    for (let count = 0; count < 20; count += 1) {
      harness.clock.jump(5 * 60_000);
      assert.deepEqual(await harness.sync(), ["1"]);
    }
    harness.entries.unshift(entry("now", harness.clock.now()));
    await harness.sync();
    assert.deepEqual(await harness.storedIds(), ["now"]);
  });

  it("a ledger by day reads yesterday again after its end, and each older day once a day", async () => {
    await using harness = await createPagedLedgerHarness("day", 40);
    await harness.sync();
    await assertEqualSets(harness);
    harness.clock.jump(dayMs);
    const yesterday = instantOf(harness.clock.now() - dayMs).slice(0, 10);
    const requested = await harness.sync();
    assert.ok(requested.includes("1") && requested.includes(yesterday), requested.join());
    assert.ok(requested.length <= 3, requested.join());
    const asked = new Map<string, number>();
    for (let count = 0; count < 100; count += 1) {
      for (const day of await harness.sync()) asked.set(day, (asked.get(day) ?? 0) + 1);
    }
    asked.delete("1");
    assert.ok(asked.size > 25, `${asked.size} days`);
    assert.ok(
      [...asked.values()].every((count) => count === 1),
      [...asked].join(),
    );
  });

  it("a ledger by day finds what is booked late, corrected and removed within a day", async () => {
    await using harness = await createPagedLedgerHarness("day", 200);
    await harness.sync();
    const [, , corrected] = harness.entries;
    assert.ok(corrected);
    harness.entries[2] = { ...corrected, amount: amountOf("-8") };
    harness.entries.splice(100, 1);
    harness.entries.splice(150, 0, entry("late", Date.parse(harness.entries[150]?.at ?? "") + 1));
    harness.clock.jump(dayMs + hourMs);
    await rest(harness, 40);
    await assertEqualSets(harness);
  });
});

/** The number of requests until `isDone`. */
async function syncUntil(harness: Harness, isDone: () => Promise<boolean>): Promise<number> {
  let requests = 0;
  for (let count = 0; count < 12; count += 1) {
    requests += (await harness.sync()).length;
    if (await isDone()) return requests;
  }
  return assert.fail("not found");
}

describe("a ledger that contradicts itself", () => {
  it("a ledger whose total jumps ends partial after a bounded number of requests, with all entries", async () => {
    await using harness = await createPagedLedgerHarness("offset", 250);
    harness.provider.total = () => 250 + (harness.requested.length % 3);
    const requested = await harness.sync();
    assert.ok(requested.length <= 20, requested.join());
    assert.equal((await harness.storedIds()).length, 250);
    assert.equal(await harness.state(), "partial");
  });

  it("a ledger whose total is below what its pages show is fetched to its end, and partial because of the total", async () => {
    for (const total of [0, -5, 1, 120, 249]) {
      await using harness = await createPagedLedgerHarness("offset", 250);
      harness.provider.total = () => total;
      const requested = await harness.sync();
      assert.ok(requested.length <= 24, requested.join());
      assert.equal((await harness.storedIds()).length, 250, `total ${total}`);
      assert.deepEqual(await harness.stateWithReason(), ["partial", "total"]);
      assert.ok((await harness.sync()).length <= 2);
      delete harness.provider.total;
      await harness.sync();
      await assertEqualSets(harness);
    }
  });

  for (const by of kinds) {
    it(`a ledger by ${by} whose entries come oldest first, or in no order, has all that arrive`, async () => {
      for (const order of [
        (a: number, b: number) => b - a,
        (a: number, b: number) => ((a * 79) % 350) - ((b * 79) % 350),
      ]) {
        await using harness = await createPagedLedgerHarness(by, 350);
        const place = ({ id }: { readonly id: string }) => Number(id.slice(1));
        harness.entries.sort((a, b) => order(place(a), place(b)));
        await harness.sync();
        await assertEqualSets(harness);
        for (const [index, at] of [350, 200].entries()) {
          harness.entries.splice(at, 0, entry(`new${index}`, harness.clock.now() - 1000 * index));
          await harness.sync();
          await assertEqualSets(harness);
        }
      }
    });
  }

  it("a ledger whose provider counts one entry more than it shows is partial because of the total", async () => {
    await using harness = await createPagedLedgerHarness("offset", 250);
    harness.provider.total = () => 251;
    await harness.sync();
    assert.deepEqual(await harness.stateWithReason(), ["partial", "total"]);
    // The difference is known by now: it leads to no further pass.
    assert.ok((await harness.sync()).length <= 2);
    delete harness.provider.total;
    await harness.sync();
    await assertEqualSets(harness);
  });

  it("a ledger whose cursors run in a circle ends partial after a bounded number of requests", async () => {
    await using harness = await createPagedLedgerHarness("lastId", 350);
    harness.provider.nextOf = (cursor) => (cursor === "e299" ? "e99" : undefined);
    const requested = await harness.sync();
    assert.ok(requested.length <= 60, `${requested.length} requests`);
    assert.deepEqual(await harness.stateWithReason(), ["partial", "order"]);
    assert.equal((await harness.storedIds()).length, 350);
  });

  for (const target of ["e299", "e99", "1"]) {
    it(`a ledger whose cursor leads back to ${target} is partial, asks little, and is whole an hour after it does not`, async () => {
      await using harness = await createPagedLedgerHarness("lastId", 650);
      harness.provider.nextOf = (cursor) => (cursor === "e299" ? target : undefined);
      for (let count = 0; count < 3; count += 1) {
        const requested = await harness.sync();
        assert.ok(requested.length <= (count === 0 ? 20 : 1), `${requested.length} requests`);
        assert.deepEqual(await harness.stateWithReason(), ["partial", "order"]);
      }
      delete harness.provider.nextOf;
      harness.clock.jump(hourMs);
      await harness.sync();
      await assertEqualSets(harness);
    });
  }

  it("a cursor that leads to its own page once and then on is followed", async () => {
    await using harness = await createPagedLedgerHarness("lastId", 650);
    harness.provider.nextOf = (cursor) => {
      if (cursor !== "e299") return undefined;
      delete harness.provider.nextOf;
      return cursor;
    };
    await harness.sync();
    await assertEqualSets(harness);
  });

  it("pages that run in a circle under ever new cursors end, also where none of their entries are kept", async () => {
    await using harness = await createPagedLedgerHarness("lastId", 900);
    harness.settings.days = 3;
    // Entries of today among the old ones: nothing proves that all further ones are old.
    for (let place = 199; place < 900; place += 15)
      harness.entries.splice(place, 0, entry(`recent${place}`, harness.clock.now() - hourMs));
    const ids = harness.entries.map(({ id }) => id);
    let cursors = 0;
    harness.provider.nextOf = () => {
      cursors += 1;
      return ids[cursors];
    };
    harness.provider.edit = (page, cursor) => {
      const from = 100 * (1 + (ids.indexOf(cursor) % 5));
      return cursor === "1" ? page : harness.entries.slice(from, from + 100);
    };
    const requested = await harness.sync();
    assert.ok(requested.length <= 30, `${requested.length} requests`);
    assert.deepEqual(await harness.stateWithReason(), ["partial", "order"]);
  });

  it("a ledger whose entries come in another order with each request is never complete without all of them", async () => {
    await using harness = await createPagedLedgerHarness("offset", 350);
    harness.provider.failureAt = () => {
      harness.entries.push(...harness.entries.splice(0, 37));
      harness.entries.reverse();
      return undefined;
    };
    for (let count = 0; count < 5; count += 1) {
      const requested = await harness.sync();
      assert.ok(requested.length <= 80, `${requested.length} requests`);
      if ((await harness.state()) === "complete") assert.equal((await harness.storedIds()).length, 350);
    }
  });
});

describe("a ledger that is read a page at a time", () => {
  it("a ledger by lastId whose last page is full confirms its end, and finds what is gone", async () => {
    await using harness = await createPagedLedgerHarness("lastId", 300);
    await harness.sync();
    const asOfMs = await harness.asOfMs();
    harness.clock.jump(hourMs);
    for (let count = 0; count < 8; count += 1) await harness.sync();
    assert.ok(asOfMs !== undefined && ((await harness.asOfMs()) ?? 0) > asOfMs);
    // Below the newest page, as many come as go.
    const [gone] = harness.entries.splice(150, 1, entry("late", Date.parse(harness.entries[150]?.at ?? "")));
    for (let count = 0; count < 8; count += 1) await harness.sync();
    await assertEqualSets(harness);
    const removed = await harness.history.read((store) => store.removedEntries(harness.account.id, 10));
    assert.deepEqual(
      removed?.map(({ id }) => id),
      [gone?.id],
    );
  });

  for (const by of kinds) {
    it(`a ledger by ${by} that uses an id again on another page is not complete, however many syncs a pass takes`, async () => {
      await using harness = await createPagedLedgerHarness(by, 350);
      await harness.sync();
      const [, , third] = harness.entries;
      const later = harness.entries[220];
      assert.ok(third && later);
      harness.entries[220] = { ...later, id: third.id };
      for (let count = 0; count < 12; count += 1) await harness.sync();
      // A total that counts both tells it too.
      assert.deepEqual(await harness.stateWithReason(), ["partial", by === "offset" ? "total" : "ids"]);
    });
  }

  it("a ledger whose cursors run in a circle among entries that are not kept ends partial soon", async () => {
    await using harness = await createPagedLedgerHarness("lastId", 900);
    harness.settings.days = 2;
    // An entry of today among the old ones: nothing proves that all further ones are old.
    for (let place = 199; place < 900; place += 15)
      harness.entries.splice(place, 0, entry(`recent${place}`, harness.clock.now() - hourMs));
    const ids = harness.entries.map(({ id }) => id);
    harness.provider.nextOf = (cursor) => (cursor === ids[599] ? ids[299] : undefined);
    const requested = await harness.sync();
    assert.ok(requested.length <= 60, `${requested.length} requests`);
    assert.deepEqual(await harness.stateWithReason(), ["partial", "order"]);
  });

  it("a ledger by offset whose provider shows the newest page in place of the next one goes on later", async () => {
    await using harness = await createPagedLedgerHarness("offset", 350);
    const shown = [...harness.entries];
    harness.provider.failureAt = () => {
      // The second request begins with the newest entry.
      if (harness.requested.length === 2)
        harness.entries.unshift(...Array.from({ length: 99 }, () => shown[0] ?? assert.fail()));
      if (harness.requested.length === 3) return { kind: "providerError", status: 500 };
      return undefined;
    };
    await harness.sync();
    delete harness.provider.failureAt;
    harness.entries.splice(0, harness.entries.length, ...shown);
    for (let count = 0; count < 4; count += 1) await harness.sync();
    await assertEqualSets(harness);
  });

  it("a page that begins with the id that the page before ended with, and another amount, is not complete", async () => {
    await using harness = await createPagedLedgerHarness("lastId", 350);
    await harness.sync();
    const { id } = harness.entries[98] ?? assert.fail();
    harness.entries[100] = { ...(harness.entries[100] ?? assert.fail()), id };
    for (let count = 0; count < 12; count += 1) await harness.sync();
    assert.deepEqual(await harness.stateWithReason(), ["partial", "ids"]);
    assert.ok((await harness.sync()).length <= 2);
  });

  it("a total that is too small for once takes nothing away", async () => {
    await using harness = await createPagedLedgerHarness("offset", 90);
    await harness.sync();
    const shown = harness.entries.splice(60);
    harness.provider.total = () => 60;
    harness.provider.failureAt = () => {
      // The newest page was cut short; the next one has the rest.
      harness.entries.push(...shown.splice(0));
      return undefined;
    };
    await harness.sync();
    delete harness.provider.total;
    delete harness.provider.failureAt;
    await harness.sync();
    await assertEqualSets(harness);
    assert.deepEqual(await harness.history.read((store) => store.removedEntries(harness.account.id, 10)), []);
  });
});

describe("a ledger that a window stores for a removed account", () => {
  it("a page that comes after the account was removed in another window brings nothing back", async () => {
    await using harness = await createPagedLedgerHarness("lastId", 350);
    harness.provider.failureAt = () => {
      if (harness.requested.length === 2)
        void harness.history.write(harness.account.id, (store) => store.deleteAccount(harness.account.id));
      return undefined;
    };
    await harness.sync();
    assert.deepEqual(await harness.history.read((store) => store.accountIds()), []);
  });
});

describe("long texts of a provider", () => {
  it("long texts of a provider are cut off, with the length of the whole", async () => {
    await using harness = await createPagedLedgerHarness("lastId", 0);
    harness.entries.push({
      ...entry("long", harness.clock.now() - hourMs),
      description: "ab".repeat(500_000),
    });
    await harness.sync();
    const page = await harness.history.read((store) =>
      store.ledger(
        { accountId: harness.account.id, source: "provider", order: "newest", limit: 1 },
        observedStrings,
      ),
    );
    assert.match(page?.rows[0]?.description ?? "", /^(?:ab)+… \(1000000\)$/);
    assert.ok((page?.rows[0]?.description.length ?? 0) < 2_100);
  });
});
