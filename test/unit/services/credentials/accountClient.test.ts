import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { SampleProviderId } from "../../../../src/sample/http/exchange.ts";
import { sampleKeys } from "../../../../src/sample/simulation/keys.ts";
import { createTestServices, type TestServices } from "../../../helpers/testServices.ts";

const good = { kind: "key", key: sampleKeys.poof.key } as const;

describe("AccountClient", () => {
  const ask = (house: TestServices, accountId: string) => {
    const account = house.accountList.find(accountId);
    assert.ok(account);
    return house.accountClient.call(account, house.signal, (adapter, access) => adapter.read(access));
  };
  const kindOf = async (house: TestServices, accountId: string) => {
    const outcome = await ask(house, accountId);
    return outcome.ok ? "ok" : outcome.failure;
  };
  const requests = (house: TestServices, id: SampleProviderId) => house.sample.requests.of(id).length;

  it("the client sends one request of an account at a time, and six in total", async () => {
    await using house = await createTestServices();
    const ids: string[] = [];
    for (let count = 0; count < 8; count += 1) ids.push((await house.add("poof", good)).id);
    house.sample.requests.clear();
    house.sample.faults.add("poof", { kind: "delay", ms: 30 }, { times: Number.POSITIVE_INFINITY });
    const [first = ""] = ids;
    await Promise.all([first, first, first].map((id) => ask(house, id)));
    assert.equal(house.sample.requests.maxInFlight(), 1);
    await Promise.all([...ids, ...ids].map((id) => ask(house, id)));
    assert.equal(house.sample.requests.maxInFlight(), 6);
    assert.equal(requests(house, "poof"), 19);
  });

  it("the client sends nothing without a key, and says so", async () => {
    await using house = await createTestServices();
    await house.add("poof", good);
    const before = requests(house, "poof");
    await house.keyStore.delete("poof");
    assert.deepEqual(await kindOf(house, "poof"), { kind: "keyMissing" });
    assert.equal(requests(house, "poof"), before);
  });

  it("the client sends no key to another origin than the one it was entered for, and names both", async () => {
    await using house = await createTestServices();
    await using other = await createTestServices();
    const { id } = await house.add("poof", good);
    const before = other.sample.requests.of().length;
    house.settings.edit([{ ...house.accountList.find(id), baseUrl: other.sample.baseUrl("poof") }]);
    assert.deepEqual(await kindOf(house, id), {
      kind: "blockedOrigin",
      origin: new URL(other.sample.baseUrl("poof")).origin,
      givenFor: new URL(house.sample.baseUrl("poof")).origin,
    });
    assert.equal(other.sample.requests.of().length, before);
    house.settings.edit([{ ...house.accountList.find(id), baseUrl: "http://127.0.0.1.example" }]);
    assert.deepEqual(await kindOf(house, id), { kind: "blockedOrigin" });
  });

  it("the client sends the key to another path of the same origin", async () => {
    await using house = await createTestServices();
    const { id } = await house.add("poof", good);
    house.settings.edit([{ ...house.accountList.find(id), baseUrl: `${house.sample.baseUrl("poof")}/` }]);
    assert.equal(await kindOf(house, id), "ok");
  });

  it("the client treats a key that no header can carry, or of the wrong kind, as missing", async () => {
    await using house = await createTestServices();
    const { id } = await house.add("poof", good);
    const { origin } = new URL(house.sample.baseUrl("poof"));
    const before = requests(house, "poof");
    for (const credential of [
      { kind: "key", key: "two\nlines" },
      { kind: "session", refreshToken: "r" },
    ] as const) {
      await house.keyStore.set(id, { origin, credential });
      assert.deepEqual(await kindOf(house, id), { kind: "keyMissing" });
    }
    assert.equal(requests(house, "poof"), before);
  });
});

describe("replies to an account with a session", () => {
  it("a reply repeats neither the access token nor the refresh token", async () => {
    await using house = await createTestServices();
    const { accessToken, refreshToken } = house.sample.tokens.issue();
    const account = await house.add("richUtilities", { kind: "tokens", accessToken, refreshToken });
    for (const token of [accessToken, refreshToken]) {
      const echo = `${token} ${Buffer.from(token).toString("base64")}`;
      house.sample.accounts.addEntry({
        type: "debit",
        amount: "1",
        description: `for ${token}`,
        reference: echo,
        metadata: { endpoint: echo },
      });
    }
    const read = await house.accountClient.call(account, house.signal, async (adapter, access) => {
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
