import assert from "node:assert/strict";
import { createServer } from "node:http";
import { describe, it } from "mocha";
import { builtInProviders } from "../../../src/providers/builtIn/builtInProviders.ts";
import { createCommandServices } from "../../../src/services/createCommandServices.ts";
import { SampleAccounts, type SampleServer } from "../../../src/services/sampleAccounts.ts";
import { sampleKey, startSampleServer } from "../../../src/startSampleServer.lazy.ts";
import { meterOf } from "../../helpers/accountStatus.ts";
import { MemorySecrets } from "../../helpers/memorySecrets.ts";
import { accountOf } from "../../helpers/pollerHarness.ts";
import { loadSample, sampleLabel } from "../../helpers/sampleModule.ts";
import { createTestServices, type TestServices } from "../../helpers/testServices.ts";

type Window = Pick<
  TestServices,
  "accountList" | "accountManager" | "history" | "keyStore" | "poller" | "clock"
>;

/** The sample accounts of one window; the servers are real, the history is short. */
function samplesOf(services: Window, wouldErase = false) {
  const ports: (number | undefined)[] = [];
  const servers: SampleServer[] = [];
  const open = new Set<SampleServer>();
  const startServer = async (port: number | undefined): Promise<SampleServer> => {
    ports.push(port);
    const real = await startSampleServer(port);
    const server: SampleServer = {
      ...real,
      metersAt: async (_id, atMs) => [meterOf(String(atMs % 7))],
      close: async () => {
        open.delete(server);
        await real.close();
      },
    };
    servers.push(server);
    open.add(server);
    return server;
  };
  const sampleAccounts = new SampleAccounts({
    ...services,
    keyNotes: async () => ({ wouldErase: async () => wouldErase }),
    providers: builtInProviders,
    startServer,
    sampleKey: async (providerId) => sampleKey(providerId),
    labelOf: sampleLabel,
  });
  return { sampleAccounts, ports, servers, open };
}

const ids = ["sample-poof", "sample-depicta", "sample-richutilities", "sample-easyslip", "sample-coals"];
const idsOf = ({ accountList }: TestServices) => accountList.all().map(({ id }) => id);
const portOf = ({ accountList }: TestServices) => Number(new URL(`${accountList.all()[0]?.baseUrl}`).port);

/** A window with the same settings and history, and no keys. */
function otherBrowserOf(services: TestServices) {
  const window = services.openWindow({ secrets: new MemorySecrets() });
  const { accountManager } = createCommandServices(window, {
    clock: services.clock,
    loadSample,
    sampleLabel,
  });
  return { ...window, accountManager, clock: services.clock };
}

/** What each account fails with when it is read now. */
async function failuresIn({ poller }: Pick<Window, "poller">) {
  await poller.start();
  await poller.refresh();
  return poller.statuses().map(({ failure }) => failure?.kind);
}

describe("SampleAccounts", () => {
  it("SampleAccounts starts no server until samples are added", async () => {
    await using services = await createTestServices();
    const { pendingTimers } = services.clock;
    const { sampleAccounts, ports } = samplesOf(services);
    await sampleAccounts.resume();
    sampleAccounts.dispose();
    assert.deepEqual([ports.length, services.clock.pendingTimers], [0, pendingTimers]);
  });

  it("SampleAccounts adds one account of each provider, read and with history", async () => {
    await using services = await createTestServices();
    const { sampleAccounts, ports } = samplesOf(services);
    await sampleAccounts.add();
    assert.deepEqual(idsOf(services), ids);
    assert.deepEqual(ports, [undefined]);
    assert.ok(services.poller.statuses().every(({ reading, failure }) => reading && !failure));
    assert.ok(services.accountList.all().every((account) => sampleAccounts.isSample(account)));
    const chart = await services.history.read((store) =>
      store.chart({ accountId: "sample-poof", meterId: "credits", buckets: 1000 }),
    );
    assert.ok((chart?.points.length ?? 0) > 500);
    sampleAccounts.dispose();
  });

  it("SampleAccounts adds each account once, however often it is called", async () => {
    await using services = await createTestServices();
    const { sampleAccounts, ports } = samplesOf(services);
    await Promise.all([sampleAccounts.add(), sampleAccounts.add()]);
    await sampleAccounts.add();
    assert.deepEqual(idsOf(services), ids);
    assert.deepEqual(services.accountList.invalid(), []);
    assert.equal(ports.length, 1);
    await services.accountManager.remove("sample-poof", "delete");
    await sampleAccounts.add();
    assert.deepEqual(new Set(idsOf(services)), new Set(ids));
    sampleAccounts.dispose();
  });

  it("SampleAccounts removes its accounts with keys and history, closes its server, keeps others", async () => {
    await using services = await createTestServices();
    const { sampleAccounts, open } = samplesOf(services);
    await services.add("poof", { kind: "key", key: services.sample.credentials.poof.key });
    await sampleAccounts.add();
    await sampleAccounts.remove();
    assert.deepEqual(idsOf(services), ["poof"]);
    assert.deepEqual(await services.keyStore.accountIds(), ["poof"]);
    assert.deepEqual(await services.attemptStore.accountIds(), ["poof"]);
    assert.equal(open.size, 0);
  });

  it("SampleAccounts recognises only accounts on loopback with its ids", async () => {
    await using services = await createTestServices();
    const { sampleAccounts } = samplesOf(services);
    const at = (baseUrl: string) => ({ baseUrl });
    assert.equal(sampleAccounts.isSample(accountOf("sample-poof", at("http://127.0.0.1:1/poof/v1"))), true);
    assert.equal(sampleAccounts.isSample(accountOf("poof", at("http://127.0.0.1:1/poof/v1"))), false);
    assert.equal(sampleAccounts.isSample(accountOf("sample-poof", at("https://127.0.0.1.example"))), false);
    assert.equal(sampleAccounts.isSample(accountOf("sample-poof")), false);
    assert.equal(
      sampleAccounts.isSample(accountOf("sample-poof-2", at("http://127.0.0.1:1/poof/v1"))),
      false,
    );
  });

  it("SampleAccounts restarts the server on its port after a restart, and signs in again", async () => {
    await using services = await createTestServices();
    const first = samplesOf(services);
    await first.sampleAccounts.add();
    const port = portOf(services);
    await first.servers[0]?.close();
    first.sampleAccounts.dispose();

    const second = samplesOf(services);
    await second.sampleAccounts.resume();
    assert.deepEqual(second.ports, [port]);
    assert.deepEqual(idsOf(services), ids);
    await services.poller.refresh();
    const failures = services.poller.statuses().map(({ failure }) => failure?.kind);
    assert.deepEqual(
      failures,
      ids.map(() => undefined),
    );
    await second.sampleAccounts.resume();
    assert.equal(second.ports.length, 1);
    second.sampleAccounts.dispose();
  });

  it("SampleAccounts waits while another window has the port, and takes over when that ends", async () => {
    await using services = await createTestServices();
    const other = samplesOf(services);
    await other.sampleAccounts.add();
    const here = samplesOf(services);
    const { pendingTimers } = services.clock;
    await here.sampleAccounts.resume();
    assert.equal(here.open.size, 0);
    await here.sampleAccounts.resume();
    assert.equal(
      services.clock.pendingTimers,
      pendingTimers + 1,
      "one timer for it, however often it was asked",
    );
    assert.equal(here.ports.length, 2);
    await other.servers[0]?.close();
    void services.clock.advance(15_000);
    while (here.open.size === 0) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(here.ports.at(-1), portOf(services));
    here.sampleAccounts.dispose();
    other.sampleAccounts.dispose();
  });

  it("SampleAccounts names its accounts as samples", async () => {
    await using services = await createTestServices();
    const { sampleAccounts } = samplesOf(services);
    await sampleAccounts.add();
    assert.deepEqual(
      services.accountList.all().map(({ label }) => label),
      builtInProviders.map(({ name }) => `${name} (sample)`),
    );
    sampleAccounts.dispose();
  });

  it("SampleAccounts enters its keys in a window of another browser, at the start and when it is asked", async () => {
    await using services = await createTestServices();
    const first = samplesOf(services);
    await first.sampleAccounts.add();
    for (const repair of ["resume", "add"] as const) {
      const window = otherBrowserOf(services);
      const here = samplesOf(window);
      assert.deepEqual(await failuresIn(window), Array(5).fill("keyMissing"), repair);
      await here.sampleAccounts[repair]();
      assert.deepEqual(await failuresIn(window), Array(5).fill(undefined), repair);
      assert.equal(here.open.size, 0, "the other window runs the server");
      here.sampleAccounts.dispose();
      window.dispose();
    }
    assert.deepEqual(await failuresIn(services), Array(5).fill(undefined));
    first.sampleAccounts.dispose();
  });

  it("SampleAccounts enters no key that would erase keys of another window, and says so", async () => {
    await using services = await createTestServices();
    const first = samplesOf(services);
    await first.sampleAccounts.add();
    const window = otherBrowserOf(services);
    const here = samplesOf(window, true);
    await here.sampleAccounts.resume();
    assert.deepEqual(await here.sampleAccounts.add(), { failed: 5 });
    assert.deepEqual(await window.keyStore.accountIds(), []);
    here.sampleAccounts.dispose();
    window.dispose();
    first.sampleAccounts.dispose();
  });

  it("SampleAccounts repairs accounts whose server is gone and whose port another program has", async () => {
    await using services = await createTestServices();
    const first = samplesOf(services);
    await first.sampleAccounts.add();
    const port = portOf(services);
    await services.accountList.edit("sample-poof", { pinned: true });
    await first.servers[0]?.close();
    first.sampleAccounts.dispose();
    const stranger = createServer((_request, response) => response.writeHead(404).end());
    await new Promise<void>((resolve) => stranger.listen(port, "127.0.0.1", resolve));
    const second = samplesOf(services);
    assert.equal((await failuresIn(services)).includes(undefined), false);
    assert.deepEqual(await second.sampleAccounts.add(), { failed: 0 });
    assert.deepEqual(await failuresIn(services), Array(5).fill(undefined));
    assert.deepEqual(idsOf(services), ids);
    assert.notEqual(portOf(services), port);
    assert.equal(services.accountList.find("sample-poof")?.pinned, true, "other fields stay");
    second.sampleAccounts.dispose();
    stranger.close();
  });

  it("SampleAccounts leaves no timer when it is disposed while a server cannot start", async () => {
    await using services = await createTestServices();
    const other = samplesOf(services);
    await other.sampleAccounts.add();
    const { pendingTimers } = services.clock;
    const here = samplesOf(services);
    const resumed = here.sampleAccounts.resume();
    here.sampleAccounts.dispose();
    await resumed;
    assert.equal(services.clock.pendingTimers, pendingTimers);
    other.sampleAccounts.dispose();
  });
});
