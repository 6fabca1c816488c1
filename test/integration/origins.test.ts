import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { dayMs } from "../../src/core/time/durations.ts";
import { type SampleProviderId, sampleProviderIds } from "../../src/sample/http/sampleApi.ts";
import { type SampleProviders, startSampleProviders } from "../../src/sample/startServer.ts";
import { eventually } from "../helpers/eventually.ts";
import { wrongKeys } from "./helpers/canaries.ts";
import { getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { rejection } from "./helpers/rejection.ts";
import { runCommand } from "./helpers/runCommand.ts";
import { userSettings } from "./helpers/userSettings.ts";

/** Long enough for a request that must not be sent. */
const quietMs = 250;

describe("an account whose base URL was changed in the settings", () => {
  const session = hostSession();
  let other: SampleProviders | undefined;
  const elsewhere = () => {
    if (!other) throw new Error("no other providers");
    return other;
  };

  before(async () => {
    other = await startSampleProviders();
  });
  beforeEach(() => elsewhere().requests.clear());
  after(() => elsewhere().close());

  it("an account of any provider is blocked at a new origin, and nothing is sent there", async () => {
    const ids = new Map<string, SampleProviderId>();
    for (const provider of sampleProviderIds) ids.set(await session.addAccount(provider), provider);
    await userSettings.editEntries((id) => {
      const provider = ids.get(id);
      return provider ? { baseUrl: elsewhere().baseUrl(provider) } : {};
    });
    for (const accountId of ids.keys()) {
      await eventually(() => assert.equal(getAccount(accountId).problem?.kind, "blockedOrigin"));
    }
    await eventually(() => assert.equal(session.sample.requests.inFlight(), 0));
    session.sample.requests.clear();
    for (const accountId of ids.keys()) await runCommand("refresh", { accountId });
    session.advance(dayMs);
    await runCommand("refresh");
    for (const accountId of ids.keys()) await runCommand("openPanel", { accountId });
    await userSettings.editEntries((id) => ({ label: `Seen ${id}` }));
    await wait(quietMs);
    const [from, to] = [session.sample.port, elsewhere().port];
    for (const accountId of ids.keys()) {
      const { problem, stale, meters, readAt } = getAccount(accountId);
      assert.deepEqual([problem?.kind, stale], ["blockedOrigin", true]);
      assert.ok(meters.length > 0 && readAt !== undefined, "the last good value stays");
      assert.match(
        problem?.message ?? "",
        new RegExp(`entered for .*:${from}, not for .*:${to}\\. Nothing was`),
      );
    }
    assert.deepEqual(elsewhere().requests.list(), []);
    assert.deepEqual(session.sample.requests.list(), []);
  });

  it("an account is read at the new origin once the key is entered again", async () => {
    const accountId = await session.addAccount("poof");
    await userSettings.editEntry(accountId, { baseUrl: elsewhere().baseUrl("poof") });
    await eventually(() => assert.equal(getAccount(accountId).problem?.kind, "blockedOrigin"));
    session.sample.requests.clear();
    await runCommand("setKey", { accountId, ...session.credential("poof") });
    assert.equal(getAccount(accountId).problem, undefined);
    assert.equal(elsewhere().requests.list("poof").length, 1);
    assert.deepEqual(session.sample.requests.list(), []);
  });

  it("an account stays blocked when the key that is entered again is rejected", async () => {
    const accountId = await session.addAccount("poof");
    await userSettings.editEntry(accountId, { baseUrl: elsewhere().baseUrl("poof") });
    await eventually(() => assert.equal(getAccount(accountId).problem?.kind, "blockedOrigin"));
    await rejection(runCommand("setKey", { accountId, key: wrongKeys.poof }));
    await runCommand("refresh", { accountId });
    assert.equal(getAccount(accountId).problem?.kind, "blockedOrigin");
  });

  it("an account is read again when the old base URL is restored", async () => {
    const accountId = await session.addAccount("coals");
    await userSettings.editEntry(accountId, { baseUrl: elsewhere().baseUrl("coals") });
    await eventually(() => assert.equal(getAccount(accountId).problem?.kind, "blockedOrigin"));
    await userSettings.editEntry(accountId, { baseUrl: session.sample.baseUrl("coals") });
    await eventually(() => assert.equal(getAccount(accountId).problem, undefined));
    assert.deepEqual(elsewhere().requests.list(), []);
  });

  it("an account is read at another path of the same origin without a new key", async () => {
    const accountId = await session.addAccount("poof");
    session.sample.requests.clear();
    const baseUrl = session.sample.baseUrl("poof").concat("/v2");
    await userSettings.editEntry(accountId, { baseUrl });
    await eventually(() => assert.equal(getAccount(accountId).problem?.status, 404));
    assert.equal(session.sample.requests.list("poof")[0]?.path, "/v2/me");
  });

  it("an account is blocked at an insecure or invalid base URL", async () => {
    const addresses = new Map<string, string>();
    for (const baseUrl of ["http://192.0.2.7/v1", "javascript:alert(1)", "not a url", ""]) {
      addresses.set(await session.addAccount("poof"), baseUrl);
    }
    session.sample.requests.clear();
    await userSettings.editEntries((id) => ({ baseUrl: addresses.get(id) }));
    for (const [accountId, baseUrl] of addresses) {
      await eventually(() => assert.equal(getAccount(accountId).problem?.kind, "blockedOrigin", baseUrl));
      await runCommand("refresh", { accountId });
      assert.match(getAccount(accountId).problem?.message ?? "", /not allowed: use https/, baseUrl);
    }
    assert.deepEqual(session.sample.requests.list(), []);
  });

  it("an account is blocked at another name of the same machine", async () => {
    const accountId = await session.addAccount("poof");
    session.sample.requests.clear();
    const baseUrl = session.sample.baseUrl("poof").replace("127.0.0.1", "localhost");
    await userSettings.editEntry(accountId, { baseUrl });
    await eventually(() => assert.equal(getAccount(accountId).problem?.kind, "blockedOrigin"));
    assert.deepEqual(session.sample.requests.list(), []);
  });

  it("an account that gets another provider shows none of the old values", async () => {
    const accountId = await session.addAccount("poof");
    await userSettings.editEntry(accountId, {
      provider: "easySlip",
      baseUrl: session.sample.baseUrl("easySlip"),
    });
    await eventually(() => assert.equal(getAccount(accountId).provider, "easySlip"));
    await eventually(() => assert.ok(getAccount(accountId).problem));
    assert.deepEqual(getAccount(accountId).meters, []);
  });
});
