import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import { minuteMs } from "../../../src/core/time/durations.ts";
import { sampleKeys } from "../../../src/sample/simulation/keys.ts";
import { createTestServices, type TestServices } from "../../helpers/testServices.ts";

const { poof, depicta, easySlip, coals } = sampleKeys;
const good = { kind: "key", key: poof.key } as const;

/** Asserts that nothing was stored anywhere. */
async function assertNothingStored({ secrets, accountList, attemptStore, poller }: TestServices) {
  assert.equal(secrets.writes.length, 0);
  assert.deepEqual(accountList.all(), []);
  assert.deepEqual(await attemptStore.accountIds(), []);
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
      await using services = await createTestServices();
      const account = await services.add(id, { kind: "key", key });
      assert.equal(account.label, services.placeOf(id).provider.name);
      assert.equal(services.accountList.find(account.id)?.baseUrl, services.sample.baseUrl(id));
      const origin = new URL(services.sample.baseUrl(id)).origin;
      assert.deepEqual(await services.keyStore.get(account.id), { origin, credential: { kind: "key", key } });
      const [status] = services.poller.statuses();
      assert.ok(status?.reading);
      assert.equal(status.failure, undefined);
      assert.deepEqual(
        services.sample.requests.list(id).map(({ method }) => method),
        ["GET"],
      );
      assert.deepEqual(services.bugs, []);
    });

    it(`the account manager stores nothing when ${id} rejects the key`, async () => {
      await using services = await createTestServices();
      const verified = await services.prove(id, { kind: "key", key: `${key}x` });
      assert.equal(!verified.ok && verified.failure.kind, "keyRejected");
      await assertNothingStored(services);
    });
  }

  it("the account manager signs in to Rich Utilities and stores the tokens, never the password", async () => {
    await using services = await createTestServices();
    const { email, password } = services.sample.credentials.richUtilities;
    const { id } = await services.add("richUtilities", { kind: "signIn", email, password });
    const stored = await services.keyStore.get(id);
    assert.equal(stored?.credential.kind, "session");
    assert.ok(stored.credential.accessToken);
    const storedText = JSON.stringify([
      services.secrets.writes,
      services.accountList.all(),
      services.poller.statuses(),
    ]);
    assert.ok(!storedText.includes(password));
    services.history.dispose();
    const database = await readFile(join(services.folder.path, "history.db"), "latin1");
    assert.ok(database.length > 0 && !database.includes(password));
  });

  it("the account manager stores nothing for a wrong password or the wrong kind of credential", async () => {
    await using services = await createTestServices();
    const { email, refreshToken } = services.sample.credentials.richUtilities;
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
      const verified = await services.prove(id, key);
      assert.equal(!verified.ok && verified.failure.kind, "keyRejected", `${id} ${key.kind}`);
    }
    await assertNothingStored(services);
  });

  it("the account manager accepts a refresh token alone, and uses it once", async () => {
    await using services = await createTestServices();
    const { refreshToken } = services.sample.credentials.richUtilities;
    const { id } = await services.add("richUtilities", { kind: "tokens", refreshToken });
    const stored = (await services.keyStore.get(id))?.credential;
    assert.ok(stored?.kind === "session" && stored.refreshToken !== refreshToken && stored.accessToken);
    assert.deepEqual([services.sample.tokens.refreshes, services.sample.tokens.reuses], [1, 0]);
  });

  it("the account manager accepts a valid pair of tokens without using the refresh token", async () => {
    await using services = await createTestServices();
    const { refreshToken, accessToken } = services.sample.credentials.richUtilities;
    const { id } = await services.add("richUtilities", { kind: "tokens", refreshToken, accessToken });
    const issuedAtMs = services.clock.now();
    const credential = { kind: "session", refreshToken, accessToken, issuedAtMs };
    assert.deepEqual((await services.keyStore.get(id))?.credential, credential);
    assert.equal(services.sample.tokens.refreshes, 0);
  });

  it("the account manager accepts an expired access token with a valid refresh token", async () => {
    await using services = await createTestServices();
    const { refreshToken, accessToken } = services.sample.credentials.richUtilities;
    services.sample.tokens.revoke("access");
    await services.add("richUtilities", { kind: "tokens", refreshToken, accessToken });
    assert.equal(services.sample.tokens.refreshes, 1);
    services.sample.tokens.revoke("access");
    const again = await services.prove("richUtilities", { kind: "tokens", refreshToken, accessToken });
    assert.equal(!again.ok && again.failure.kind, "keyRejected", "spent by now");
  });

  it("the account manager saves the account with its problem when the provider fails", async () => {
    for (const [status, kind] of [
      [500, "providerError"],
      [403, "forbidden"],
      [429, "rateLimited"],
    ] as const) {
      await using services = await createTestServices();
      services.sample.faults.add("poof", { kind: "error", status });
      const { id } = await services.add("poof", good);
      assert.equal(services.poller.statuses()[0]?.failure?.kind, kind);
      assert.ok(await services.keyStore.get(id));
      assert.deepEqual(services.bugs, []);
    }
  });

  it("the account manager saves a sign-in without an answer as an account without a secret", async () => {
    await using services = await createTestServices();
    const { email, password } = services.sample.credentials.richUtilities;
    services.sample.faults.add("richUtilities", { kind: "reset", at: "request" }, { times: 9 });
    const { id } = await services.add("richUtilities", { kind: "signIn", email, password });
    assert.equal(services.poller.statuses()[0]?.failure?.kind, "unreachable");
    assert.equal(await services.keyStore.get(id), undefined);
    assert.equal(services.secrets.writes.length, 0);
  });

  it("the account manager stores the entered tokens when the provider does not answer", async () => {
    await using services = await createTestServices();
    const { refreshToken } = services.sample.credentials.richUtilities;
    services.sample.faults.add("richUtilities", { kind: "reset", at: "request" }, { times: 9 });
    const { id } = await services.add("richUtilities", { kind: "tokens", refreshToken });
    assert.deepEqual((await services.keyStore.get(id))?.credential, {
      kind: "session",
      refreshToken,
      issuedAtMs: services.clock.now(),
    });
  });

  it("the account manager sends nothing to a forbidden or missing origin", async () => {
    await using services = await createTestServices();
    const { provider } = services.placeOf("poof");
    for (const baseUrl of [
      "http://poof.example",
      "ftp://127.0.0.1",
      "nonsense",
      "https://a:b@poof.example",
    ]) {
      const verified = await services.accountManager.verify({ provider, baseUrl }, good, services.signal);
      assert.equal(!verified.ok && verified.failure.kind, "blockedOrigin", baseUrl);
    }
    const withoutBaseUrl = { provider: services.placeOf("richUtilities").provider };
    const verified = await services.accountManager.verify(
      withoutBaseUrl,
      { kind: "tokens", refreshToken: "r" },
      services.signal,
    );
    assert.equal(!verified.ok && verified.failure.kind, "blockedOrigin");
    await assertNothingStored(services);
  });
});

describe("an account that cannot be written to the settings", () => {
  it("a refused account leaves no key, no reading and no entry behind", async () => {
    await using services = await createTestServices();
    services.settings.setAccounts = () => Promise.reject(new Error("settings.json is read-only"));
    await assert.rejects(services.add("poof", good), /read-only/);
    assert.deepEqual(await services.keyStore.accountIds(), []);
    assert.deepEqual(services.accountList.all(), []);
    assert.deepEqual(await services.attemptStore.accountIds(), []);
  });

  it("removing one of two entries of an id keeps the key and the readings of the other", async () => {
    await using services = await createTestServices();
    const account = await services.add("poof", good);
    services.settings.edit([account, { ...account, label: "Second" }]);
    await services.accountManager.remove("poof", "delete");
    assert.equal(services.accountList.find("poof")?.label, "Second");
    assert.ok(await services.keyStore.get("poof"));
    await services.poller.refresh("poof");
    assert.equal(services.poller.status("poof")?.failure, undefined);
    await services.accountManager.remove("poof", "delete");
    assert.equal(await services.keyStore.get("poof"), undefined);
  });
});

describe("the id of an added account", () => {
  const label = "Mein Köntchen";

  it("an account's id is a slug of the label or the provider, with a number when it is taken", async () => {
    await using services = await createTestServices();
    const ids: string[] = [];
    for (const more of [{ label }, {}, {}, { label }, { id: "sample-poof" }]) {
      ids.push((await services.add("poof", good, more)).id);
    }
    assert.deepEqual(ids, ["mein-kontchen", "poof", "poof-2", "mein-kontchen-2", "sample-poof"]);
  });

  it("an id that an invalid entry uses counts as taken", async () => {
    await using services = await createTestServices();
    services.settings.edit([{ id: "poof" }]);
    assert.equal((await services.add("poof", good)).id, "poof-2");
  });

  it("accounts that are added at once get different ids, and none is lost", async () => {
    await using services = await createTestServices();
    const added = await Promise.all(Array.from({ length: 4 }, () => services.add("poof", good)));
    assert.deepEqual(new Set(added.map(({ id }) => id)), new Set(["poof", "poof-2", "poof-3", "poof-4"]));
    assert.equal(services.accountList.all().length, 4);
    assert.deepEqual(services.accountList.invalid(), []);
    assert.equal((await services.keyStore.accountIds()).length, 4);
  });

  it("an id is not used again while its history is kept", async () => {
    await using services = await createTestServices();
    await services.add("poof", good);
    await services.accountManager.remove("poof", "keep");
    assert.equal((await services.add("poof", good)).id, "poof-2");
    await services.accountManager.remove("poof-2", "delete");
    assert.equal((await services.add("poof", good)).id, "poof-2");
  });
});

describe("a wait that the provider asked for", () => {
  const wait = { kind: "error", status: 429, headers: { "retry-after": "1800" } } as const;
  const retryAtMs = ({ clock }: TestServices) => clock.now() + 30 * minuteMs;

  it("another account of the provider is saved without a request, and shows until when", async () => {
    await using services = await createTestServices();
    await services.add("poof", good);
    services.sample.faults.add("poof", wait);
    await services.poller.refresh("poof");
    services.sample.requests.clear();
    const { id } = await services.add("poof", { kind: "key", key: "pk_other" });
    assert.deepEqual(services.sample.requests.list("poof"), []);
    const { failure } = services.poller.status(id) ?? {};
    assert.equal(failure?.kind === "rateLimited" && failure.retryAtMs, retryAtMs(services));
    assert.ok(await services.keyStore.get(id));
    await services.add("depicta", { kind: "key", key: depicta.key });
    assert.equal(
      services.sample.requests.list("depicta").length,
      1,
      "another provider was not asked to wait for",
    );
  });

  it("another key is stored without a request, and is tried when the wait is over", async () => {
    await using services = await createTestServices();
    const { id } = await services.add("poof", good);
    services.sample.faults.add("poof", wait);
    await services.poller.refresh(id);
    services.sample.requests.clear();
    const verified = await services.prove("poof", good);
    assert.ok(verified.ok);
    await services.accountManager.setKey(id, verified.value);
    await services.poller.refresh(id);
    assert.deepEqual(services.sample.requests.list("poof"), []);
    assert.equal(services.poller.retryAtMs(id), retryAtMs(services));
    services.clock.jump(31 * minuteMs);
    await services.poller.refresh(id);
    assert.equal(services.poller.status(id)?.failure, undefined);
  });

  it("a wait that came with a rejected key counts for the next key", async () => {
    await using services = await createTestServices();
    services.sample.faults.add("poof", { ...wait, status: 401 });
    assert.equal((await services.prove("poof", good)).ok, false);
    services.sample.requests.clear();
    const verified = await services.prove("poof", good);
    assert.deepEqual(verified.ok && !verified.value.outcome.ok && verified.value.outcome.failure, {
      kind: "rateLimited",
      status: 429,
      retryAtMs: retryAtMs(services),
    });
    assert.deepEqual(services.sample.requests.list("poof"), []);
  });

  it("a sign-in during a wait fails, because there would be nothing to save", async () => {
    await using services = await createTestServices();
    const { email, password } = services.sample.credentials.richUtilities;
    services.sample.faults.add("richUtilities", wait);
    await services.prove("richUtilities", { kind: "signIn", email, password });
    services.sample.requests.clear();
    const verified = await services.prove("richUtilities", { kind: "signIn", email, password });
    assert.equal(!verified.ok && verified.failure.kind, "rateLimited");
    assert.deepEqual(services.sample.requests.list("richUtilities"), []);
  });
});

describe("setting a key", () => {
  it("a new key is sent to the origin in the settings, and its verifying reading is shown", async () => {
    await using services = await createTestServices();
    const { id } = await services.add("poof", good);
    const baseUrl = services.sample.baseUrl("poof").replace("127.0.0.1", "localhost");
    services.settings.edit([{ ...services.accountList.find(id), baseUrl }]);
    await services.poller.refresh(id);
    assert.equal(services.poller.statuses()[0]?.failure?.kind, "blockedOrigin");
    const verified = await services.accountManager.verify(
      { ...services.placeOf("poof"), baseUrl },
      good,
      services.signal,
    );
    assert.ok(verified.ok);
    await services.accountManager.setKey(id, verified.value);
    const [status] = services.poller.statuses();
    assert.ok(status?.reading);
    assert.equal(status.failure, undefined);
    assert.equal((await services.keyStore.get(id))?.origin, new URL(baseUrl).origin);
    await services.poller.refresh(id);
    assert.equal(services.poller.statuses()[0]?.failure, undefined);
  });

  it("the old key stays when the provider rejects the new one", async () => {
    await using services = await createTestServices();
    const { id } = await services.add("poof", good);
    const verified = await services.prove("poof", { kind: "key", key: "pk_wrong" });
    assert.equal(verified.ok, false);
    assert.deepEqual((await services.keyStore.get(id))?.credential, good);
  });
});

describe("removing an account", () => {
  it("removing an account deletes entry, key and reading, and the history only when asked", async () => {
    await using services = await createTestServices();
    await services.add("poof", good);
    await services.add("coals", { kind: "key", key: coals.key });
    await services.accountManager.remove("poof", "keep");
    assert.deepEqual(await services.keyStore.accountIds(), ["coals"]);
    assert.deepEqual(new Set(await services.attemptStore.accountIds()), new Set(["coals", "poof"]));
    assert.equal(await services.attemptStore.load("poof"), undefined);
    await services.accountManager.remove("coals", "delete");
    assert.deepEqual(await services.attemptStore.accountIds(), ["poof"]);
    assert.deepEqual(services.settings.accounts(), []);
    assert.equal(services.secrets.entries.size, 0);
  });

  it("removing an account stops its ledger sync and leaves nothing behind", async () => {
    await using services = await createTestServices();
    const { refreshToken } = services.sample.credentials.richUtilities;
    const account = await services.add("richUtilities", { kind: "tokens", refreshToken });
    const snapshot = services.poller.statuses()[0]?.reading?.snapshot;
    assert.ok(snapshot);
    const paths: string[] = [];
    services.ledgerSync.onDidChange(() => paths.push("moved"));
    const sync = services.ledgerSync.sync(account, snapshot);
    while (paths.length < 4) await new Promise((resolve) => setImmediate(resolve));
    await services.accountManager.remove(account.id, "delete");
    assert.equal(await sync, false);
    assert.deepEqual(await services.attemptStore.accountIds(), []);
    assert.deepEqual(services.bugs, []);
  });
});
