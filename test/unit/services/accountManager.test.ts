import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import { sampleKeys } from "../../../src/sample/simulation/keys.ts";
import { createTestServices, type TestServices } from "../../helpers/testServices.ts";

const { poof, depicta, easySlip, coals } = sampleKeys;
const good = { kind: "key", key: poof.key } as const;

/** Nothing was stored anywhere. */
async function assertNothingStored({ secrets, accountList, history, poller }: TestServices) {
  assert.equal(secrets.writes.length, 0);
  assert.deepEqual(accountList.all(), []);
  assert.deepEqual(await history.accountIds(), []);
  assert.deepEqual(poller.statuses(), []);
}

describe("adding an account", () => {
  for (const [id, key] of [
    ["poof", poof.key],
    ["depicta", depicta.key],
    ["easySlip", easySlip.key],
    ["coals", coals.key],
  ] as const) {
    it(`the account manager reads ${id} once with its key, then stores key, entry and reading`, async () => {
      await using house = await createTestServices();
      const account = await house.add(id, { kind: "key", key });
      assert.equal(account.label, house.placeOf(id).provider.name);
      assert.equal(house.accountList.find(account.id)?.baseUrl, house.sample.baseUrl(id));
      const origin = new URL(house.sample.baseUrl(id)).origin;
      assert.deepEqual(await house.keyStore.get(account.id), { origin, credential: { kind: "key", key } });
      const [status] = house.poller.statuses();
      assert.ok(status?.reading);
      assert.equal(status.failure, undefined);
      assert.deepEqual(
        house.sample.requests.of(id).map(({ method }) => method),
        ["GET"],
      );
      assert.deepEqual(house.bugs, []);
    });

    it(`the account manager stores nothing when ${id} rejects the key`, async () => {
      await using house = await createTestServices();
      const verified = await house.prove(id, { kind: "key", key: `${key}x` });
      assert.equal(!verified.ok && verified.failure.kind, "keyRejected");
      await assertNothingStored(house);
    });
  }

  it("the account manager signs in to Rich Utilities and stores the tokens, never the password", async () => {
    await using house = await createTestServices();
    const { email, password } = house.sample.credentials.richUtilities;
    const { id } = await house.add("richUtilities", { kind: "signIn", email, password });
    const stored = await house.keyStore.get(id);
    assert.equal(stored?.credential.kind, "session");
    assert.ok(stored.credential.accessToken);
    const kept = JSON.stringify([house.secrets.writes, house.accountList.all(), house.poller.statuses()]);
    assert.ok(!kept.includes(password));
    house.history.dispose();
    const database = await readFile(join(house.folder.path, "history.db"), "latin1");
    assert.ok(database.length > 0 && !database.includes(password));
  });

  it("the account manager stores nothing for a wrong password or the wrong kind of credential", async () => {
    await using house = await createTestServices();
    const { email, refreshToken } = house.sample.credentials.richUtilities;
    const wrong = [
      ["richUtilities", { kind: "signIn", email, password: "no" }],
      ["richUtilities", { kind: "key", key: "ru_key" }],
      ["poof", { kind: "signIn", email, password: "no" }],
      ["poof", { kind: "tokens", refreshToken }],
      ["poof", { kind: "key", key: "a key\nwith a line" }],
      ["poof", { kind: "key", key: "" }],
      ["richUtilities", { kind: "tokens", refreshToken: "ä" }],
    ] as const;
    for (const [id, key] of wrong) {
      const verified = await house.prove(id, key);
      assert.equal(!verified.ok && verified.failure.kind, "keyRejected", `${id} ${key.kind}`);
    }
    await assertNothingStored(house);
  });

  it("the account manager accepts a refresh token alone, and uses it once", async () => {
    await using house = await createTestServices();
    const { refreshToken } = house.sample.credentials.richUtilities;
    const { id } = await house.add("richUtilities", { kind: "tokens", refreshToken });
    const stored = (await house.keyStore.get(id))?.credential;
    assert.ok(stored?.kind === "session" && stored.refreshToken !== refreshToken && stored.accessToken);
    assert.deepEqual([house.sample.tokens.refreshes, house.sample.tokens.reuses], [1, 0]);
  });

  it("the account manager accepts a valid pair of tokens without using the refresh token", async () => {
    await using house = await createTestServices();
    const { refreshToken, accessToken } = house.sample.credentials.richUtilities;
    const { id } = await house.add("richUtilities", { kind: "tokens", refreshToken, accessToken });
    const issuedAtMs = house.clock.now();
    const credential = { kind: "session", refreshToken, accessToken, issuedAtMs };
    assert.deepEqual((await house.keyStore.get(id))?.credential, credential);
    assert.equal(house.sample.tokens.refreshes, 0);
  });

  it("the account manager accepts an expired access token with a valid refresh token", async () => {
    await using house = await createTestServices();
    const { refreshToken, accessToken } = house.sample.credentials.richUtilities;
    house.sample.tokens.revoke("access");
    await house.add("richUtilities", { kind: "tokens", refreshToken, accessToken });
    assert.equal(house.sample.tokens.refreshes, 1);
    house.sample.tokens.revoke("access");
    const again = await house.prove("richUtilities", { kind: "tokens", refreshToken, accessToken });
    assert.equal(!again.ok && again.failure.kind, "keyRejected", "spent by now");
  });

  it("the account manager saves the account with its problem when the provider fails", async () => {
    for (const [status, kind] of [
      [500, "providerError"],
      [403, "forbidden"],
      [429, "rateLimited"],
    ] as const) {
      await using house = await createTestServices();
      house.sample.faults.add("poof", { kind: "error", status });
      const { id } = await house.add("poof", good);
      assert.equal(house.poller.statuses()[0]?.failure?.kind, kind);
      assert.ok(await house.keyStore.get(id));
      assert.deepEqual(house.bugs, []);
    }
  });

  it("the account manager saves a sign-in without an answer as an account without a secret", async () => {
    await using house = await createTestServices();
    const { email, password } = house.sample.credentials.richUtilities;
    house.sample.faults.add("richUtilities", { kind: "reset", at: "request" }, { times: 9 });
    const { id } = await house.add("richUtilities", { kind: "signIn", email, password });
    assert.equal(house.poller.statuses()[0]?.failure?.kind, "unreachable");
    assert.equal(await house.keyStore.get(id), undefined);
    assert.equal(house.secrets.writes.length, 0);
  });

  it("the account manager stores the entered tokens when the provider does not answer", async () => {
    await using house = await createTestServices();
    const { refreshToken } = house.sample.credentials.richUtilities;
    house.sample.faults.add("richUtilities", { kind: "reset", at: "request" }, { times: 9 });
    const { id } = await house.add("richUtilities", { kind: "tokens", refreshToken });
    assert.deepEqual((await house.keyStore.get(id))?.credential, {
      kind: "session",
      refreshToken,
      issuedAtMs: house.clock.now(),
    });
  });

  it("the account manager sends nothing to a forbidden or missing origin", async () => {
    await using house = await createTestServices();
    const { provider } = house.placeOf("poof");
    for (const baseUrl of [
      "http://poof.example",
      "ftp://127.0.0.1",
      "nonsense",
      "https://a:b@poof.example",
    ]) {
      const verified = await house.accountManager.verify({ provider, baseUrl }, good, house.signal);
      assert.equal(!verified.ok && verified.failure.kind, "blockedOrigin", baseUrl);
    }
    const nowhere = { provider: house.placeOf("richUtilities").provider };
    const verified = await house.accountManager.verify(
      nowhere,
      { kind: "tokens", refreshToken: "r" },
      house.signal,
    );
    assert.equal(!verified.ok && verified.failure.kind, "blockedOrigin");
    await assertNothingStored(house);
  });
});

describe("the id of an added account", () => {
  const label = "Mein Köntchen";

  it("an account's id is a slug of the label or the provider, with a number when it is taken", async () => {
    await using house = await createTestServices();
    const ids: string[] = [];
    for (const more of [{ label }, {}, {}, { label }, { id: "sample-poof" }]) {
      ids.push((await house.add("poof", good, more)).id);
    }
    assert.deepEqual(ids, ["mein-kontchen", "poof", "poof-2", "mein-kontchen-2", "sample-poof"]);
  });

  it("an id that an invalid entry uses counts as taken", async () => {
    await using house = await createTestServices();
    house.settings.edit([{ id: "poof" }]);
    assert.equal((await house.add("poof", good)).id, "poof-2");
  });

  it("accounts that are added at once get different ids, and none is lost", async () => {
    await using house = await createTestServices();
    const added = await Promise.all(Array.from({ length: 4 }, () => house.add("poof", good)));
    assert.deepEqual(new Set(added.map(({ id }) => id)), new Set(["poof", "poof-2", "poof-3", "poof-4"]));
    assert.equal(house.accountList.all().length, 4);
    assert.deepEqual(house.accountList.invalid(), []);
    assert.equal((await house.keyStore.accountIds()).length, 4);
  });

  it("an id is not used again while its history is kept", async () => {
    await using house = await createTestServices();
    await house.add("poof", good);
    await house.accountManager.remove("poof", "keep");
    assert.equal((await house.add("poof", good)).id, "poof-2");
    await house.accountManager.remove("poof-2", "delete");
    assert.equal((await house.add("poof", good)).id, "poof-2");
  });
});

describe("setting a key", () => {
  it("a new key is sent to the origin in the settings, and its verifying reading is shown", async () => {
    await using house = await createTestServices();
    const { id } = await house.add("poof", good);
    const baseUrl = house.sample.baseUrl("poof").replace("127.0.0.1", "localhost");
    house.settings.edit([{ ...house.accountList.find(id), baseUrl }]);
    await house.poller.refresh(id);
    assert.equal(house.poller.statuses()[0]?.failure?.kind, "blockedOrigin");
    const verified = await house.accountManager.verify(
      { ...house.placeOf("poof"), baseUrl },
      good,
      house.signal,
    );
    assert.ok(verified.ok);
    await house.accountManager.setKey(id, verified.value);
    const [status] = house.poller.statuses();
    assert.ok(status?.reading);
    assert.equal(status.failure, undefined);
    assert.equal((await house.keyStore.get(id))?.origin, new URL(baseUrl).origin);
    await house.poller.refresh(id);
    assert.equal(house.poller.statuses()[0]?.failure, undefined);
  });

  it("the old key stays when the provider rejects the new one", async () => {
    await using house = await createTestServices();
    const { id } = await house.add("poof", good);
    const verified = await house.prove("poof", { kind: "key", key: "pk_wrong" });
    assert.equal(verified.ok, false);
    assert.deepEqual((await house.keyStore.get(id))?.credential, good);
  });
});

describe("removing an account", () => {
  it("removing an account deletes entry, key and reading, and the history only when asked", async () => {
    await using house = await createTestServices();
    await house.add("poof", good);
    await house.add("coals", { kind: "key", key: coals.key });
    await house.accountManager.remove("poof", "keep");
    assert.deepEqual(await house.keyStore.accountIds(), ["coals"]);
    assert.deepEqual(new Set(await house.history.accountIds()), new Set(["coals", "poof"]));
    assert.equal(await house.history.load("poof"), undefined);
    await house.accountManager.remove("coals", "delete");
    assert.deepEqual(await house.history.accountIds(), ["poof"]);
    assert.deepEqual(house.settings.accounts(), []);
    assert.equal(house.secrets.entries.size, 0);
  });

  it("removing an account stops its ledger sync and leaves nothing behind", async () => {
    await using house = await createTestServices();
    const { refreshToken } = house.sample.credentials.richUtilities;
    const account = await house.add("richUtilities", { kind: "tokens", refreshToken });
    const snapshot = house.poller.statuses()[0]?.reading?.snapshot;
    assert.ok(snapshot);
    const paths: string[] = [];
    house.ledgerSync.onDidChange(() => paths.push("moved"));
    const sync = house.ledgerSync.sync(account, snapshot);
    while (paths.length < 4) await new Promise((resolve) => setImmediate(resolve));
    await house.accountManager.remove(account.id, "delete");
    assert.equal(await sync, false);
    assert.deepEqual(await house.history.accountIds(), []);
    assert.deepEqual(house.bugs, []);
  });
});
