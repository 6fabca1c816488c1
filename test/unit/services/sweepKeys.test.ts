import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { AccountList } from "../../../src/services/accountList.ts";
import { sweepKeys } from "../../../src/services/sweepKeys.ts";
import { KeyStore } from "../../../src/store/keyStore.ts";
import { aloneWith } from "../support/aloneWith.ts";
import { FakeClock, settled } from "../support/fakeClock.ts";
import { MemorySecrets } from "../support/memorySecrets.ts";
import { MemorySettings } from "../support/memorySettings.ts";
import { accountOf } from "../support/pollerBench.ts";

async function benchWith(...ids: string[]) {
  const clock = new FakeClock();
  const settings = new MemorySettings([accountOf("kept"), { id: "broken" }]);
  const accounts = new AccountList(settings, () => true, aloneWith(clock));
  const secrets = new MemorySecrets();
  const keys = new KeyStore(secrets);
  const errors: unknown[] = [];
  const give = (id: string) =>
    keys.set(id, { origin: "https://a.example", credential: { kind: "key", key: id } });
  for (const id of ids) await give(id);
  const shared = { share: async () => undefined };
  const reportBug = (error: unknown) => errors.push(error);
  const stop = sweepKeys({ accounts, keys, shared, clock, reportBug });
  await settled();
  return { clock, settings, secrets, keys, errors, give, stop };
}

describe("sweepKeys", () => {
  it("deletes keys whose account is gone for a while, and no other secret", async () => {
    const { clock, secrets, keys } = await benchWith("kept", "broken", "gone");
    await secrets.store("foreign", "x");
    await clock.pass(9_000);
    assert.equal((await keys.accountIds()).length, 3);
    await clock.pass(1_000);
    assert.deepEqual(await keys.accountIds(), ["kept", "broken"]);
    assert.equal(secrets.entries.get("foreign"), "x");
    assert.equal(clock.timers, 0);
  });

  it("spares an account that is back by then", async () => {
    const { clock, settings, keys } = await benchWith("back");
    settings.edit([accountOf("back")]);
    await clock.pass(10_000);
    assert.deepEqual(await keys.accountIds(), ["back"]);
  });

  it("spares a key that was stored meanwhile, for an account that is just being added", async () => {
    const { clock, keys, give } = await benchWith();
    await clock.pass(9_999);
    await give("new");
    await clock.pass(1);
    assert.deepEqual(await keys.accountIds(), ["new"]);
  });

  it("can be called off", async () => {
    const { clock, keys, stop } = await benchWith("gone");
    stop();
    await clock.pass(60_000);
    assert.deepEqual(await keys.accountIds(), ["gone"]);
  });

  it("tells of a keyring that fails, and deletes nothing", async () => {
    const { clock, secrets, errors } = await benchWith("gone");
    secrets.keys = () => Promise.reject(new Error("locked"));
    await clock.pass(10_000);
    assert.equal(errors.length, 1);
    assert.equal(secrets.entries.size, 1);
  });
});
