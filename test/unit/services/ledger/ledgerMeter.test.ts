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

/** An account with credits first and euros second, of which its provider publishes the euros' ledger. */
async function euroHouse() {
  const balance: { credits: number; euros?: number } = { credits: 5, euros: 10 };
  const entries: { id: number; at: number; cost: number }[] = [];
  const server = await serve(({ path }, response) => {
    response.end(JSON.stringify(path === "/log" ? { items: entries } : balance));
  });
  const house = await createTestServices();
  house.settings.declare(
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
  const provider = house.providerRegistry.find("acme") ?? assert.fail();
  const verified = await house.accountManager.verify({ provider }, key, house.signal);
  assert.ok(verified.ok);
  const account = await house.accountManager.save({ provider }, verified.value);
  const { ledgerSync, poller, clock } = house;
  const reportBug = (error: unknown) => void house.bugs.push(error);
  const ledgerScheduler = new LedgerScheduler({ ledgerSync, poller, clock, random: () => 0.5, reportBug });
  return {
    ...house,
    account,
    balance,
    /** Books what was spent, half a minute after the last reading. */
    spend(cost: number) {
      clock.jump(minuteMs / 2);
      entries.unshift({ id: entries.length, at: clock.now(), cost });
    },
    /** A reading a minute on, and the sync that comes of it; how often the ledger was asked for. */
    async read(): Promise<number> {
      clock.jump(minuteMs);
      const { length } = server.requests;
      await house.poller.refresh();
      const { snapshot } = house.poller.statuses()[0]?.reading ?? assert.fail();
      await ledgerScheduler.onReading(account, snapshot);
      return server.requests.slice(length).filter(({ path }) => path === "/log").length;
    },
    async [Symbol.asyncDispose]() {
      ledgerScheduler.dispose();
      await house[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

describe("a ledger that moves another meter than the first", () => {
  it("is kept in that meter's unit", async () => {
    await using house = await euroHouse();
    house.spend(2.5);
    await house.read();
    const query = { accountId: house.account.id, source: "provider", order: "newest", limit: 10 } as const;
    const page = await house.history.read((store) => store.ledger(query, observedStrings));
    assert.deepEqual(
      page?.rows.map(({ meterId, unit, amount }) => [meterId, unit, amount]),
      [["euros", { kind: "currency", code: "EUR" }, "-2.5"]],
    );
    assert.equal((await house.ledgerSync.readState(house.account))?.state, "complete");
    assert.deepEqual(house.bugs, []);
  });

  it("is held against that meter's balances", async () => {
    await using house = await euroHouse();
    const unexplained = async () => {
      const { snapshot } = house.poller.statuses()[0]?.reading ?? assert.fail();
      const meter = house.ledgerSync.findMeter(snapshot, house.account) ?? assert.fail();
      const moved = { accountId: house.account.id, meterId: meter.id };
      const stretches = await house.history.read((store) => unexplainedChanges(store, moved));
      return stretches?.map(({ observed, explained, amount }) => [observed, explained, amount]);
    };
    await house.read();
    house.spend(2.5);
    Object.assign(house.balance, { credits: 4, euros: 7.5 });
    await house.read();
    assert.deepEqual(await unexplained(), []);
    house.spend(1);
    Object.assign(house.balance, { credits: 3, euros: 6 });
    await house.read();
    assert.deepEqual(await unexplained(), [["-1.5", "-1", "-0.5"]]);
  });

  it("is fetched when that meter has changed, and not when only the first has", async () => {
    await using house = await euroHouse();
    assert.equal(await house.read(), 1);
    assert.equal(await house.read(), 0);
    house.balance.credits = 4;
    assert.equal(await house.read(), 0);
    house.balance.euros = 9;
    assert.equal(await house.read(), 1);
  });

  it("is left alone while a reading lacks that meter: its unit is not known", async () => {
    await using house = await euroHouse();
    delete house.balance.euros;
    assert.equal(await house.read(), 0);
    const { snapshot } = house.poller.statuses()[0]?.reading ?? assert.fail();
    assert.equal(await house.ledgerSync.sync(house.account, snapshot), false);
    house.balance.euros = 10;
    assert.equal(await house.read(), 1);
    assert.deepEqual(house.bugs, []);
  });
});
