import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { SampleProviderId } from "../../../../src/sample/http/sampleApi.ts";
import { sampleKeys } from "../../../../src/sample/simulation/keys.ts";
import { createTestServices, type TestServices } from "../../../helpers/testServices.ts";

const good = { kind: "key", key: sampleKeys.poof.key } as const;

describe("AccountClient", () => {
  const ask = (services: TestServices, accountId: string) => {
    const account = services.accountList.find(accountId);
    assert.ok(account);
    return services.accountClient.call(account, services.signal, (adapter, access) => adapter.read(access));
  };
  const kindOf = async (services: TestServices, accountId: string) => {
    const outcome = await ask(services, accountId);
    return outcome.ok ? "ok" : outcome.failure;
  };
  const requests = (services: TestServices, id: SampleProviderId) => services.sample.requests.list(id).length;

  it("the client sends one request of an account at a time, and six in total", async () => {
    await using services = await createTestServices();
    const ids: string[] = [];
    for (let count = 0; count < 8; count += 1) ids.push((await services.add("poof", good)).id);
    services.sample.requests.clear();
    services.sample.faults.add("poof", { kind: "delay", ms: 300 }, { times: Number.POSITIVE_INFINITY });
    const [first = ""] = ids;
    await Promise.all([first, first, first].map((id) => ask(services, id)));
    assert.equal(services.sample.requests.maxInFlight(), 1);
    await Promise.all([...ids, ...ids].map((id) => ask(services, id)));
    assert.equal(services.sample.requests.maxInFlight(), 6);
    assert.equal(requests(services, "poof"), 19);
  });

  it("the client sends nothing without a key, and says so", async () => {
    await using services = await createTestServices();
    await services.add("poof", good);
    const before = requests(services, "poof");
    await services.keyStore.delete("poof");
    assert.deepEqual(await kindOf(services, "poof"), { kind: "keyMissing" });
    assert.equal(requests(services, "poof"), before);
  });

  it("the client sends no key to another origin than the one it was entered for, and names both", async () => {
    await using services = await createTestServices();
    await using other = await createTestServices();
    const { id } = await services.add("poof", good);
    const before = other.sample.requests.list().length;
    services.settings.edit([{ ...services.accountList.find(id), baseUrl: other.sample.baseUrl("poof") }]);
    assert.deepEqual(await kindOf(services, id), {
      kind: "blockedOrigin",
      origin: new URL(other.sample.baseUrl("poof")).origin,
      givenFor: new URL(services.sample.baseUrl("poof")).origin,
    });
    assert.equal(other.sample.requests.list().length, before);
    services.settings.edit([{ ...services.accountList.find(id), baseUrl: "http://127.0.0.1.example" }]);
    assert.deepEqual(await kindOf(services, id), { kind: "blockedOrigin" });
  });

  it("the client sends the key to another path of the same origin", async () => {
    await using services = await createTestServices();
    const { id } = await services.add("poof", good);
    services.settings.edit([
      { ...services.accountList.find(id), baseUrl: `${services.sample.baseUrl("poof")}/` },
    ]);
    assert.equal(await kindOf(services, id), "ok");
  });

  it("the client treats a key that no header can carry, or of the wrong kind, as missing", async () => {
    await using services = await createTestServices();
    const { id } = await services.add("poof", good);
    const { origin } = new URL(services.sample.baseUrl("poof"));
    const before = requests(services, "poof");
    for (const credential of [
      { kind: "key", key: "two\nlines" },
      { kind: "session", refreshToken: "r" },
    ] as const) {
      await services.keyStore.set(id, { origin, credential });
      assert.deepEqual(await kindOf(services, id), { kind: "keyMissing" });
    }
    assert.equal(requests(services, "poof"), before);
  });
});

describe("replies to an account with a session", () => {
  it("a reply repeats neither the access token nor the refresh token", async () => {
    await using services = await createTestServices();
    const { accessToken, refreshToken } = services.sample.tokens.issue();
    const account = await services.add("richUtilities", { kind: "tokens", accessToken, refreshToken });
    for (const token of [accessToken, refreshToken]) {
      const echo = `${token} ${Buffer.from(token).toString("base64")}`;
      services.sample.accounts.addEntry({
        type: "debit",
        amount: "1",
        description: `for ${token}`,
        reference: echo,
        metadata: { endpoint: echo },
      });
    }
    const read = await services.accountClient.call(account, services.signal, async (adapter, access) => {
      const ledger = await adapter.readLedger?.(access, { limit: 2, offset: 0 });
      const usage = await adapter.readUsage?.(access, {});
      return { ok: true, value: JSON.stringify([ledger, usage]) };
    });
    assert.ok(read.ok);
    assert.match(read.value, /"description":"for •••"/);
    assert.match(read.value, /"endpoint":"•••"/);
    for (const token of [accessToken, refreshToken]) {
      assert.ok(!read.value.includes(token) && !read.value.includes(btoa(token).slice(0, 30)));
    }
  });
});
