import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { KeyStore } from "../../../../src/store/secrets/keyStore.ts";
import type { StoredKey } from "../../../../src/store/secrets/storedKey.ts";
import { MemorySecrets } from "../../../helpers/memorySecrets.ts";

const key: StoredKey = { origin: "https://api.example", credential: { kind: "key", key: "pk_test_1" } };

describe("KeyStore", () => {
  it("KeyStore reads back a stored key, and nothing for another account", async () => {
    const keyStore = new KeyStore(new MemorySecrets());
    await keyStore.set("poof", key);
    assert.deepEqual(await keyStore.get("poof"), key);
    assert.equal(await keyStore.get("poof-2"), undefined);
  });

  it("KeyStore deletes one entry and no other", async () => {
    const secrets = new MemorySecrets();
    const keyStore = new KeyStore(secrets);
    await keyStore.set("poof", key);
    await keyStore.set("poof-2", key);
    await keyStore.delete("poof");
    assert.equal(await keyStore.get("poof"), undefined);
    assert.deepEqual(await keyStore.accountIds(), ["poof-2"]);
  });

  it("KeyStore recognises its own entries among others", async () => {
    const secrets = new MemorySecrets();
    const keyStore = new KeyStore(secrets);
    await secrets.store("something-else", "x");
    await keyStore.set("poof", key);
    assert.deepEqual(await keyStore.accountIds(), ["poof"]);
    const [name] = [...secrets.entries.keys()].filter((entry) => entry !== "something-else");
    assert.equal(keyStore.accountIdOf(`${name}`), "poof");
    assert.equal(keyStore.accountIdOf("something-else"), undefined);
  });

  it("KeyStore treats a damaged entry as a missing key", async () => {
    const secrets = new MemorySecrets();
    const keyStore = new KeyStore(secrets);
    await keyStore.set("poof", key);
    for (const name of secrets.entries.keys()) secrets.entries.set(name, "{");
    assert.equal(await keyStore.get("poof"), undefined);
  });

  it("KeyStore distinguishes another window's key from its own, also after a second event", async () => {
    const secrets = new MemorySecrets();
    const [here, there] = [new KeyStore(secrets), new KeyStore(secrets)];
    assert.equal(await here.isFromOtherWindow("poof"), false);
    await here.set("poof", key);
    assert.equal(await here.isFromOtherWindow("poof"), false);
    assert.equal(await there.isFromOtherWindow("poof"), true);
    await there.set("poof", { ...key, credential: { kind: "key", key: "pk_test_2" } });
    assert.equal(await here.isFromOtherWindow("poof"), true);
    assert.equal(await here.isFromOtherWindow("poof"), true);
  });

  it("KeyStore replaces only a key that exists, also when it is deleted at that moment", async () => {
    const secrets = new MemorySecrets();
    const keyStore = new KeyStore(secrets);
    const key = { origin: "https://a.example", credential: { kind: "key", key: "k_0123456789" } } as const;
    assert.equal(await keyStore.replace("poof", key), false);
    assert.equal(await keyStore.get("poof"), undefined);
    await keyStore.set("poof", key);
    assert.equal(await keyStore.replace("poof", key), true);
    const [replaced] = await Promise.all([keyStore.replace("poof", key), keyStore.delete("poof")]);
    assert.equal(replaced, true);
    assert.equal(await keyStore.get("poof"), undefined);
    const [, again] = await Promise.all([keyStore.delete("poof"), keyStore.replace("poof", key)]);
    assert.equal(again, false);
    assert.equal(await keyStore.get("poof"), undefined);
  });
});
