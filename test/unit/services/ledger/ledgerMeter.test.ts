import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { minuteMs } from "../../../../src/core/time/durations.ts";
import { LedgerScheduler } from "../../../../src/services/ledger/ledgerScheduler.lazy.ts";
import { unexplainedChanges } from "../../../../src/services/ledger/unexplainedChanges.ts";
import { definitionOf } from "../../../helpers/declaredProvider.ts";
import { observedStrings } from "../../../helpers/ledgerHarness.ts";
import { serve } from "../../../helpers/loopbackServer.ts";
import { createTestServices } from "../../../helpers/testServices.ts";

const key = { kind: "key", key: "acme_0123456789" } as const;

/** An account with a meter of credits and one of euros, whose provider publishes the ledger of the euros. */
async function createEuroLedgerHarness() {
  const balance: { credits: number; euros?: number } = { credits: 5, euros: 10 };
  const entries: { id: number; at: number; cost: number }[] = [];
  const server = await serve(({ path }, response) => {
    response.end(JSON.stringify(path === "/log" ? { items: entries } : balance));
  });
  const harness = await createTestServices();
  harness.settings.declare(
    definitionOf({
      baseUrl: server.origin,
      meters: [
        { id: "credits", unit: "credits", remaining: "/credits" },
        { id: "euros", unit: "EUR", remaining: "/euros", optional: true },
      ],
      ledger: {
        request: { path: "/log" },
        entries: "/items",
        meter: "euros",
        id: "/id",
        at: "/at",
        amount: { value: "/cost", negate: true },
      },
    }),
  );
  const provider = harness.providerRegistry.find("acme") ?? assert.fail();
  const verified = await harness.accountManager.verify({ provider }, key, harness.signal);
  assert.ok(verified.ok);
  const account = await harness.accountManager.save({ provider }, verified.value);
  const { ledgerSync, history, poller, clock } = harness;
  const reportBug = (error: unknown) => void harness.bugs.push(error);
  const ledgerScheduler = new LedgerScheduler({
    ledgerSync,
    history,
    poller,
    clock,
    random: () => 0.5,
    reportBug,
  });
  const read = async (isRefresh: boolean): Promise<number> => {
    const { length } = server.requests;
    await harness.poller.refresh();
    const { snapshot } = harness.poller.statuses()[0]?.reading ?? assert.fail();
    await ledgerScheduler.onReading(account, snapshot, isRefresh);
    return server.requests.slice(length).filter(({ path }) => path === "/log").length;
  };
  return {
    ...harness,
    account,
    balance,
    /** Adds a ledger entry that was booked half a minute ago. */
    book(cost: number) {
      entries.unshift({ id: entries.length, at: clock.now() - minuteMs / 2, cost });
    },
    ledgerRequests: () => server.requests.filter(({ path }) => path === "/log").length,
    /** A person refreshes; returns the number of requests for the ledger. */
    refresh: () => read(true),
    /** Adds a ledger entry half a minute after the last reading. */
    spend(cost: number) {
      clock.jump(minuteMs / 2);
      entries.unshift({ id: entries.length, at: clock.now(), cost });
    },
    /** Reads the account a minute later and syncs; returns the number of requests for the ledger. */
    async read(): Promise<number> {
      clock.jump(minuteMs);
      return read(false);
    },
    async [Symbol.asyncDispose]() {
      ledgerScheduler.dispose();
      await harness[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

describe("a ledger of another meter than the first", () => {
  it("the ledger is stored in its own meter's unit", async () => {
    await using harness = await createEuroLedgerHarness();
    harness.spend(2.5);
    await harness.read();
    const query = { accountId: harness.account.id, source: "provider", order: "newest", limit: 10 } as const;
    const page = await harness.history.read((store) => store.ledger(query, observedStrings));
    assert.deepEqual(
      page?.rows.map(({ meterId, unit, amount }) => [meterId, unit, amount]),
      [["euros", { kind: "currency", code: "EUR" }, "-2.5"]],
    );
    assert.equal((await harness.ledgerSync.readState(harness.account))?.state, "complete");
    assert.deepEqual(harness.bugs, []);
  });

  it("the ledger is reconciled with its own meter's balances", async () => {
    await using harness = await createEuroLedgerHarness();
    const unexplained = async () => {
      const { snapshot } = harness.poller.statuses()[0]?.reading ?? assert.fail();
      const meter = harness.ledgerSync.findMeter(snapshot, harness.account) ?? assert.fail();
      const moved = { accountId: harness.account.id, meterId: meter.id };
      const intervals = await harness.history.read((store) => unexplainedChanges(store, moved));
      return intervals?.map(({ observed, explained, amount }) => [observed, explained, amount]);
    };
    await harness.read();
    harness.spend(2.5);
    Object.assign(harness.balance, { credits: 4, euros: 7.5 });
    await harness.read();
    assert.deepEqual(await unexplained(), []);
    harness.spend(1);
    Object.assign(harness.balance, { credits: 3, euros: 6 });
    await harness.read();
    assert.deepEqual(await unexplained(), [["-1.5", "-1", "-0.5"]]);
  });

  it("the ledger is fetched when its own meter has changed, and not when only the first has", async () => {
    await using harness = await createEuroLedgerHarness();
    assert.equal(await harness.read(), 1);
    assert.equal(await harness.read(), 0);
    harness.balance.credits = 4;
    assert.equal(await harness.read(), 0);
    harness.balance.euros = 9;
    assert.equal(await harness.read(), 1);
  });

  it("the ledger is not fetched while a reading lacks its meter, because the unit is unknown", async () => {
    await using harness = await createEuroLedgerHarness();
    delete harness.balance.euros;
    assert.equal(await harness.read(), 0);
    const { snapshot } = harness.poller.statuses()[0]?.reading ?? assert.fail();
    assert.equal(await harness.ledgerSync.sync(harness.account, snapshot), false);
    harness.balance.euros = 10;
    assert.equal(await harness.read(), 1);
    assert.deepEqual(harness.bugs, []);
  });
});

describe("a ledger that lags behind the balance", () => {
  it("a ledger that lags is asked again soon, then less often, until it explains the balance", async () => {
    await using harness = await createEuroLedgerHarness();
    await harness.read();
    harness.clock.jump(minuteMs);
    harness.balance.euros = 5;
    assert.equal(await harness.read(), 1);
    const before = harness.ledgerRequests();
    const readings: number[] = [];
    for (let minute = 1; minute <= 60; minute += 1) {
      await harness.clock.advance(minuteMs);
      await harness.read();
      if (harness.ledgerRequests() > before + readings.length) readings.push(minute);
    }
    // The balance rests, and the pauses double.
    assert.ok(readings.length >= 4 && readings.length <= 9, readings.join());
    assert.ok((readings[0] ?? 99) <= 2, readings.join());
    harness.book(5);
    for (let minute = 0; minute < 70; minute += 1) {
      await harness.clock.advance(minuteMs);
      await harness.read();
    }
    const rested = harness.ledgerRequests();
    for (let minute = 0; minute < 10; minute += 1) {
      await harness.clock.advance(10 * minuteMs);
      await harness.read();
    }
    assert.equal(harness.ledgerRequests(), rested);
    assert.deepEqual(harness.bugs, []);
  });

  it("a ledger that never explains a change is left alone after a day", async () => {
    await using harness = await createEuroLedgerHarness();
    await harness.read();
    harness.clock.jump(minuteMs);
    harness.balance.euros = 5;
    await harness.read();
    const before = harness.ledgerRequests();
    for (let hour = 0; hour < 28; hour += 1) {
      harness.clock.jump(60 * minuteMs);
      await harness.read();
    }
    const requests = harness.ledgerRequests() - before;
    assert.ok(requests > 10 && requests < 45, `${requests} requests`);
    for (let hour = 0; hour < 12; hour += 1) {
      harness.clock.jump(60 * minuteMs);
      await harness.read();
    }
    assert.equal(harness.ledgerRequests() - before, requests);
  });

  it("a ledger is asked by a refresh although the balance is the same", async () => {
    await using harness = await createEuroLedgerHarness();
    await harness.read();
    assert.equal(await harness.read(), 0);
    assert.equal(await harness.refresh(), 1);
  });
});
