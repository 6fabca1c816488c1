import assert from "node:assert/strict";
import { wrongKeys } from "./helpers/canaries.ts";
import { getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { assertRejectionNames, rejection } from "./helpers/rejection.ts";
import { runCommand } from "./helpers/runCommand.ts";

describe("the command setKey", () => {
  const session = hostSession();

  it("mends an account whose key was rejected, with a reading at once", async () => {
    const accountId = await session.addAccount("coals");
    session.sample.faults.add("coals", { kind: "error", status: 401 });
    await runCommand("refresh", { accountId });
    assert.equal(getAccount(accountId).problem?.kind, "keyRejected");
    await runCommand("setKey", { accountId, ...session.credential("coals") });
    assert.equal(getAccount(accountId).problem, undefined);
    assert.equal(getAccount(accountId).stale, false);
  });

  it("rejects a refused key and goes on with the old one", async () => {
    const accountId = await session.addAccount("easySlip");
    const error = await rejection(runCommand("setKey", { accountId, key: wrongKeys.easySlip }));
    assert.equal(error.name, "keyRejected");
    assert.equal(getAccount(accountId).problem, undefined);
    await runCommand("refresh", { accountId });
    assert.equal(getAccount(accountId).problem, undefined);
  });

  it("takes the place of the old key", async () => {
    const { key, suspendedKey } = session.sample.credentials.poof;
    const accountId = await session.addAccount("poof", { key: suspendedKey });
    assert.equal(getAccount(accountId).problem?.kind, "forbidden");
    await runCommand("setKey", { accountId, key });
    await runCommand("refresh", { accountId });
    assert.equal(getAccount(accountId).problem, undefined);
  });

  it("keeps a new key while the provider cannot be reached", async () => {
    const { key, suspendedKey } = session.sample.credentials.depicta;
    const accountId = await session.addAccount("depicta", { key: suspendedKey });
    session.sample.faults.add("depicta", { kind: "reset", at: "request" });
    await runCommand("setKey", { accountId, key });
    assert.equal(getAccount(accountId).problem?.kind, "unreachable");
    await runCommand("refresh", { accountId });
    assert.equal(getAccount(accountId).problem, undefined);
  });

  it("signs in to Rich Utilities by e-mail, and by tokens", async () => {
    const { tokens, faults } = session.sample;
    const accountId = await session.addAccount("richUtilities");
    tokens.revoke("access");
    tokens.revoke("refresh");
    await runCommand("refresh", { accountId });
    assert.equal(getAccount(accountId).problem?.kind, "keyRejected");
    await runCommand("setKey", { accountId, ...session.credential("richUtilities") });
    assert.equal(getAccount(accountId).problem, undefined);

    tokens.revoke("access");
    tokens.revoke("refresh");
    const { refreshToken, accessToken } = tokens.issue();
    // The pair is kept as it is: nothing else is asked for on the way.
    faults.add("richUtilities", { kind: "error", status: 500 }, { path: "/auth/refresh" });
    await runCommand("setKey", { accountId, refreshToken, accessToken });
    assert.equal(getAccount(accountId).problem, undefined);
  });

  describe("rejects, naming the field, for", () => {
    it("an account that is not there", async () => {
      await assertRejectionNames(
        runCommand("setKey", { accountId: "nobody", key: wrongKeys.poof }),
        "accountId",
      );
    });

    it("no account", async () => {
      await assertRejectionNames(runCommand("setKey", { key: wrongKeys.poof }), "accountId");
    });

    it("no key, and a key with a blank", async () => {
      const accountId = await session.addAccount("poof");
      await assertRejectionNames(runCommand("setKey", { accountId }), "key");
      await assertRejectionNames(runCommand("setKey", { accountId, key: "a b" }), "key");
      await assertRejectionNames(runCommand("setKey", { accountId, refreshToken: wrongKeys.token }), "key");
    });

    it("half a Rich Utilities sign-in", async () => {
      const accountId = await session.addAccount("richUtilities");
      await assertRejectionNames(runCommand("setKey", { accountId, email: "a@example.com" }), "password");
      await assertRejectionNames(runCommand("setKey", { accountId, password: wrongKeys.password }), "email");
      await assertRejectionNames(runCommand("setKey", { accountId, key: wrongKeys.poof }), "refreshToken");
    });
  });
});
