import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { dayMs, minuteMs } from "../../../../src/core/time/durations.ts";
import { Leases } from "../../../../src/services/coordination/leases.ts";
import { HistoryError } from "../../../../src/store/historyStore.ts";
import { createLedgerHarness } from "../../../helpers/ledgerHarness.ts";

/** Some two hundred entries: three pages. */
const small = { openedAtMs: Date.UTC(2026, 10, 4), debitsPerDay: 13 };

describe("the first sync of a ledger", () => {
  it("fetches 5,000 entries, a hundred a page, each once", async () => {
    await using house = await createLedgerHarness();
    const changes: string[] = [];
    house.ledgerSync.onDidChange((id) => changes.push(id));
    assert.equal(await house.state(), "none");
    const sync = house.sync();
    assert.equal(await house.state(), "running");
    assert.equal(await sync, true);
    const count = house.booked().length;
    assert.ok(count > 5000);
    await house.assertComplete();
    assert.ok(house.offsets.length <= Math.ceil(count / 99) + 1, `${house.offsets.length} pages`);
    assert.equal(house.sample.requests.maxInFlight("richUtilities"), 1);
    assert.ok(changes.length > house.offsets.length);
    const state = await house.ledgerSync.readState(house.account);
    assert.deepEqual(state, { state: "complete", atMs: house.clock.now(), entries: count });
  });

  it("keeps description, reference, metadata and exact amounts", async () => {
    await using house = await createLedgerHarness(small);
    house.clock.jump(1);
    const id = house.sample.accounts.addEntry({
      type: "adjustment",
      amount: "-0.000001",
      description: "=1+1\n\u202E<script>",
      reference: "ref",
      metadata: { deep: ["x"] },
    });
    await house.sync();
    const [row] = await house.stored();
    assert.equal(row?.id, String(id));
    assert.equal(row.amount, "-0.000001");
    assert.equal(row.description, "=1+1\n\u202E<script>");
    assert.equal(row.reference, "ref");
    assert.equal(row.metadata, '{"deep":["x"]}');
    assert.equal(row.atMs, house.clock.now());
  });

  it("comes to an end with an empty ledger, and with one that fills its last page", async () => {
    for (const missing of [undefined, 0]) {
      await using house = await createLedgerHarness({
        openedAtMs: Date.UTC(2026, 10, 20, 11, 59),
        debitsPerDay: 0,
      });
      if (missing === 0) house.book(100 - house.booked().length);
      assert.equal(await house.sync(), true);
      assert.equal(house.offsets.length, missing === 0 ? 2 : 1);
      await house.assertComplete();
    }
  });

  it("is shared by all who ask while it runs", async () => {
    await using house = await createLedgerHarness(small);
    assert.deepEqual(await Promise.all([house.sync(), house.sync()]), [true, true]);
    assert.equal(house.offsets.filter((offset) => offset === 0).length, 1);
  });

  it("is none for a provider without a ledger", async () => {
    await using house = await createLedgerHarness(small);
    const poof = { id: "poof", provider: "poof", label: "Poof" };
    assert.equal(await house.ledgerSync.sync(poof, house.snapshot), false);
    assert.equal(await house.ledgerSync.readState(poof), undefined);
    assert.deepEqual(house.offsets, []);
  });
});

describe("entries that arrive while a ledger is fetched", () => {
  for (const [count, every] of [
    [1, 1],
    [99, 2],
    [100, 2],
    [101, 3],
    [350, 4],
  ] as const) {
    it(`land exactly once: ${count} before every page with a number that ${every} divides`, async () => {
      await using house = await createLedgerHarness({ openedAtMs: Date.UTC(2026, 9, 1) });
      house.hook.beforePage = async (page) => {
        if (page > 1 && page % every === 0 && page < 20) house.book(count);
      };
      assert.equal(await house.sync(), true);
      house.hook.beforePage = async () => {};
      assert.equal(await house.sync(), true);
      await house.assertComplete();
      assert.ok(house.offsets.length < 3 * (house.booked().length / 99), `${house.offsets.length} pages`);
    });
  }

  it("land once also when they bear the instant of others", async () => {
    await using house = await createLedgerHarness(small);
    for (let count = 0; count < 60; count += 1) {
      house.sample.accounts.addEntry({ type: "debit", amount: "0.01" });
    }
    await house.sync();
    for (let count = 0; count < 60; count += 1) {
      house.sample.accounts.addEntry({ type: "debit", amount: "0.01" });
    }
    assert.equal(await house.sync(), true);
    await house.assertComplete();
  });
});

describe("an interrupted sync", () => {
  it("keeps what it has when a page fails, and goes on there without fetching it again", async () => {
    await using house = await createLedgerHarness({ openedAtMs: Date.UTC(2026, 9, 1) });
    house.hook.beforePage = async (page) => {
      if (page === 6) house.sample.faults.add("richUtilities", { kind: "error", status: 500 });
    };
    assert.equal(await house.sync(), false);
    assert.equal(await house.state(), "partial");
    const had = (await house.stored()).length;
    assert.equal(had, 5 * 100 - 4);
    house.hook.beforePage = async () => {};
    house.offsets.length = 0;
    assert.equal(await house.sync(), true);
    assert.deepEqual(house.offsets.slice(0, 2), [0, had - 1]);
    await house.assertComplete();
  });

  for (const fault of [
    { kind: "html" },
    { kind: "truncate" },
    { kind: "reset", at: "body" },
    { kind: "error", status: 401 },
    { kind: "status", status: 302, headers: { location: "/elsewhere" } },
  ] as const) {
    it(`survives a page of the kind ${JSON.stringify(fault)}`, async () => {
      await using house = await createLedgerHarness(small);
      house.hook.beforePage = async (page) => {
        if (page === 2) house.sample.faults.add("richUtilities", fault, { times: 2 });
      };
      assert.equal(await house.sync(), false);
      house.sample.faults.clear();
      house.hook.beforePage = async () => {};
      await house.sync();
      await house.assertComplete();
    });
  }

  it("holds the account's readings after a 429, and goes on once the provider lets it", async () => {
    await using house = await createLedgerHarness(small);
    house.hook.beforePage = async (page) => {
      if (page !== 2) return;
      const headers = { "retry-after": "600" };
      house.sample.faults.add("richUtilities", { kind: "error", status: 429, headers });
    };
    assert.equal(await house.sync(), false);
    const before = house.sample.requests.of().length;
    assert.equal(house.poller.retryAtMs(house.account.id), house.clock.now() + 10 * minuteMs);
    await house.poller.refresh();
    assert.equal(await house.sync(), false);
    assert.equal(house.sample.requests.of().length, before);
    assert.equal(await house.state(), "partial");
    house.clock.jump(10 * minuteMs);
    assert.equal(await house.sync(), true);
    await house.assertComplete();
  });

  it("goes on where a person wants it, though the account's readings were refused", async () => {
    await using house = await createLedgerHarness(small);
    house.sample.faults.add(
      "richUtilities",
      { kind: "error", status: 401 },
      { times: Number.POSITIVE_INFINITY },
    );
    await house.poller.refresh();
    assert.equal(house.poller.suspension(house.account.id)?.kind, "keyRejected");
    house.sample.faults.clear();
    assert.equal(await house.sync(), true);
    await house.assertComplete();
  });

  it("stops between two pages when a reading is told to wait", async () => {
    await using house = await createLedgerHarness(small);
    house.hook.beforePage = async () =>
      house.poller.holdUntil(house.account.id, house.clock.now() + minuteMs);
    assert.equal(await house.sync(), false);
    assert.equal(house.offsets.length, 1);
    assert.equal(await house.state(), "partial");
  });

  it("stops when it is cancelled, keeps its pages and is no bug", async () => {
    await using house = await createLedgerHarness({ openedAtMs: Date.UTC(2026, 9, 1) });
    house.hook.beforePage = async (page) => {
      if (page === 4) house.ledgerSync.cancel(house.account.id);
    };
    assert.equal(await house.sync(), false);
    assert.equal(house.offsets.length, 4);
    assert.equal(await house.state(), "partial");
    assert.equal((await house.stored()).length, 298);
    house.hook.beforePage = async () => {};
    await house.sync();
    await house.assertComplete();
  });

  it("stops when its account is taken out of the settings, or gets another base URL", async () => {
    await using house = await createLedgerHarness({ openedAtMs: Date.UTC(2026, 9, 1) });
    for (const accounts of [[], [{ ...house.account, baseUrl: "https://new.example" }]]) {
      house.offsets.length = 0;
      house.hook.beforePage = async (page) => {
        if (page === 2) house.ledgerSync.cancelStale([house.account]);
        if (page === 3) house.ledgerSync.cancelStale(accounts);
      };
      assert.equal(await house.sync(), false);
      assert.equal(house.offsets.length, 3);
    }
  });

  it("goes on after a restart, with entries booked and read in between", async () => {
    await using house = await createLedgerHarness({ openedAtMs: Date.UTC(2026, 9, 1) });
    house.hook.beforePage = async (page) => {
      if (page === 5) house.ledgerSync.dispose();
    };
    assert.equal(await house.sync(), false);
    house.hook.beforePage = async () => {};
    house.book(250);
    house.offsets.length = 0;
    const restarted = house.openWindow();
    assert.equal(await house.sync(restarted.ledgerSync), true);
    restarted.dispose();
    assert.deepEqual(house.offsets.slice(0, 4), [0, 99, 198, 250 + 396]);
    await house.assertComplete();
  });

  it("takes nothing for complete when the history fails in the middle", async () => {
    await using house = await createLedgerHarness(small);
    await house.history.read((store) => {
      const firstHole = store.firstGap.bind(store);
      let fails = 1;
      store.firstGap = (accountId) => {
        if (fails-- > 0) throw new HistoryError("failed");
        return firstHole(accountId);
      };
    });
    assert.equal(await house.sync(), false);
    assert.equal(await house.state(), "partial");
    assert.equal(await house.sync(), true);
    await house.assertComplete();
  });

  it("takes in no more once the history is a gigabyte", async () => {
    await using house = await createLedgerHarness(small);
    await house.history.read((store) => Object.defineProperty(store, "bytes", { value: 2 ** 30 + 1 }));
    assert.equal(await house.sync(), false);
    assert.equal(house.offsets.length, 1);
    assert.equal(await house.state(), "partial");
  });

  it("gives up on a ledger that never shows the hole's edge again", async () => {
    await using house = await createLedgerHarness(small);
    house.hook.beforePage = async (page) => {
      if (page === 2) house.sample.faults.add("richUtilities", { kind: "error", status: 500 });
    };
    await house.sync();
    house.hook.beforePage = async () => {};
    house.offsets.length = 0;
    const empty = JSON.stringify({ entries: [], total: 5000 });
    house.sample.faults.add(
      "richUtilities",
      { kind: "status", status: 200, body: empty },
      { times: Number.POSITIVE_INFINITY, path: "/auth/account/ledger" },
    );
    assert.equal(await house.sync(), false);
    assert.ok(house.offsets.length <= 25, `${house.offsets.length} pages`);
  });
});

describe("a later sync", () => {
  it("asks once when nothing is new", async () => {
    await using house = await createLedgerHarness(small);
    await house.sync();
    house.offsets.length = 0;
    house.clock.jump(minuteMs);
    assert.equal(await house.sync(), true);
    assert.deepEqual(house.offsets, [0]);
    assert.equal((await house.ledgerSync.readState(house.account))?.atMs, house.clock.now());
  });

  it("fetches new entries until it meets a known one", async () => {
    await using house = await createLedgerHarness({ openedAtMs: Date.UTC(2026, 9, 1) });
    await house.sync();
    house.book(150);
    house.offsets.length = 0;
    assert.equal(await house.sync(), true);
    assert.deepEqual(house.offsets, [0, 99]);
    await house.assertComplete();
  });

  it("goes by the total where the provider gives fewer entries than asked for", async () => {
    await using house = await createLedgerHarness(small);
    house.sample.faults.add(
      "richUtilities",
      {
        kind: "transform",
        transform: (page) => ({
          ...(page as object),
          entries: (page as { entries: [] }).entries.slice(0, 40),
        }),
      },
      { times: Number.POSITIVE_INFINITY, path: "/auth/account/ledger" },
    );
    assert.equal(await house.sync(), true);
    await house.assertComplete();
  });
});

describe("a ledger that reaches back beyond what is kept", () => {
  const days = 7;
  const retainFromMs = (now: number) => now - days * dayMs;

  it("is fetched as far as that, and what was pruned does not come back", async () => {
    await using house = await createLedgerHarness({ openedAtMs: Date.UTC(2026, 8, 1), debitsPerDay: 5 });
    house.settings.days = days;
    const wanted = () => house.booked().filter(({ atMs }) => atMs >= retainFromMs(house.clock.now())).length;
    assert.equal(await house.sync(), true);
    assert.deepEqual(house.offsets, [0]);
    assert.equal((await house.stored()).length, wanted());
    for (const hours of [6, 30]) {
      house.clock.jump(hours * 60 * minuteMs);
      await house.history.prune(retainFromMs(house.clock.now()), 500);
      house.book(1);
      house.offsets.length = 0;
      assert.equal(await house.sync(), true);
      assert.deepEqual(house.offsets, [0]);
      assert.equal((await house.stored()).length, wanted());
    }
    assert.equal(await house.state(), "complete");
  });

  it("is whole once all that is kept of it was fetched, though a hole lies beyond", async () => {
    await using house = await createLedgerHarness({ openedAtMs: Date.UTC(2026, 9, 1) });
    house.hook.beforePage = async (page) => {
      if (page === 5) house.sample.faults.add("richUtilities", { kind: "error", status: 500 });
    };
    assert.equal(await house.sync(), false);
    house.hook.beforePage = async () => {};
    // The hole is older than this, and not pruned yet.
    house.settings.days = days;
    house.offsets.length = 0;
    assert.equal(await house.sync(), true);
    assert.ok(house.offsets.length <= 2, house.offsets.join());
    assert.equal(await house.state(), "complete");
  });
});

describe("a ledger that another window fetches", () => {
  it("is left to it, shown as under way, and taken up once it has ended", async () => {
    await using house = await createLedgerHarness(small);
    const elsewhere = new Leases(house.history, house.clock);
    const claim = await elsewhere.acquire(`ledger ${house.account.id}`);
    assert.ok(claim.kind === "mine");
    assert.equal(await house.state(), "running");
    assert.equal(await house.sync(), false);
    assert.deepEqual(house.offsets, []);
    await claim.release();
    assert.equal(await house.state(), "none");
    assert.equal(await house.sync(), true);
    await house.assertComplete();
    assert.equal(await elsewhere.isHeld(`ledger ${house.account.id}`), false);
  });

  it("is taken up a minute after it died, and left alone once another has taken it up", async () => {
    await using house = await createLedgerHarness(small);
    const elsewhere = new Leases(house.history, house.clock);
    await elsewhere.acquire(`ledger ${house.account.id}`);
    house.clock.jump(minuteMs);
    house.hook.beforePage = async (count) => {
      if (count > 1) return;
      // As after a sleep during the first page.
      house.clock.jump(minuteMs);
      await elsewhere.acquire(`ledger ${house.account.id}`);
    };
    assert.equal(await house.sync(), false);
    assert.equal(house.offsets.length, 1);
    assert.equal(await elsewhere.isHeld(`ledger ${house.account.id}`), true);
  });
});
