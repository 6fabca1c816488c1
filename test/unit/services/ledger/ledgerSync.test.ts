import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { dayMs, minuteMs } from "../../../../src/core/time/durations.ts";
import { Leases } from "../../../../src/services/coordination/leases.ts";
import { pruneHistory } from "../../../../src/services/history/retention.ts";
import { HistoryError } from "../../../../src/store/historyStore.ts";
import { createLedgerHarness } from "../../../helpers/ledgerHarness.ts";

/** About two hundred entries: three pages. */
const small = { openedAtMs: Date.UTC(2026, 10, 4), debitsPerDay: 13 };

describe("the first sync of a ledger", () => {
  it("the first sync fetches 5,000 entries, a hundred a page, each once", async () => {
    await using harness = await createLedgerHarness();
    const changes: string[] = [];
    harness.ledgerSync.onDidChange((id) => changes.push(id));
    assert.equal(await harness.state(), "none");
    const sync = harness.sync();
    assert.equal(await harness.state(), "running");
    assert.equal(await sync, true);
    const count = harness.providerEntries().length;
    assert.ok(count > 5000);
    await harness.assertComplete();
    assert.ok(harness.offsets.length <= Math.ceil(count / 99) + 1, `${harness.offsets.length} pages`);
    assert.equal(harness.sample.requests.maxInFlight("richUtilities"), 1);
    assert.ok(changes.length > harness.offsets.length);
    const state = await harness.ledgerSync.readState(harness.account);
    assert.deepEqual(state, {
      state: "complete",
      atMs: harness.clock.now(),
      asOfMs: harness.clock.now(),
      entries: count,
    });
  });

  it("the first sync stores description, reference, metadata and exact amounts", async () => {
    await using harness = await createLedgerHarness(small);
    harness.clock.jump(1);
    const id = harness.sample.accounts.addEntry({
      type: "adjustment",
      amount: "-0.000001",
      description: "=1+1\n\u202E<script>",
      reference: "ref",
      metadata: { deep: ["x"] },
    });
    await harness.sync();
    const [row] = await harness.stored();
    assert.equal(row?.id, String(id));
    assert.equal(row.amount, "-0.000001");
    assert.equal(row.description, "=1+1\n\u202E<script>");
    assert.equal(row.reference, "ref");
    assert.equal(row.metadata, '{"deep":["x"]}');
    assert.equal(row.atMs, harness.clock.now());
  });

  it("the first sync ends with an empty ledger, and with one that fills its last page", async () => {
    for (const missing of [undefined, 0]) {
      await using harness = await createLedgerHarness({
        openedAtMs: Date.UTC(2026, 10, 20, 11, 59),
        debitsPerDay: 0,
      });
      if (missing === 0) harness.addDebits(100 - harness.providerEntries().length);
      assert.equal(await harness.sync(), true);
      assert.equal(harness.offsets.length, 1);
      await harness.assertComplete();
    }
  });

  it("one sync is shared by all callers while it runs", async () => {
    await using harness = await createLedgerHarness(small);
    assert.deepEqual(await Promise.all([harness.sync(), harness.sync()]), [true, true]);
    // The newest page is read at the beginning and at the end.
    assert.equal(harness.offsets.filter((offset) => offset === 0).length, 2);
  });

  it("a provider without a ledger has no sync", async () => {
    await using harness = await createLedgerHarness(small);
    const poof = { id: "poof", provider: "poof", label: "Poof" };
    assert.equal(await harness.ledgerSync.sync(poof, harness.snapshot), false);
    assert.equal(await harness.ledgerSync.readState(poof), undefined);
    assert.deepEqual(harness.offsets, []);
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
    it(`entries are stored exactly once when ${count} arrive before every page divisible by ${every}`, async () => {
      await using harness = await createLedgerHarness({ openedAtMs: Date.UTC(2026, 9, 1) });
      harness.hook.beforePage = async (page) => {
        if (page > 1 && page % every === 0 && page < 20) harness.addDebits(count);
      };
      assert.equal(await harness.sync(), true);
      harness.hook.beforePage = async () => {};
      assert.equal(await harness.sync(), true);
      await harness.assertComplete();
      assert.ok(
        harness.offsets.length < 3 * (harness.providerEntries().length / 99),
        `${harness.offsets.length} pages`,
      );
    });
  }

  it("entries are stored once also when they share their instant", async () => {
    await using harness = await createLedgerHarness(small);
    for (let count = 0; count < 60; count += 1) {
      harness.sample.accounts.addEntry({ type: "debit", amount: "0.01" });
    }
    await harness.sync();
    for (let count = 0; count < 60; count += 1) {
      harness.sample.accounts.addEntry({ type: "debit", amount: "0.01" });
    }
    assert.equal(await harness.sync(), true);
    await harness.assertComplete();
  });
});

describe("an interrupted sync", () => {
  it("a sync whose page fails keeps its entries, and continues without fetching them again", async () => {
    await using harness = await createLedgerHarness({ openedAtMs: Date.UTC(2026, 9, 1) });
    harness.hook.beforePage = async (page) => {
      if (page === 6) harness.sample.faults.add("richUtilities", { kind: "error", status: 500 });
    };
    assert.equal(await harness.sync(), false);
    assert.equal(await harness.state(), "partial");
    const had = (await harness.stored()).length;
    assert.equal(had, 5 * 100 - 4);
    harness.hook.beforePage = async () => {};
    harness.offsets.length = 0;
    assert.equal(await harness.sync(), true);
    assert.deepEqual(harness.offsets.slice(0, 2), [0, had - 1]);
    await harness.assertComplete();
  });

  for (const fault of [
    { kind: "html" },
    { kind: "truncate" },
    { kind: "reset", at: "body" },
    { kind: "error", status: 401 },
    { kind: "status", status: 302, headers: { location: "/elsewhere" } },
  ] as const) {
    it(`a sync recovers from a page of the kind ${JSON.stringify(fault)}`, async () => {
      await using harness = await createLedgerHarness(small);
      harness.hook.beforePage = async (page) => {
        if (page === 2) harness.sample.faults.add("richUtilities", fault, { times: 2 });
      };
      assert.equal(await harness.sync(), false);
      harness.sample.faults.clear();
      harness.hook.beforePage = async () => {};
      await harness.sync();
      await harness.assertComplete();
    });
  }

  it("a sync that meets status 429 suspends the account's readings, and continues after the wait", async () => {
    await using harness = await createLedgerHarness(small);
    harness.hook.beforePage = async (page) => {
      if (page !== 2) return;
      const headers = { "retry-after": "600" };
      harness.sample.faults.add("richUtilities", { kind: "error", status: 429, headers });
    };
    assert.equal(await harness.sync(), false);
    const before = harness.sample.requests.list().length;
    assert.equal(harness.poller.retryAtMs(harness.account.id), harness.clock.now() + 10 * minuteMs);
    await harness.poller.refresh();
    assert.equal(await harness.sync(), false);
    assert.equal(harness.sample.requests.list().length, before);
    assert.equal(await harness.state(), "partial");
    harness.clock.jump(10 * minuteMs);
    assert.equal(await harness.sync(), true);
    await harness.assertComplete();
  });

  it("a sync that the user starts runs although the account's key was rejected", async () => {
    await using harness = await createLedgerHarness(small);
    harness.sample.faults.add(
      "richUtilities",
      { kind: "error", status: 401 },
      { times: Number.POSITIVE_INFINITY },
    );
    await harness.poller.refresh();
    assert.equal(harness.poller.suspension(harness.account.id)?.kind, "keyRejected");
    harness.sample.faults.clear();
    assert.equal(await harness.sync(), true);
    await harness.assertComplete();
  });

  it("a sync stops between two pages when a reading is asked to wait", async () => {
    await using harness = await createLedgerHarness(small);
    harness.hook.beforePage = async () =>
      harness.poller.holdUntil(harness.account.id, harness.clock.now() + minuteMs);
    assert.equal(await harness.sync(), false);
    assert.equal(harness.offsets.length, 1);
    assert.equal(await harness.state(), "partial");
  });

  it("a cancelled sync stops, keeps its pages and reports no bug", async () => {
    await using harness = await createLedgerHarness({ openedAtMs: Date.UTC(2026, 9, 1) });
    harness.hook.beforePage = async (page) => {
      if (page === 4) harness.ledgerSync.cancel(harness.account.id);
    };
    assert.equal(await harness.sync(), false);
    assert.equal(harness.offsets.length, 4);
    assert.equal(await harness.state(), "partial");
    assert.equal((await harness.stored()).length, 298);
    harness.hook.beforePage = async () => {};
    await harness.sync();
    await harness.assertComplete();
  });

  it("a sync stops when its account is removed or gets another base URL", async () => {
    await using harness = await createLedgerHarness({ openedAtMs: Date.UTC(2026, 9, 1) });
    for (const accounts of [[], [{ ...harness.account, baseUrl: "https://new.example" }]]) {
      harness.offsets.length = 0;
      harness.hook.beforePage = async (page) => {
        if (page === 2) harness.ledgerSync.cancelStale([harness.account]);
        if (page === 3) harness.ledgerSync.cancelStale(accounts);
      };
      assert.equal(await harness.sync(), false);
      assert.equal(harness.offsets.length, 3);
    }
  });

  it("a sync continues after a restart, with entries that arrived in between", async () => {
    await using harness = await createLedgerHarness({ openedAtMs: Date.UTC(2026, 9, 1) });
    harness.hook.beforePage = async (page) => {
      if (page === 5) harness.ledgerSync.dispose();
    };
    assert.equal(await harness.sync(), false);
    harness.hook.beforePage = async () => {};
    harness.addDebits(250);
    harness.offsets.length = 0;
    const restarted = harness.openWindow();
    assert.equal(await harness.sync(restarted.ledgerSync), true);
    restarted.dispose();
    assert.deepEqual(harness.offsets.slice(0, 4), [0, 99, 198, 250 + 396]);
    await harness.assertComplete();
  });

  it("a sync is not complete when the history fails in the middle", async () => {
    await using harness = await createLedgerHarness(small);
    await harness.history.read((store) => {
      const updateLedger = store.updateLedger.bind(store);
      let fails = 1;
      store.updateLedger = (...update) => {
        if (fails-- > 0) throw new HistoryError("failed");
        return updateLedger(...update);
      };
    });
    assert.equal(await harness.sync(), false);
    assert.equal(await harness.state(), "partial");
    assert.equal(await harness.sync(), true);
    await harness.assertComplete();
  });

  it("a sync stores no more once the history has a gigabyte", async () => {
    await using harness = await createLedgerHarness(small);
    await harness.history.read((store) => Object.defineProperty(store, "bytes", { value: 2 ** 30 + 1 }));
    assert.equal(await harness.sync(), false);
    assert.equal(harness.offsets.length, 1);
    assert.equal(await harness.state(), "partial");
  });

  it("a sync gives up when the ledger never shows the entry at the gap again", async () => {
    await using harness = await createLedgerHarness(small);
    harness.hook.beforePage = async (page) => {
      if (page === 2) harness.sample.faults.add("richUtilities", { kind: "error", status: 500 });
    };
    await harness.sync();
    harness.hook.beforePage = async () => {};
    harness.offsets.length = 0;
    const empty = JSON.stringify({ entries: [], total: 5000 });
    harness.sample.faults.add(
      "richUtilities",
      { kind: "status", status: 200, body: empty },
      { times: Number.POSITIVE_INFINITY, path: "/auth/account/ledger" },
    );
    assert.equal(await harness.sync(), false);
    assert.ok(harness.offsets.length <= 25, `${harness.offsets.length} pages`);
  });
});

describe("a later sync", () => {
  it("a later sync requests the newest page and one older page in turn when nothing is new", async () => {
    await using harness = await createLedgerHarness(small);
    await harness.sync();
    harness.offsets.length = 0;
    harness.clock.jump(minuteMs);
    assert.equal(await harness.sync(), true);
    assert.deepEqual(harness.offsets, [99, 0]);
    const state = await harness.ledgerSync.readState(harness.account);
    assert.equal(state?.atMs, harness.clock.now());
    assert.equal(state?.asOfMs, harness.clock.now() - minuteMs);
    for (const offsets of [
      [198, 0],
      [99, 0],
    ]) {
      harness.offsets.length = 0;
      assert.equal(await harness.sync(), true);
      assert.deepEqual(harness.offsets, offsets);
    }
    assert.equal(
      (await harness.ledgerSync.readState(harness.account))?.asOfMs,
      harness.clock.now() - minuteMs,
    );
  });

  it("a later sync fetches new entries until it finds a known one", async () => {
    await using harness = await createLedgerHarness({ openedAtMs: Date.UTC(2026, 9, 1) });
    await harness.sync();
    harness.addDebits(150);
    harness.offsets.length = 0;
    assert.equal(await harness.sync(), true);
    assert.deepEqual(harness.offsets, [99, 0, 99, 0]);
    await harness.assertComplete();
  });

  it("a later sync uses the total when the provider gives shorter pages than requested", async () => {
    await using harness = await createLedgerHarness(small);
    harness.sample.faults.add(
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
    assert.equal(await harness.sync(), true);
    await harness.assertComplete();
  });
});

describe("a ledger that is longer than the retention", () => {
  const days = 7;
  const retainFromMs = (now: number) => now - days * dayMs;

  it("a sync fetches only what is retained, and pruned entries do not return", async () => {
    await using harness = await createLedgerHarness({ openedAtMs: Date.UTC(2026, 8, 1), debitsPerDay: 5 });
    harness.settings.days = days;
    const retainedCount = () =>
      harness.providerEntries().filter(({ atMs }) => atMs >= retainFromMs(harness.clock.now())).length;
    assert.equal(await harness.sync(), true);
    // Only a whole page of entries that are too old ends the walk.
    assert.deepEqual(harness.offsets, [0, 99, 0]);
    assert.equal((await harness.stored()).length, retainedCount());
    for (const hours of [6, 30]) {
      harness.clock.jump(hours * 60 * minuteMs);
      await pruneHistory(harness.history, retainFromMs(harness.clock.now()), 500);
      harness.addDebits(1);
      harness.offsets.length = 0;
      assert.equal(await harness.sync(), true);
      assert.deepEqual(harness.offsets, [99, 0]);
      assert.equal((await harness.stored()).length, retainedCount());
    }
    assert.equal(await harness.state(), "complete");
  });

  it("a ledger is complete once all retained entries are fetched, although an older gap exists", async () => {
    await using harness = await createLedgerHarness({ openedAtMs: Date.UTC(2026, 9, 1) });
    harness.hook.beforePage = async (page) => {
      if (page === 5) harness.sample.faults.add("richUtilities", { kind: "error", status: 500 });
    };
    assert.equal(await harness.sync(), false);
    harness.hook.beforePage = async () => {};
    // The gap is older than the retention, and not pruned yet.
    harness.settings.days = days;
    harness.offsets.length = 0;
    assert.equal(await harness.sync(), true);
    assert.ok(harness.offsets.length <= 4, harness.offsets.join());
    assert.equal(await harness.state(), "complete");
  });
});

describe("a ledger that another window fetches", () => {
  it("a sync in another window is shown as running, and taken up once it has ended", async () => {
    await using harness = await createLedgerHarness(small);
    const elsewhere = new Leases(harness.history, harness.clock);
    const claim = await elsewhere.acquire(`ledger ${harness.account.id}`);
    assert.ok(claim.kind === "mine");
    assert.equal(await harness.state(), "running");
    assert.equal(await harness.sync(), false);
    assert.deepEqual(harness.offsets, []);
    await claim.release();
    assert.equal(await harness.state(), "none");
    assert.equal(await harness.sync(), true);
    await harness.assertComplete();
    assert.equal(await elsewhere.isHeld(`ledger ${harness.account.id}`), false);
  });

  it("a sync takes over a minute after another window died, and stops if another one took over", async () => {
    await using harness = await createLedgerHarness(small);
    const elsewhere = new Leases(harness.history, harness.clock);
    await elsewhere.acquire(`ledger ${harness.account.id}`);
    harness.clock.jump(minuteMs);
    harness.hook.beforePage = async (count) => {
      if (count > 1) return;
      // Like a sleep during the first page.
      harness.clock.jump(minuteMs);
      await elsewhere.acquire(`ledger ${harness.account.id}`);
    };
    assert.equal(await harness.sync(), false);
    assert.equal(harness.offsets.length, 1);
    assert.equal(await elsewhere.isHeld(`ledger ${harness.account.id}`), true);
  });
});
