import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { dayMs, hourMs, minuteMs } from "../../../../src/core/time/durations.ts";
import { definitionOf } from "../../../helpers/declaredProvider.ts";
import { waitUntil } from "../../../helpers/eventually.ts";
import { observedStrings } from "../../../helpers/ledgerHarness.ts";
import { type LoopbackServer, serve } from "../../../helpers/loopbackServer.ts";
import { createTestServices, type TestServices } from "../../../helpers/testServices.ts";

const key = { kind: "key", key: "acme_0123456789" } as const;

/** The fields of a ledger entry, independent of the paging. */
const itemsOfCost = {
  entries: "/items",
  meter: "credits",
  id: "/id",
  at: "/at",
  amount: { value: "/cost", negate: true },
} as const;

/** A provider's API that replies to every path; what is left grows with every reply. */
function api(body = (count: number) => JSON.stringify({ left: count, items: [] })): Promise<LoopbackServer> {
  let count = 0;
  return serve((_request, response) => {
    count += 1;
    response.end(body(count));
  });
}

async function addAcme(services: TestServices, parameters?: Readonly<Record<string, string>>) {
  const provider = services.providerRegistry.find("acme");
  assert.ok(provider);
  const place = { provider, ...(parameters ? { parameters } : {}) };
  const verified = await services.accountManager.verify(place, key, services.signal);
  assert.ok(verified.ok, JSON.stringify(verified));
  return services.accountManager.save(place, verified.value);
}

const statusOf = (services: TestServices) => services.poller.statuses()[0];
const left = (services: TestServices) => statusOf(services)?.reading?.snapshot.meters[0].remaining;

describe("an account of a declared provider", () => {
  it("a declared account is added and read like any other", async () => {
    await using server = await api();
    await using services = await createTestServices();
    services.settings.declare(definitionOf({ baseUrl: `${server.origin}/v1` }));
    const account = await addAcme(services);
    assert.deepEqual(account, { id: "acme", provider: "acme", label: "Acme" });
    assert.deepEqual(await services.keyStore.get("acme"), { origin: server.origin, credential: key });
    await services.poller.refresh();
    assert.equal(left(services), String(server.requests.length));
    for (const { path, headers } of server.requests) {
      assert.deepEqual([path, headers.authorization], ["/v1/balance", `Bearer ${key.key}`]);
    }
    assert.deepEqual(services.bugs, []);
  });

  it("a declared account's key is not sent to a new origin of its definition", async () => {
    await using server = await api();
    await using other = await api();
    await using services = await createTestServices();
    services.settings.declare(definitionOf({ baseUrl: server.origin }));
    await addAcme(services);
    const [requestCount, before] = [server.requests.length, left(services)];
    services.settings.declare(definitionOf({ baseUrl: other.origin }));
    await services.poller.refresh();
    assert.deepEqual(statusOf(services)?.failure, {
      kind: "blockedOrigin",
      origin: other.origin,
      givenFor: server.origin,
    });
    assert.equal(left(services), before);
    assert.deepEqual([other.requests.length, server.requests.length], [0, requestCount]);

    const provider = services.providerRegistry.find("acme") ?? assert.fail();
    const verified = await services.accountManager.verify({ provider }, key, services.signal);
    assert.ok(verified.ok);
    await services.accountManager.setKey("acme", verified.value);
    assert.equal(statusOf(services)?.failure, undefined);
    assert.equal(other.requests.length, 1);
  });

  it("a declared account keeps its last value while its provider is missing, and then continues", async () => {
    await using server = await api();
    await using services = await createTestServices();
    const definition = definitionOf({ baseUrl: server.origin });
    const registered = services.providerRegistry.register(definition);
    await addAcme(services);
    assert.ok("dispose" in registered);
    const [requestCount, before] = [server.requests.length, left(services)];
    registered.dispose();
    await services.poller.refresh();
    assert.deepEqual(statusOf(services)?.failure, { kind: "blockedOrigin", provider: "acme" });
    assert.equal(left(services), before);
    assert.equal(server.requests.length, requestCount);
    assert.equal(services.accountList.all().length, 1);

    services.providerRegistry.register(definition);
    await services.poller.refresh();
    assert.equal(statusOf(services)?.failure, undefined);
    assert.equal(left(services), String(server.requests.length));
    assert.ok(server.requests.length > requestCount);
  });

  it("a declared account is read again when its definition changes", async () => {
    await using server = await api(() => `{"left":1,"other":2}`);
    await using services = await createTestServices();
    services.settings.declare(definitionOf({ baseUrl: server.origin }));
    await addAcme(services);
    const meters = [{ id: "credits", unit: "credits", remaining: "/other" }];
    services.settings.declare(definitionOf({ baseUrl: server.origin, meters }));
    await services.poller.refresh();
    assert.equal(left(services), "2");
  });

  it("a declared account has parameters, and other parameters start another reading", async () => {
    await using server = await api();
    await using services = await createTestServices();
    services.settings.declare(
      definitionOf({
        baseUrl: server.origin,
        parameters: { team: { label: "Team" } },
        requests: [{ path: "/teams/{team}/balance" }],
      }),
    );
    const account = await addAcme(services, { team: "t-1" });
    assert.deepEqual(account.parameters, { team: "t-1" });
    services.settings.edit([{ ...account, parameters: { team: "t-2" } }]);
    await services.poller.refresh();
    services.settings.edit([{ ...account, parameters: { team: "../t" } }]);
    await services.poller.refresh();
    assert.deepEqual(statusOf(services)?.failure, { kind: "blockedOrigin", parameter: "team" });
    const paths = new Set(server.requests.map(({ path }) => path));
    assert.deepEqual([...paths], ["/teams/t-1/balance", "/teams/t-2/balance"]);
  });

  it("a declared account is read at its provider's minimum interval, or when the user refreshes", async () => {
    await using server = await api();
    await using services = await createTestServices();
    services.settings.declare(definitionOf({ baseUrl: server.origin, minMinutes: 60 }));
    await addAcme(services);
    assert.equal(statusOf(services)?.intervalMs, hourMs);
    const requestCount = server.requests.length;
    await services.clock.advance(30 * minuteMs);
    assert.equal(server.requests.length, requestCount);
    await services.poller.refresh();
    assert.equal(server.requests.length, requestCount + 1);
  });

  it("a declared account is not read again because its extension registers late after a restart", async () => {
    let isLimited = false;
    await using server = await serve((_request, response) => {
      if (isLimited) response.writeHead(429, { "retry-after": "3600" });
      response.end(`{"left":5}`);
    });
    await using services = await createTestServices();
    const definition = definitionOf({ baseUrl: server.origin });
    services.providerRegistry.register(definition);
    await addAcme(services);
    for (const answers of ["well", "wait"]) {
      isLimited = answers === "wait";
      if (isLimited) await services.poller.refresh();
      const requestCount = server.requests.length;
      services.clock.jump(minuteMs);
      const restarted = services.openWindow();
      await restarted.poller.start();
      await services.clock.advance(1_000);
      await waitUntil(() => restarted.poller.statuses()[0]?.failure?.kind === "blockedOrigin");
      restarted.providerRegistry.register(definition);
      await waitUntil(() => restarted.poller.statuses()[0]?.failure?.kind !== "blockedOrigin");
      await services.clock.advance(1_000);
      assert.equal(server.requests.length, requestCount, answers);
      assert.equal(restarted.poller.statuses()[0]?.reading?.snapshot.meters[0].remaining, "5");
      restarted.dispose();
    }
  });

  it("a declared account's ledger is fetched page by page, each entry once", async () => {
    const all = Array.from({ length: 250 }, (_, index) => ({
      id: `e${index}`,
      at: 1_700_000_000 - index * 60,
      cost: 1,
    }));
    await using server = await serve(({ path }, response) => {
      const url = new URL(path, "http://127.0.0.1");
      if (url.pathname === "/balance") return void response.end(`{"left":5}`);
      const after = url.searchParams.get("after");
      const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
      response.end(JSON.stringify({ items: all.slice(from, from + 100), more: from + 100 < all.length }));
    });
    await using services = await createTestServices();
    services.settings.declare(
      definitionOf({
        baseUrl: server.origin,
        ledger: {
          request: { path: "/log", query: { after: "{cursor}" } },
          paging: { by: "lastId", size: 100, more: { at: "/more", is: [true] } },
          ...itemsOfCost,
        },
      }),
    );
    const account = await addAcme(services);
    const { snapshot } = statusOf(services)?.reading ?? assert.fail();
    assert.equal(await services.ledgerSync.sync(account, snapshot), true);
    const state = await services.ledgerSync.readState(account);
    assert.deepEqual([state?.state, state?.entries], ["complete", 250]);
    const requestCount = server.requests.length;

    // A new entry is found on the first page. One older page is read again, for what the provider changed there.
    all.unshift({ id: "new", at: 1_700_000_060, cost: 1 });
    assert.equal(await services.ledgerSync.sync(account, snapshot), true);
    assert.equal((await services.ledgerSync.readState(account))?.entries, 251);
    assert.equal(server.requests.length, requestCount + 2);
    assert.deepEqual(services.bugs, []);
  });

  it("a declared account's ledger by day is fetched past days without entries", async () => {
    const requestedDays: string[] = [];
    const today = Date.UTC(2026, 10, 14);
    const dayOf = (ago: number) => new Date(today - ago * dayMs).toISOString().slice(0, 10);
    await using server = await serve(({ path }, response) => {
      const url = new URL(path, "http://127.0.0.1");
      if (url.pathname === "/balance") return void response.end(`{"left":5}`);
      const day = url.searchParams.get("day") ?? "";
      requestedDays.push(day);
      const items = day === dayOf(3) ? [{ id: "a", at: `${day}T10:00:00Z`, cost: 2 }] : [];
      response.end(JSON.stringify({ items }));
    });
    await using services = await createTestServices();
    services.clock.jump(today + hourMs - services.clock.now());
    services.settings.declare(
      definitionOf({
        baseUrl: server.origin,
        ledger: {
          request: { path: "/log", query: { day: "{date}" } },
          paging: { by: "date", days: 5 },
          ...itemsOfCost,
        },
      }),
    );
    const account = await addAcme(services);
    const { snapshot } = statusOf(services)?.reading ?? assert.fail();
    assert.equal(await services.ledgerSync.sync(account, snapshot), true);
    assert.equal((await services.ledgerSync.readState(account))?.entries, 1);
    // Today is asked first, and again at the end for what arrived meanwhile.
    assert.deepEqual(requestedDays, [0, 1, 2, 3, 4, 5, 0].map(dayOf));
    assert.deepEqual(services.bugs, []);
  });

  it("a declared account has separate histories and ledgers for each set of parameters", async () => {
    const entries = (count: number, cost: number) =>
      Array.from({ length: count }, (_, index) => ({
        id: count - index,
        at: 1_790_000_000 - index * 60,
        cost,
      }));
    const [first, second] = [entries(30, 1), entries(90, 7)];
    await using server = await serve(({ path }, response) => {
      const isFirst = path.includes("t-1");
      if (path.endsWith("/balance")) return void response.end(`{"left":${isFirst ? 5000 : 100}}`);
      response.end(JSON.stringify({ items: isFirst ? first : second }));
    });
    await using services = await createTestServices();
    const at = { entries: "/items", meter: "credits", id: "/id", at: "/at" };
    services.settings.declare(
      definitionOf({
        baseUrl: server.origin,
        parameters: { team: { label: "Team" } },
        requests: [{ path: "/teams/{team}/balance" }],
        ledger: {
          request: { path: "/teams/{team}/log" },
          ...at,
          amount: { value: "/cost", negate: true },
        },
      }),
    );
    const sync = async () => {
      const { account, reading } = statusOf(services) ?? assert.fail();
      assert.ok(reading);
      assert.equal(await services.ledgerSync.sync(account, reading.snapshot), true);
      return services.ledgerSync.readState(account);
    };
    const account = await addAcme(services, { team: "t-1" });
    assert.equal((await sync())?.entries, 30);
    services.clock.jump(300_000);
    const moved = { ...account, parameters: { team: "t-2" } };
    services.settings.edit([moved]);
    await services.poller.refresh();
    assert.equal(left(services), "100");
    assert.deepEqual(await services.ledgerSync.readState(moved), { state: "none", entries: 0 });
    assert.equal((await sync())?.entries, 90);

    const stored = await services.history.read((store) => ({
      rows: store.ledger({ accountId: "acme", order: "newest", limit: 500 }, observedStrings).rows,
      used: store.consumption("acme", "credits", {
        fromMs: 0,
        toMs: services.clock.now() + 1,
        timeZone: "UTC",
      }),
    }));
    assert.deepEqual(
      stored?.rows.filter(({ source }) => source === "observed"),
      [],
    );
    assert.ok(stored.used.every(({ consumed }) => consumed === "0"));
    assert.equal(stored.rows.filter(({ amount }) => amount === "-7").length, 90);
    assert.deepEqual(services.bugs, []);
  });
});
