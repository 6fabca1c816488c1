import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { seededRandom } from "../../../../../src/core/common/seededRandom.ts";
import type { ProviderLedgerEntry } from "../../../../../src/core/ledger/ledgerEntry.ts";
import { amountOf } from "../../../../../src/core/money/amount.ts";
import { dayMs, hourMs, minuteMs } from "../../../../../src/core/time/durations.ts";
import type { HistoryStore } from "../../../../../src/store/historyStore.ts";
import { storeLedgerPage } from "../../../../helpers/storeLedgerPage.ts";
import { entry, meter, observedStrings, startMs } from "../helpers/readings.ts";
import { openStore, tempFile } from "../helpers/tempHistory.ts";

const stepMs = 20 * minuteMs;
const days = 60;

/** Readings and entries of sixty days; of a few days, entries are missing, and some come a few hours late. */
function record(store: HistoryStore): { units: number; atMs: number } {
  const random = seededRandom(3);
  const page: ProviderLedgerEntry[] = [];
  let units = 1_000_000;
  const count = (days * dayMs) / stepMs;
  for (let index = 0; index < count; index += 1) {
    const atMs = startMs + index * stepMs;
    const cost = 1 + Math.floor(random() * 90);
    units -= cost;
    const isMissing = index % 700 === 650;
    const lateMs = index % 97 === 0 ? 3 * hourMs : 0;
    const amount = amountOf(`-${cost / 100}`);
    if (!isMissing) page.push(entry(index + 1, atMs - minuteMs + lateMs, { amount }));
    store.recordReading("poof", [meter(`${units / 100}`)], atMs, 3 * stepMs);
  }
  storeLedgerPage(store, "poof", page, meter("1"));
  const atMs = startMs + count * stepMs;
  store.saveSyncState("poof", { state: "complete" }, atMs);
  return { units, atMs };
}

function advanceAll(store: HistoryStore): number {
  let steps = 1;
  while (store.advanceComparison("poof")) steps += 1;
  return steps;
}

describe("comparing a long history in steps", () => {
  it("comparing in steps finds the same as comparing all at once", async () => {
    const file = tempFile();
    const store = await openStore(file);
    record(store);
    const steps = advanceAll(store);
    assert.ok(steps > 5, `${steps} steps`);
    const inSteps = store.unexplained("poof", "balance");
    assert.ok((inSteps?.length ?? 0) >= 4, `${inSteps?.length}`);
    assert.deepEqual((await openStore(file)).unexplained("poof", "balance"), inSteps);
  });

  for (const [dated, entriesADay, atHour] of [
    ["at instants", 1, 10],
    ["by the day", 8, 0],
  ] as const) {
    it(`comparing ends where the provider books no use, and dates its entries ${dated}`, async () => {
      const store = await openStore();
      const count = (days * dayMs) / stepMs;
      for (let index = 0; index < count; index += 1)
        store.recordReading("poof", [meter(`${100_000 - index}`)], startMs + index * stepMs, 3 * stepMs);
      const page = Array.from({ length: days * entriesADay }, (_, index) => {
        const day = Math.floor((startMs + Math.floor(index / entriesADay) * dayMs) / dayMs) * dayMs;
        return entry(index + 1, day + atHour * hourMs, { amount: amountOf("0.01") });
      });
      storeLedgerPage(store, "poof", page, meter("1"));
      assert.ok(advanceAll(store) < 100);
      const changes = store.unexplained("poof", "balance") ?? [];
      const told = changes.reduce((sum, { amount }) => sum + Number(amount), 0);
      assert.ok(told < -0.9 * count, `${told} of ${-count}`);
      assert.ok(advanceAll(store) < 3);
    });
  }

  it("comparing goes on with new readings and entries, and begins again where one was corrected or removed", async () => {
    const file = tempFile();
    const store = await openStore(file);
    const { units, atMs } = record(store);
    advanceAll(store);
    const isSame = async () =>
      assert.deepEqual(
        store.unexplained("poof", "balance"),
        (await openStore(file)).unexplained("poof", "balance"),
      );
    store.recordReading("poof", [meter(`${(units - 50) / 100}`)], atMs, 3 * stepMs);
    storeLedgerPage(store, "poof", [entry("new", atMs - minuteMs, { amount: amountOf("-0.5") })], meter("1"));
    assert.equal(advanceAll(store), 1);
    await isSame();
    const early = startMs + 5 * dayMs;
    storeLedgerPage(store, "poof", [entry(361, early - minuteMs, { amount: amountOf("-33") })], meter("1"));
    assert.ok(advanceAll(store) > 5);
    await isSame();
    const { version } = store.findWalk("poof", "here") ?? assert.fail();
    store.updateLedger("poof", { source: "here", version, meter: meter("1") }, (writer) => {
      assert.equal(writer.removeEntries(["400"], atMs), 1);
      return { pageSize: 100, pass: 1, segments: [] };
    });
    await isSame();
  });

  it("comparing begins again where the entries no longer show how far the provider's clock is off", async () => {
    const file = tempFile();
    const store = await openStore(file);
    const costs = [0, 11, 23, 5, 42, 17, 8];
    const firstMs = startMs + 7 * minuteMs;
    let units = 1000;
    const page = costs.map((cost, index) => {
      const atMs = firstMs + index * 40 * hourMs;
      units -= cost;
      store.recordReading("poof", [meter(`${units}`)], atMs, hourMs);
      return entry(index, atMs + 3 * minuteMs, { amount: amountOf(`-${cost}`) });
    });
    storeLedgerPage(store, "poof", page.slice(1), meter("1"));
    store.recordReading("poof", [meter(`${units}`)], firstMs + 260 * hourMs, hourMs);
    assert.deepEqual(store.unexplained("poof", "balance"), []);
    const last = page.at(-1) ?? assert.fail();
    storeLedgerPage(store, "poof", [{ ...last, amount: amountOf("-9") }], meter("1"));
    const found = store.unexplained("poof", "balance");
    assert.deepEqual(found, (await openStore(file)).unexplained("poof", "balance"));
  });

  it("comparing finds entries that took the place of removed ones in the file", async () => {
    const file = tempFile();
    const store = await openStore(file);
    for (const [index, balance] of ["100", "98", "95", "95", "95", "94"].entries())
      store.recordReading("poof", [meter(balance)], startMs + index * 2 * dayMs, hourMs);
    const add = (id: string, day: number, amount: string) => {
      const added = entry(id, startMs + day * dayMs - minuteMs, { amount: amountOf(amount) });
      storeLedgerPage(store, "poof", [added], meter("1"));
    };
    add("a", 2, "-2");
    add("b", 4, "-3");
    add("c", 10, "-1");
    assert.deepEqual(store.unexplained("poof", "balance"), []);
    store.ledger({ accountId: "poof", order: "newest", limit: 10 }, observedStrings);
    const { version } = store.findWalk("poof", "here") ?? assert.fail();
    store.updateLedger("poof", { source: "here", version, meter: meter("1") }, (writer) => {
      assert.equal(writer.removeEntries(["c"], startMs), 1);
      return { pageSize: 100, pass: 1, segments: [] };
    });
    add("late", 3, "-7");
    const [found, expected] = [store, await openStore(file)].map((each) => [
      each.unexplained("poof", "balance"),
      each.ledger({ accountId: "poof", order: "newest", limit: 10 }, observedStrings),
    ]);
    assert.deepEqual(found, expected);
  });

  it("what an account leaves unexplained is not told of the account that takes its place", async () => {
    const store = await openStore(tempFile());
    const add = (id: string, left: string) => {
      for (const [index, balance] of ["100", left].entries())
        store.recordReading(id, [meter(balance)], startMs + index * hourMs, dayMs);
      storeLedgerPage(store, id, [entry(1, startMs + minuteMs, { amount: amountOf("-1") })], meter("1"));
      return store.unexplained(id, "balance")?.map(({ amount }) => amount);
    };
    assert.deepEqual(add("first", "94"), ["-5"]);
    store.deleteAccount("first");
    assert.deepEqual(add("second", "99"), []);
  });

  it("how a removed account dates its entries says nothing about the account that takes its place", async () => {
    const file = tempFile();
    const store = await openStore(file);
    const add = (id: string, entryStepMs: number) => {
      const lastMs = startMs + 6 * hourMs;
      store.recordReading(id, [meter("1000")], lastMs - hourMs, dayMs);
      store.recordReading(id, [meter("900")], lastMs, dayMs);
      const firstMs = Math.floor(startMs / dayMs) * dayMs;
      const page = Array.from({ length: 120 }, (_, index) => entry(index, firstMs + index * entryStepMs));
      storeLedgerPage(store, id, page, meter("1"));
      return store.unexplained(id, "balance");
    };
    add("first", minuteMs + 1);
    store.deleteAccount("first");
    // All of one day: they may be booked days later.
    const found = add("second", 0);
    assert.equal(found?.length, 1);
    assert.deepEqual(found, (await openStore(file)).unexplained("second", "balance"));
  });

  it("how few entries are dated is looked at again with the next ones, also on the same day", async () => {
    const file = tempFile();
    const store = await openStore(file);
    const midnightMs = Math.ceil(startMs / dayMs) * dayMs;
    store.recordReading("poof", [meter("1000")], midnightMs - hourMs, dayMs);
    store.recordReading("poof", [meter("900")], midnightMs + hourMs, dayMs);
    storeLedgerPage(store, "poof", [entry("first", midnightMs)], meter("1"));
    assert.equal(store.unexplained("poof", "balance")?.length, 1);
    // They are dated by instants.
    const page = Array.from({ length: 120 }, (_, index) =>
      entry(index, midnightMs - 2 * hourMs - index * minuteMs - 1),
    );
    storeLedgerPage(store, "poof", page, meter("1"));
    const found = store.unexplained("poof", "balance");
    assert.equal(found?.length, 1);
    assert.deepEqual(found, (await openStore(file)).unexplained("poof", "balance"));
  });
});
