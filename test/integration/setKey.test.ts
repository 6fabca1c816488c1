import assert from "node:assert/strict";
import { wrongKeys } from "./helpers/canaries.ts";
import { run } from "./helpers/command.ts";
import { state } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { assertNames, rejection } from "./helpers/refusal.ts";

describe("the command setKey", () => {
  const session = hostSession();

  it("mends an account whose key was rejected, with a reading at once", async () => {
    const accountId = await session.add("coals");
    session.sample.faults.add("coals", { kind: "error", status: 401 });
    await run("refresh", { accountId });
    assert.equal(state(accountId).problem?.kind, "keyRejected");
    await run("setKey", { accountId, ...session.key("coals") });
    assert.equal(state(accountId).problem, undefined);
    assert.equal(state(accountId).stale, false);
  });

  it("rejects a refused key and goes on with the old one", async () => {
    const accountId = await session.add("easySlip");
    const error = await rejection(run("setKey", { accountId, key: wrongKeys.easySlip }));
    assert.equal(error.name, "keyRejected");
    assert.equal(state(accountId).problem, undefined);
    await run("refresh", { accountId });
    assert.equal(state(accountId).problem, undefined);
  });

  it("takes the place of the old key", async () => {
    const { key, suspendedKey } = session.sample.credentials.poof;
    const accountId = await session.add("poof", { key: suspendedKey });
    assert.equal(state(accountId).problem?.kind, "forbidden");
    await run("setKey", { accountId, key });
    await run("refresh", { accountId });
    assert.equal(state(accountId).problem, undefined);
  });

  it("keeps a new key while the provider cannot be reached", async () => {
    const { key, suspendedKey } = session.sample.credentials.depicta;
    const accountId = await session.add("depicta", { key: suspendedKey });
    session.sample.faults.add("depicta", { kind: "reset", at: "request" });
    await run("setKey", { accountId, key });
    assert.equal(state(accountId).problem?.kind, "unreachable");
    await run("refresh", { accountId });
    assert.equal(state(accountId).problem, undefined);
  });

  it("signs in to Rich Utilities by e-mail, and by tokens", async () => {
    const { tokens, faults } = session.sample;
    const accountId = await session.add("richUtilities");
    tokens.revoke("access");
    tokens.revoke("refresh");
    await run("refresh", { accountId });
    assert.equal(state(accountId).problem?.kind, "keyRejected");
    await run("setKey", { accountId, ...session.key("richUtilities") });
    assert.equal(state(accountId).problem, undefined);

    tokens.revoke("access");
    tokens.revoke("refresh");
    const { refreshToken, accessToken } = tokens.issue();
    // The pair is kept as it is: nothing else is asked for on the way.
    faults.add("richUtilities", { kind: "error", status: 500 }, { path: "/auth/refresh" });
    await run("setKey", { accountId, refreshToken, accessToken });
    assert.equal(state(accountId).problem, undefined);
  });

  describe("rejects, naming the field, for", () => {
    it("an account that is not there", async () => {
      await assertNames(run("setKey", { accountId: "nobody", key: wrongKeys.poof }), "accountId");
    });

    it("no account", async () => {
      await assertNames(run("setKey", { key: wrongKeys.poof }), "accountId");
    });

    it("no key, and a key with a blank", async () => {
      const accountId = await session.add("poof");
      await assertNames(run("setKey", { accountId }), "key");
      await assertNames(run("setKey", { accountId, key: "a b" }), "key");
      await assertNames(run("setKey", { accountId, refreshToken: wrongKeys.token }), "key");
    });

    it("half a Rich Utilities sign-in", async () => {
      const accountId = await session.add("richUtilities");
      await assertNames(run("setKey", { accountId, email: "a@example.com" }), "password");
      await assertNames(run("setKey", { accountId, password: wrongKeys.password }), "email");
      await assertNames(run("setKey", { accountId, key: wrongKeys.poof }), "refreshToken");
    });
  });
});
