import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { HistoryStore } from "../../../../../src/store/historyStore.ts";
import { MockLedger, sync } from "../helpers/mockLedger.ts";
import { allPages, entry, meter, startMs } from "../helpers/readings.ts";
import { open, tempFile } from "../helpers/tempHistory.ts";

function ledgerOf(count: number): MockLedger {
  const ledger = new MockLedger();
  ledger.grow(count);
  return ledger;
}

function assertComplete(store: HistoryStore, ledger: MockLedger): void {
  const ids = allPages(store, { order: "oldest", limit: 500 }).map(({ id }) => id);
  assert.deepEqual(
    ids,
    ledger.entries.map(({ id }) => id),
  );
}

describe("pages of a provider's ledger", () => {
  it("leave a hole below the last entry of a page, until the next page begins with it", async () => {
    const store = await open();
    const page = (...ids: number[]) => ids.map((id) => entry(id, startMs + id));
    store.addLedgerPage("poof", page(9, 8, 7), false, meter("1"));
    assert.deepEqual(store.firstGap("poof"), { id: "7", newer: 2, atMs: startMs + 7 });
    store.addLedgerPage("poof", page(6, 5), false, meter("1"));
    assert.equal(store.firstGap("poof")?.id, "7");
    store.addLedgerPage("poof", page(7, 6), false, meter("1"));
    assert.deepEqual(store.firstGap("poof"), { id: "5", newer: 4, atMs: startMs + 5 });
    store.addLedgerPage("poof", page(5, 4), true, meter("1"));
    assert.equal(store.firstGap("poof"), undefined);
  });

  it("leave no hole in an empty ledger", async () => {
    const store = await open();
    store.addLedgerPage("poof", [], true, meter("1"));
    assert.equal(store.firstGap("poof"), undefined);
    assert.deepEqual(store.syncState("poof"), { state: "none", entries: 0 });
  });

  it("show a hole between what is known and what arrived since, newest first", async () => {
    const store = await open();
    const ledger = ledgerOf(150);
    assert.ok(sync(store, ledger, () => true));
    ledger.grow(250);
    store.addLedgerPage("poof", ledger.page(0), false, meter("1"));
    assert.deepEqual(store.firstGap("poof")?.id, "301");
    assert.equal(store.firstGap("poof")?.newerCount, 99);
    assert.ok(sync(store, ledger, () => true));
    assertComplete(store, ledger);
  });

  it("of 5,000 entries land once each while others arrive between the pages", async () => {
    for (const arrivals of [1, 37, 99, 100, 101, 350]) {
      const store = await open();
      const ledger = ledgerOf(arrivals > 90 ? 1000 : 5000);
      assert.ok(
        sync(store, ledger, (pages) => {
          if (pages < 12) ledger.grow(arrivals);
          return true;
        }),
      );
      assert.ok(sync(store, ledger, () => true));
      assertComplete(store, ledger);
    }
  });

  it("land once each when the sync is cut off after any page and begins again in a new window", async () => {
    const file = tempFile();
    const ledger = ledgerOf(700);
    let isComplete = false;
    for (let run = 0; run < 100 && !isComplete; run += 1) {
      const store = await open(file);
      isComplete = sync(store, ledger, (pages) => {
        if (run < 20) ledger.grow(run % 3 === 0 ? 130 : 3);
        return run >= 20 || pages < (run % 4) + 1;
      });
      const ids = allPages(store, { limit: 500 }).map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      store.close();
    }
    assert.ok(isComplete);
    assertComplete(await open(file), ledger);
  });

  it("take in the same page twice without a change, also from another window", async () => {
    const file = tempFile();
    const [one, two] = [await open(file), await open(file)];
    const ledger = ledgerOf(80);
    one.addLedgerPage("poof", ledger.page(0), false, meter("1"));
    const version = one.dataVersion();
    two.addLedgerPage("poof", ledger.page(0), false, meter("1"));
    assert.equal(one.dataVersion(), version, "nothing was written");
    assertComplete(two, ledger);
    assert.equal(one.syncState("poof").entries, 80);
  });

  it("update an entry that the provider changed, and keep it joined", async () => {
    const store = await open();
    store.addLedgerPage("poof", [entry(2, startMs + 2), entry(1, startMs + 1)], true, meter("1"));
    store.addLedgerPage("poof", [entry(2, startMs + 9, { description: "settled" })], false, meter("1"));
    const row = allPages(store).find(({ id }) => id === "2");
    assert.deepEqual([row?.description, row?.atMs], ["settled", startMs + 9]);
    assert.equal(store.firstGap("poof"), undefined);
  });

  it("of one account do not touch another's", async () => {
    const store = await open();
    store.addLedgerPage("poof", [entry(1, startMs)], true, meter("1"));
    store.addLedgerPage("coals", [entry(1, startMs, { description: "other" })], false, meter("1"));
    assert.equal(store.firstGap("poof"), undefined);
    assert.equal(allPages(store)[0]?.description, "Job 1");
  });
});

describe("the state of a sync", () => {
  it("is kept with the number of entries", async () => {
    const file = tempFile();
    const store = await open(file);
    store.addLedgerPage("poof", [entry(1, startMs)], true, meter("1"));
    store.saveSyncState("poof", "partial", 5);
    store.saveSyncState("poof", "complete", 7);
    assert.deepEqual((await open(file)).syncState("poof"), { state: "complete", atMs: 7, entries: 1 });
    assert.deepEqual(store.syncState("nobody"), { state: "none", entries: 0 });
  });

  it("does not bring back an account that another window removed with its history", async () => {
    const file = tempFile();
    const [one, two] = [await open(file), await open(file)];
    one.addLedgerPage("poof", [entry(1, startMs)], false, meter("1"));
    two.deleteAccount("poof");
    one.saveSyncState("poof", "partial", 5);
    assert.deepEqual(one.accountIds(), []);
    assert.deepEqual(one.syncState("poof"), { state: "none", entries: 0 });
  });
});
