import assert from "node:assert/strict";
import { sampleProviderIds } from "../../src/sample/http/sampleApi.ts";
import { wrongKeys } from "./helpers/canaries.ts";
import { closedPort } from "./helpers/closedPort.ts";
import { getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { runCommand } from "./helpers/runCommand.ts";
import { userSettings } from "./helpers/userSettings.ts";

describe("the command addAccount", () => {
  const session = hostSession();
  const names = {
    poof: "Poof",
    depicta: "Depicta",
    richUtilities: "Rich Utilities",
    easySlip: "EasySlip",
    coals: "COALS ConvertaCoal",
  };

  for (const provider of sampleProviderIds) {
    it(`addAccount adds a ${provider} account, reads it and saves it without its key`, async () => {
      const id = await session.addAccount(provider);
      const { meters, problem, label, readAt, stale } = getAccount(id);
      assert.equal(problem, undefined);
      assert.equal(label, names[provider]);
      assert.ok(meters.length > 0 && readAt !== undefined && !stale);
      const baseUrl = session.sample.baseUrl(provider);
      assert.deepEqual(userSettings.entries(), [{ id, provider, label, baseUrl }]);
    });
  }

  it("addAccount accepts a Rich Utilities refresh token and uses it once", async () => {
    const { refreshToken } = session.sample.tokens.issue();
    const { refreshes } = session.sample.tokens;
    const baseUrl = session.sample.baseUrl("richUtilities");
    const added = await runCommand("addAccount", { provider: "richUtilities", baseUrl, refreshToken });
    assert.equal(getAccount(added).problem, undefined);
    await runCommand("refresh", { accountId: added });
    assert.equal(getAccount(added).problem, undefined);
    assert.equal(session.sample.tokens.refreshes, refreshes + 1);
    assert.equal(session.sample.tokens.reuses, 0);
  });

  it("addAccount uses the Rich Utilities access token that is entered, and no refresh token", async () => {
    const { refreshToken, accessToken } = session.sample.tokens.issue();
    const { refreshes } = session.sample.tokens;
    const baseUrl = session.sample.baseUrl("richUtilities");
    const id = await runCommand("addAccount", {
      provider: "richUtilities",
      baseUrl,
      refreshToken,
      accessToken,
    });
    assert.equal(getAccount(id).problem, undefined);
    assert.equal(session.sample.tokens.refreshes, refreshes);
  });

  it("addAccount uses the refresh token when the entered access token is rejected", async () => {
    const { refreshToken } = session.sample.tokens.issue();
    const baseUrl = session.sample.baseUrl("richUtilities");
    const tokens = { refreshToken, accessToken: wrongKeys.token };
    const id = await runCommand("addAccount", { provider: "richUtilities", baseUrl, ...tokens });
    assert.equal(getAccount(id).problem, undefined);
  });

  it("addAccount makes the id a slug of the label or the provider, with a number when it is taken", async () => {
    const ids = [
      await session.addAccount("poof"),
      await session.addAccount("poof"),
      await session.addAccount("poof", { label: "Büro & Söhne: Bilder!" }),
      await session.addAccount("easySlip"),
      await session.addAccount("depicta", { label: "—" }),
      await session.addAccount("poof"),
    ];
    assert.deepEqual(ids, ["poof", "poof-2", "buro-sohne-bilder", "easy-slip", "depicta", "poof-3"]);
    assert.equal(getAccount("buro-sohne-bilder").label, "Büro & Söhne: Bilder!");
  });

  it("addAccount saves label, base URL and interval in the settings", async () => {
    const baseUrl = `${session.sample.baseUrl("coals")}/`;
    const id = await session.addAccount("coals", { label: "  Files ", baseUrl, refreshMinutes: 30 });
    const entry = userSettings.entry(id);
    assert.deepEqual(entry, {
      id: "files",
      provider: "coals",
      label: "Files",
      baseUrl: session.sample.baseUrl("coals"),
      refreshMinutes: 30,
    });
  });

  it("addAccount saves an account whose provider is unreachable, and shows why", async () => {
    const id = await session.addAccount("poof", { baseUrl: `http://127.0.0.1:${await closedPort()}/v1` });
    const { problem, level, stale, meters } = getAccount(id);
    assert.equal(problem?.kind, "unreachable");
    assert.match(problem?.message ?? "", /Cannot reach the provider: the connection was refused/);
    assert.deepEqual([level, stale, meters], ["unknown", true, []]);
    assert.equal(userSettings.entries().length, 1);
  });

  it("addAccount saves an account whose provider fails, and a refresh reads it", async () => {
    session.sample.faults.add("depicta", { kind: "error", status: 500 });
    const id = await session.addAccount("depicta");
    assert.equal(getAccount(id).problem?.kind, "providerError");
    await runCommand("refresh", { accountId: id });
    assert.equal(getAccount(id).problem, undefined);
  });

  it("an account whose first sign-in got no answer asks for the sign-in again", async () => {
    session.sample.faults.add("richUtilities", { kind: "reset", at: "request" }, { path: "/auth/login" });
    const id = await session.addAccount("richUtilities");
    assert.equal(getAccount(id).problem?.kind, "unreachable");
    await runCommand("refresh", { accountId: id });
    assert.equal(getAccount(id).problem?.kind, "keyMissing");
  });
});
