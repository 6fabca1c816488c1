import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { failed, type Outcome, success } from "../../../../src/core/readings/outcome.ts";
import { minuteMs } from "../../../../src/core/time/durations.ts";
import { Leases } from "../../../../src/services/coordination/leases.ts";
import { SessionTokens } from "../../../../src/services/credentials/sessionTokens.lazy.ts";
import { KeyStore } from "../../../../src/store/secrets/keyStore.ts";
import { FakeClock, flushPromises } from "../../../helpers/fakeClock.ts";
import { MemorySecrets } from "../../../helpers/memorySecrets.ts";
import { createTestServices } from "../../../helpers/testServices.ts";
import { FakeSessionProvider, jwtUntil, unusedExchange } from "../../../helpers/tokens.ts";

const nowMs = Date.UTC(2026, 10, 20, 12);
const origin = "https://rich.example";
const refused = failed({ kind: "keyRejected", status: 401 });

/** The sessions of a window that shares no database. */
function sessionsOf(keyStore: KeyStore) {
  const clock = new FakeClock(nowMs);
  const coordinator = { coordinate: async () => undefined };
  return new SessionTokens({ keyStore, coordinator, leases: new Leases(coordinator, clock), clock });
}

async function createSessionHarness(accessToken?: string) {
  const secrets = new MemorySecrets();
  const keyStore = new KeyStore(secrets);
  const refreshToken = "refresh-0";
  const credential = { kind: "session", refreshToken, ...(accessToken ? { accessToken } : {}) } as const;
  await keyStore.set("rich", { origin, credential });
  secrets.writes.length = 0;
  const provider = new FakeSessionProvider();
  const sessions = sessionsOf(keyStore);
  const used: string[] = [];
  const reply = { next: (): Outcome<string> | Promise<Outcome<string>> => success("fine") };
  const call = () =>
    sessions.withToken("rich", provider, unusedExchange(nowMs), async (token) => {
      used.push(token);
      return reply.next();
    });
  return { secrets, keyStore, sessions, provider, used, reply, call };
}

describe("SessionTokens", () => {
  it("SessionTokens uses the stored access token while it is valid", async () => {
    const token = jwtUntil(nowMs + 2 * minuteMs);
    const { provider, used, call } = await createSessionHarness(token);
    assert.deepEqual(await call(), success("fine"));
    assert.deepEqual(used, [token]);
    assert.deepEqual(provider.usedTokens, []);
  });

  it("SessionTokens renews an access token that is missing or expires within a minute", async () => {
    for (const token of [jwtUntil(nowMs + minuteMs - 1000), jwtUntil(nowMs - 1000), undefined]) {
      const { provider, used, call } = await createSessionHarness(token);
      await call();
      assert.deepEqual(provider.usedTokens, ["refresh-0"]);
      assert.equal(used.length, 1);
      assert.match(`${used[0]}`, /^access-1\./);
    }
  });

  it("a sign-in at any moment of a renewal stays, and the renewal does not write over it", async () => {
    for (let moment = 0; moment < 120; moment += 1) {
      const { keyStore, sessions, call } = await createSessionHarness();
      const renewal = call();
      for (let turn = 0; turn < moment; turn += 1) await Promise.resolve();
      const entered = { kind: "session", refreshToken: "entered", accessToken: "entered access" } as const;
      await sessions.saveSignIn("rich", origin, entered);
      await renewal;
      const stored = (await keyStore.get("rich"))?.credential;
      assert.ok(stored?.kind === "session");
      assert.equal(stored.refreshToken, "entered", `at moment ${moment}`);
    }
  });

  it("SessionTokens uses a token without an expiry until it is rejected", async () => {
    const { used, call } = await createSessionHarness("opaque");
    await call();
    assert.deepEqual(used, ["opaque"]);
  });

  it("SessionTokens renews a rejected token once, and returns the second result", async () => {
    const token = jwtUntil(nowMs + 10 * minuteMs);
    const { provider, used, reply, call } = await createSessionHarness(token);
    reply.next = () => (used.at(-1) === token ? refused : success("fine"));
    assert.deepEqual(await call(), success("fine"));
    assert.equal(used.length, 2);
    reply.next = () => refused;
    assert.deepEqual(await call(), refused);
    assert.equal(used.length, 4);
    assert.equal(provider.usedTokens.length, 2);
  });

  it("SessionTokens does not renew twice for one call", async () => {
    const { provider, used, reply, call } = await createSessionHarness();
    reply.next = () => refused;
    assert.deepEqual(await call(), refused);
    assert.equal(provider.usedTokens.length, 1);
    assert.equal(used.length, 1);
  });

  it("SessionTokens does not renew after any other failure", async () => {
    const { provider, reply, call } = await createSessionHarness(jwtUntil(nowMs + 10 * minuteMs));
    reply.next = () => failed({ kind: "forbidden", status: 403 });
    await call();
    assert.deepEqual(provider.usedTokens, []);
  });

  it("SessionTokens stores the new pair before it uses it, and keeps the origin", async () => {
    const { secrets, keyStore, used, reply, call } = await createSessionHarness();
    let stored: string | undefined;
    reply.next = () => {
      stored = secrets.writes.at(-1);
      return success("fine");
    };
    await call();
    const [accessToken] = used;
    const credential = {
      kind: "session",
      accessToken,
      refreshToken: "refresh-1",
      receivedAtMs: nowMs,
      issuedAtMs: nowMs,
    };
    assert.deepEqual(JSON.parse(`${stored}`), { origin, credential });
    assert.deepEqual(await keyStore.get("rich"), { origin, credential });
  });

  it("SessionTokens shares one renewal among all callers that wait for it", async () => {
    const { provider, used, call } = await createSessionHarness();
    provider.isPaused = true;
    const all = [call(), call(), call()];
    await flushPromises();
    provider.resume();
    assert.ok((await Promise.all(all)).every(({ ok }) => ok));
    assert.deepEqual(provider.usedTokens, ["refresh-0"]);
    assert.equal(new Set(used).size, 1);
  });

  it("SessionTokens shares one renewal among callers that were rejected at different times", async () => {
    const token = jwtUntil(nowMs + 10 * minuteMs);
    const { provider, used, reply, call } = await createSessionHarness(token);
    const late = Promise.withResolvers<void>();
    reply.next = () => late.promise.then(() => refused);
    const slow = call();
    await flushPromises();
    reply.next = () => (used.at(-1) === token ? refused : success("fine"));
    assert.deepEqual(await call(), success("fine"));
    late.resolve();
    assert.deepEqual(await slow, success("fine"));
    assert.deepEqual(provider.usedTokens, ["refresh-0"]);
  });

  it("SessionTokens reports a rejected refresh token as a rejected key, and sends nothing more", async () => {
    const { provider, used, secrets, call } = await createSessionHarness();
    provider.validToken = "another";
    assert.deepEqual(await call(), failed({ kind: "keyRejected", status: 401, isSignedOut: true }));
    assert.deepEqual(used, []);
    assert.deepEqual(secrets.writes, []);
  });

  it("SessionTokens uses the pair that another window has stored in between", async () => {
    const { provider, keyStore, used, reply, call } = await createSessionHarness(
      jwtUntil(nowMs + 10 * minuteMs),
    );
    const otherToken = jwtUntil(nowMs + 15 * minuteMs, "theirs");
    reply.next = () => (used.at(-1) === otherToken ? success("fine") : refused);
    const pending = call();
    await keyStore.set("rich", {
      origin,
      credential: { kind: "session", refreshToken: "r", accessToken: otherToken },
    });
    assert.deepEqual(await pending, success("fine"));
    assert.deepEqual(provider.usedTokens, []);
  });

  it("SessionTokens does not restore the key of an account that was removed during a renewal", async () => {
    const { provider, keyStore, used, call } = await createSessionHarness();
    provider.isPaused = true;
    const pending = call();
    await flushPromises();
    await keyStore.delete("rich");
    provider.resume();
    assert.deepEqual(await pending, failed({ kind: "keyMissing" }));
    assert.equal(await keyStore.get("rich"), undefined);
    assert.deepEqual(used, []);
  });

  it("SessionTokens does not overwrite a key that the user entered during a renewal", async () => {
    const { provider, keyStore, call } = await createSessionHarness();
    const newEntry = { origin, credential: { kind: "session", refreshToken: "new", accessToken: "new-a" } };
    provider.isPaused = true;
    const pending = call();
    await flushPromises();
    await keyStore.set("rich", { origin, credential: { ...newEntry.credential, kind: "session" } });
    provider.resume();
    await pending;
    assert.deepEqual(await keyStore.get("rich"), newEntry);
  });

  it("SessionTokens sends no token that was entered for another origin", async () => {
    const elsewhere = "https://elsewhere.example";
    const credential = { kind: "session", refreshToken: "new", accessToken: "new-a" } as const;
    for (const moment of ["refused", "renewed"]) {
      const { provider, keyStore, used, reply, call } = await createSessionHarness(
        moment === "refused" ? "old" : undefined,
      );
      const late = Promise.withResolvers<void>();
      reply.next = () => late.promise.then(() => refused);
      provider.isPaused = true;
      const pending = call();
      await flushPromises();
      await keyStore.set("rich", { origin: elsewhere, credential });
      late.resolve();
      provider.resume();
      assert.deepEqual(await pending, failed({ kind: "keyMissing" }));
      assert.ok(![...used, ...provider.usedTokens].some((token) => token.startsWith("new")), moment);
      assert.deepEqual(await keyStore.get("rich"), { origin: elsewhere, credential });
    }
  });

  it("SessionTokens keeps the new tokens when the reading that needed them is cancelled", async () => {
    const { provider, keyStore } = await createSessionHarness();
    const stop = new AbortController();
    const sessions = sessionsOf(keyStore);
    provider.isPaused = true;
    const pending = sessions.withToken(
      "rich",
      provider,
      { ...unusedExchange(nowMs), signal: stop.signal },
      async () => success("fine"),
    );
    await flushPromises();
    stop.abort();
    assert.equal(provider.signals[0]?.aborted, false);
    provider.resume();
    await pending;
    const stored = (await keyStore.get("rich"))?.credential;
    assert.equal(stored?.kind === "session" && stored.refreshToken, "refresh-1");
  });

  it("SessionTokens keeps the tokens of accounts apart", async () => {
    const { provider, keyStore } = await createSessionHarness();
    const sessions = sessionsOf(keyStore);
    await keyStore.set("other", { origin, credential: { kind: "session", refreshToken: "other-0" } });
    const other = new FakeSessionProvider();
    other.validToken = "other-0";
    const use = async (token: string) => success(token);
    await Promise.all([
      sessions.withToken("rich", provider, unusedExchange(nowMs), use),
      sessions.withToken("other", other, unusedExchange(nowMs), use),
    ]);
    assert.deepEqual([provider.usedTokens, other.usedTokens], [["refresh-0"], ["other-0"]]);
  });

  it("SessionTokens tries again after a renewal that threw", async () => {
    const { provider, call } = await createSessionHarness();
    const refresh = provider.refresh.bind(provider);
    provider.refresh = () => Promise.reject(new Error("a bug"));
    await assert.rejects(call(), { message: "a bug" });
    provider.refresh = refresh;
    assert.deepEqual(await call(), success("fine"));
  });
});

describe("a session with the sample server", () => {
  for (const aheadMinutes of [-20, 20, 24 * 60]) {
    it(`a session is renewed once in time by a clock that is ${aheadMinutes} minutes ahead`, async () => {
      const server = new FakeClock(nowMs - aheadMinutes * minuteMs);
      await using services = await createTestServices({ sample: { now: () => server.now() } });
      const { sample, clock, accountClient } = services;
      const { email, password } = sample.credentials.richUtilities;
      const account = await services.add("richUtilities", { kind: "signIn", email, password });
      const renewals = [];
      for (let minute = 0; minute < 28; minute += 1) {
        const before = sample.tokens.refreshes;
        const { ok } = await accountClient.call(account, services.signal, (adapter, access) =>
          adapter.read(access),
        );
        assert.ok(ok);
        if (sample.tokens.refreshes > before) renewals.push(minute);
        clock.jump(minuteMs);
        server.jump(minuteMs);
      }
      // Of an entered token only the expiry is known; of a token that was received, also the lifetime.
      assert.deepEqual(renewals, aheadMinutes > 0 ? [0, 15] : [15]);
      assert.equal(sample.tokens.reuses, 0);
    });
  }

  it("a session is renewed in time also after a clock that was ahead was set back", async () => {
    const server = new FakeClock(nowMs);
    await using services = await createTestServices({ sample: { now: () => server.now() } });
    const { sample, clock, accountClient } = services;
    const { email, password } = sample.credentials.richUtilities;
    const account = await services.add("richUtilities", { kind: "signIn", email, password });
    const read = () =>
      accountClient.call(account, services.signal, (adapter, access) => adapter.read(access));
    clock.jump(20 * minuteMs);
    await read();
    clock.jump(-20 * minuteMs);
    for (const each of [clock, server]) each.jump(15 * minuteMs);
    sample.requests.clear();
    assert.ok((await read()).ok);
    const paths = sample.requests.list("richUtilities").map(({ path }) => path);
    assert.deepEqual(paths.slice(0, 2), ["/auth/refresh", "/auth/account/credits"]);
  });

  it("a session is renewed once for all readers, and no refresh token is used twice", async () => {
    await using services = await createTestServices();
    const { sample, clock, accountClient } = services;
    const { email, password } = sample.credentials.richUtilities;
    const account = await services.add("richUtilities", { kind: "signIn", email, password });
    clock.jump(16 * minuteMs);
    const read = () =>
      accountClient.call(account, services.signal, (adapter, access) => adapter.read(access));
    const outcomes = await Promise.all(Array.from({ length: 8 }, read));
    assert.ok(outcomes.every(({ ok }) => ok));
    sample.tokens.revoke("access");
    assert.ok((await Promise.all(Array.from({ length: 8 }, read))).every(({ ok }) => ok));
    assert.deepEqual([sample.tokens.refreshes, sample.tokens.reuses], [2, 0]);
    sample.tokens.revoke("access");
    sample.tokens.revoke("refresh");
    const outcome = await read();
    assert.equal(!outcome.ok && outcome.failure.kind, "keyRejected");
  });
});
