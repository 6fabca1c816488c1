import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { HistoryStore } from "../../../../../src/store/historyStore.ts";
import { MockLedger, sync } from "../helpers/mockLedger.ts";
import { entry, meter, readAllPages, startMs } from "../helpers/readings.ts";
import { openStore, tempFile } from "../helpers/tempHistory.ts";

function ledgerOf(count: number): MockLedger {
  const ledger = new MockLedger();
  ledger.grow(count);
  return ledger;
}

function assertComplete(store: HistoryStore, ledger: MockLedger): void {
  const ids = readAllPages(store, { order: "oldest", limit: 500 }).map(({ id }) => id);
  assert.deepEqual(
    ids,
    ledger.entries.map(({ id }) => id),
  );
}

describe("pages of a provider's ledger", () => {
  it("a page leaves a gap below its last entry until the next page begins with that entry", async () => {
    const store = await openStore();
    const page = (...ids: number[]) => ids.map((id) => entry(id, startMs + id));
    store.addLedgerPage("poof", page(9, 8, 7), false, meter("1"));
    assert.deepEqual(store.firstGap("poof"), { id: "7", newerCount: 2, atMs: startMs + 7 });
    store.addLedgerPage("poof", page(6, 5), false, meter("1"));
    assert.equal(store.firstGap("poof")?.id, "7");
    store.addLedgerPage("poof", page(7, 6), false, meter("1"));
    assert.deepEqual(store.firstGap("poof"), { id: "5", newerCount: 4, atMs: startMs + 5 });
    store.addLedgerPage("poof", page(5, 4), true, meter("1"));
    assert.equal(store.firstGap("poof"), undefined);
  });

  it("an empty ledger has no gap", async () => {
    const store = await openStore();
    store.addLedgerPage("poof", [], true, meter("1"));
    assert.equal(store.firstGap("poof"), undefined);
    assert.deepEqual(store.syncState("poof"), { state: "none", entries: 0 });
  });

  it("entries that arrived since the last sync leave a gap below them, newest first", async () => {
    const store = await openStore();
    const ledger = ledgerOf(150);
    assert.ok(sync(store, ledger, () => true));
    ledger.grow(250);
    store.addLedgerPage("poof", ledger.page(0), false, meter("1"));
    assert.deepEqual(store.firstGap("poof")?.id, "301");
    assert.equal(store.firstGap("poof")?.newerCount, 99);
    assert.ok(sync(store, ledger, () => true));
    assertComplete(store, ledger);
  });

  it("5,000 entries are stored once each while others arrive between the pages", async () => {
    for (const arrivals of [1, 37, 99, 100, 101, 350]) {
      const store = await openStore();
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

  it("entries are stored once each when the sync stops after any page and a new window resumes", async () => {
    const file = tempFile();
    const ledger = ledgerOf(700);
    let isComplete = false;
    for (let run = 0; run < 100 && !isComplete; run += 1) {
      const store = await openStore(file);
      isComplete = sync(store, ledger, (pages) => {
        if (run < 20) ledger.grow(run % 3 === 0 ? 130 : 3);
        return run >= 20 || pages < (run % 4) + 1;
      });
      const ids = readAllPages(store, { limit: 500 }).map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      store.close();
    }
    assert.ok(isComplete);
    assertComplete(await openStore(file), ledger);
  });

  it("the same page twice changes nothing, also from another window", async () => {
    const file = tempFile();
    const [one, two] = [await openStore(file), await openStore(file)];
    const ledger = ledgerOf(80);
    one.addLedgerPage("poof", ledger.page(0), false, meter("1"));
    const version = one.dataVersion();
    two.addLedgerPage("poof", ledger.page(0), false, meter("1"));
    assert.equal(one.dataVersion(), version, "nothing was written");
    assertComplete(two, ledger);
    assert.equal(one.syncState("poof").entries, 80);
  });

  it("an entry that the provider changed is updated and stays contiguous", async () => {
    const store = await openStore();
    store.addLedgerPage("poof", [entry(2, startMs + 2), entry(1, startMs + 1)], true, meter("1"));
    store.addLedgerPage("poof", [entry(2, startMs + 9, { description: "settled" })], false, meter("1"));
    const row = readAllPages(store).find(({ id }) => id === "2");
    assert.deepEqual([row?.description, row?.atMs], ["settled", startMs + 9]);
    assert.equal(store.firstGap("poof"), undefined);
  });

  it("pages of one account do not affect another account", async () => {
    const store = await openStore();
    store.addLedgerPage("poof", [entry(1, startMs)], true, meter("1"));
    store.addLedgerPage("coals", [entry(1, startMs, { description: "other" })], false, meter("1"));
    assert.equal(store.firstGap("poof"), undefined);
    assert.equal(readAllPages(store)[0]?.description, "Job 1");
  });
});

describe("the state of a sync", () => {
  it("the sync state is stored with the number of entries", async () => {
    const file = tempFile();
    const store = await openStore(file);
    store.addLedgerPage("poof", [entry(1, startMs)], true, meter("1"));
    store.saveSyncState("poof", "partial", 5);
    store.saveSyncState("poof", "complete", 7);
    assert.deepEqual((await openStore(file)).syncState("poof"), { state: "complete", atMs: 7, entries: 1 });
    assert.deepEqual(store.syncState("nobody"), { state: "none", entries: 0 });
  });

  it("saving the sync state does not restore an account that another window deleted", async () => {
    const file = tempFile();
    const [one, two] = [await openStore(file), await openStore(file)];
    one.addLedgerPage("poof", [entry(1, startMs)], false, meter("1"));
    two.deleteAccount("poof");
    one.saveSyncState("poof", "partial", 5);
    assert.deepEqual(one.accountIds(), []);
    assert.deepEqual(one.syncState("poof"), { state: "none", entries: 0 });
  });
});
