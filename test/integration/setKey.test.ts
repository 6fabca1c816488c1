import assert from "node:assert/strict";
import { wrongKeys } from "./helpers/canaries.ts";
import { getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { assertRejectionNames, rejection } from "./helpers/rejection.ts";
import { runCommand } from "./helpers/runCommand.ts";

describe("the command setKey", () => {
  const session = hostSession();

  it("setKey repairs an account whose key was rejected, with a reading at once", async () => {
    const accountId = await session.addAccount("coals");
    session.sample.faults.add("coals", { kind: "error", status: 401 });
    await runCommand("refresh", { accountId });
    assert.equal(getAccount(accountId).problem?.kind, "keyRejected");
    await runCommand("setKey", { accountId, ...session.credential("coals") });
    assert.equal(getAccount(accountId).problem, undefined);
    assert.equal(getAccount(accountId).stale, false);
  });

  it("setKey rejects a key that the provider rejects, and the old one stays", async () => {
    const accountId = await session.addAccount("easySlip");
    const error = await rejection(runCommand("setKey", { accountId, key: wrongKeys.easySlip }));
    assert.equal(error.name, "keyRejected");
    assert.equal(getAccount(accountId).problem, undefined);
    await runCommand("refresh", { accountId });
    assert.equal(getAccount(accountId).problem, undefined);
  });

  it("setKey replaces the old key", async () => {
    const { key, suspendedKey } = session.sample.credentials.poof;
    const accountId = await session.addAccount("poof", { key: suspendedKey });
    assert.equal(getAccount(accountId).problem?.kind, "forbidden");
    await runCommand("setKey", { accountId, key });
    await runCommand("refresh", { accountId });
    assert.equal(getAccount(accountId).problem, undefined);
  });

  it("addAccount and setKey find the key in what was pasted, and send nothing else", async () => {
    const { key } = session.sample.credentials.poof;
    const accountId = await session.addAccount("poof", { key: `POOF_API_KEY="${key}"` });
    for (const pasted of [`"${key}"`, `'${key}'`, `\u200b${key}\ufeff`, `export KEY=${key}`, `  ${key}\t`]) {
      session.sample.requests.clear();
      await runCommand("setKey", { accountId, key: pasted });
      assert.equal(getAccount(accountId).problem, undefined, JSON.stringify(pasted));
      assert.ok(session.sample.requests.list("poof").length > 0);
    }
    await assertRejectionNames(runCommand("setKey", { accountId, key: `${key} ${key}` }), "key");
  });

  it("setKey during a wait that the provider asked for sends nothing, and says until when", async () => {
    const accountId = await session.addAccount("poof");
    const { faults, requests } = session.sample;
    const headers = { "x-ratelimit-reset": `${Date.now() + 90_000}` };
    faults.add("poof", { kind: "error", status: 429, headers });
    await runCommand("refresh", { accountId });
    const { problem } = getAccount(accountId);
    assert.ok(Math.abs(Date.parse(problem?.retryAt ?? "") - Date.now() - 90_000) < 10_000, problem?.retryAt);
    requests.clear();
    await runCommand("setKey", { accountId, ...session.credential("poof") });
    assert.deepEqual([getAccount(accountId).problem?.kind, requests.list("poof")], ["rateLimited", []]);
    assert.equal(getAccount(accountId).problem?.retryAt, problem?.retryAt);
    session.advance(100_000);
    await runCommand("refresh", { accountId });
    assert.equal(getAccount(accountId).problem, undefined);
  });

  it("setKey stores a new key while the provider is unreachable", async () => {
    const { key, suspendedKey } = session.sample.credentials.depicta;
    const accountId = await session.addAccount("depicta", { key: suspendedKey });
    session.sample.faults.add("depicta", { kind: "reset", at: "request" });
    await runCommand("setKey", { accountId, key });
    assert.equal(getAccount(accountId).problem?.kind, "unreachable");
    await runCommand("refresh", { accountId });
    assert.equal(getAccount(accountId).problem, undefined);
  });

  it("setKey signs in to Rich Utilities by e-mail and by tokens", async () => {
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
    // The pair is stored as it is: no refresh is requested.
    faults.add("richUtilities", { kind: "error", status: 500 }, { path: "/auth/refresh" });
    await runCommand("setKey", { accountId, refreshToken, accessToken });
    assert.equal(getAccount(accountId).problem, undefined);
  });

  describe("wrong arguments of setKey", () => {
    it("setKey rejects an account that does not exist and names the field", async () => {
      await assertRejectionNames(
        runCommand("setKey", { accountId: "nobody", key: wrongKeys.poof }),
        "accountId",
      );
    });

    it("setKey rejects a missing account and names the field", async () => {
      await assertRejectionNames(runCommand("setKey", { key: wrongKeys.poof }), "accountId");
    });

    it("setKey rejects a missing key and a key with a blank, and names the field", async () => {
      const accountId = await session.addAccount("poof");
      await assertRejectionNames(runCommand("setKey", { accountId }), "key");
      await assertRejectionNames(runCommand("setKey", { accountId, key: "a b" }), "key");
      await assertRejectionNames(runCommand("setKey", { accountId, refreshToken: wrongKeys.token }), "key");
    });

    it("setKey rejects an incomplete Rich Utilities sign-in and names the field", async () => {
      const accountId = await session.addAccount("richUtilities");
      await assertRejectionNames(runCommand("setKey", { accountId, email: "a@example.com" }), "password");
      await assertRejectionNames(runCommand("setKey", { accountId, password: wrongKeys.password }), "email");
      await assertRejectionNames(runCommand("setKey", { accountId, key: wrongKeys.poof }), "refreshToken");
    });
  });
});
