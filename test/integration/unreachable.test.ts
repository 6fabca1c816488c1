import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { startSampleProviders } from "../../src/sample/startServer.ts";
import { getAccount } from "./helpers/creditMonitor.ts";
import { fixture } from "./helpers/fixture.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { runCommand } from "./helpers/runCommand.ts";
import { userSettings } from "./helpers/userSettings.ts";

describe("a provider that cannot be reached", () => {
  const session = hostSession();

  it("a provider that refuses connections is unreachable, and the last good values stay", async () => {
    const first = await startSampleProviders();
    const { port } = first;
    const accountId = await session.addAccount("poof", { baseUrl: first.baseUrl("poof") });
    const before = getAccount(accountId);
    await first.close();
    await runCommand("refresh", { accountId });
    const { problem, stale, ...rest } = getAccount(accountId);
    assert.equal(problem?.kind, "unreachable");
    assert.match(problem?.message ?? "", /the connection was refused/);
    assert.deepEqual([stale, { ...rest, stale: false }], [true, before]);
    const back = await startSampleProviders({ port });
    await runCommand("refresh", { accountId });
    assert.equal(getAccount(accountId).problem, undefined);
    await back.close();
  });

  it("a provider that resets every connection is unreachable", async () => {
    const accountId = await session.addAccount("coals");
    // A new server has no open connections yet.
    const sample = await startSampleProviders();
    sample.faults.areConnectionsReset = true;
    await userSettings.editEntry(accountId, { baseUrl: sample.baseUrl("coals") });
    await runCommand("setKey", { accountId, ...session.credential("coals") });
    assert.equal(getAccount(accountId).problem?.kind, "unreachable");
    sample.faults.areConnectionsReset = false;
    await runCommand("refresh", { accountId });
    assert.equal(getAccount(accountId).problem, undefined);
    await sample.close();
  });

  it("a provider without TLS behind an https URL is unreachable", async () => {
    const baseUrl = session.sample.baseUrl("poof").replace("http:", "https:");
    const accountId = await session.addAccount("poof", { baseUrl });
    assert.equal(getAccount(accountId).problem?.kind, "unreachable");
    assert.match(getAccount(accountId).problem?.message ?? "", /certificate or TLS is not valid/);
    assert.deepEqual(session.sample.requests.list(), []);
  });

  it("a provider with an untrusted certificate is unreachable and gets no key", async () => {
    let requestCount = 0;
    const identity = { key: fixture("tls/key.pem"), cert: fixture("tls/certificate.pem") };
    const server = createServer(identity, (_request, response) => {
      requestCount += 1;
      response.end("{}");
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const accountId = await session.addAccount("poof", { baseUrl: `https://127.0.0.1:${port}` });
    assert.match(getAccount(accountId).problem?.message ?? "", /certificate or TLS is not valid/);
    assert.equal(requestCount, 0);
    server.closeAllConnections();
    server.close();
  });
});
