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
    it(`adds a ${provider} account, read and saved without its key`, async () => {
      const id = await session.addAccount(provider);
      const { meters, problem, label, readAt, stale } = getAccount(id);
      assert.equal(problem, undefined);
      assert.equal(label, names[provider]);
      assert.ok(meters.length > 0 && readAt !== undefined && !stale);
      const baseUrl = session.sample.baseUrl(provider);
      assert.deepEqual(userSettings.entries(), [{ id, provider, label, baseUrl }]);
    });
  }

  it("takes a Rich Utilities refresh token, and spends it once", async () => {
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

  it("uses a Rich Utilities access token that comes along, and spends no refresh token", async () => {
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

  it("turns to the refresh token where the access token that came along is refused", async () => {
    const { refreshToken } = session.sample.tokens.issue();
    const baseUrl = session.sample.baseUrl("richUtilities");
    const given = { refreshToken, accessToken: wrongKeys.token };
    const id = await runCommand("addAccount", { provider: "richUtilities", baseUrl, ...given });
    assert.equal(getAccount(id).problem, undefined);
  });

  it("makes the id a slug of the label, else of the provider, and counts up", async () => {
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

  it("keeps label, base URL and interval in the settings", async () => {
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

  it("saves an account whose provider cannot be reached, and shows why", async () => {
    const id = await session.addAccount("poof", { baseUrl: `http://127.0.0.1:${await closedPort()}/v1` });
    const { problem, level, stale, meters } = getAccount(id);
    assert.equal(problem?.kind, "unreachable");
    assert.match(problem?.message ?? "", /Cannot reach Poof: the connection was refused/);
    assert.deepEqual([level, stale, meters], ["unknown", true, []]);
    assert.equal(userSettings.entries().length, 1);
  });

  it("saves an account that may not be read yet, and reads it once it may", async () => {
    session.sample.faults.add("depicta", { kind: "error", status: 500 });
    const id = await session.addAccount("depicta");
    assert.equal(getAccount(id).problem?.kind, "providerError");
    await runCommand("refresh", { accountId: id });
    assert.equal(getAccount(id).problem, undefined);
  });

  it("asks for the sign-in again where its first one got no answer: the password is not kept", async () => {
    session.sample.faults.add("richUtilities", { kind: "reset", at: "request" }, { path: "/auth/login" });
    const id = await session.addAccount("richUtilities");
    assert.equal(getAccount(id).problem?.kind, "unreachable");
    await runCommand("refresh", { accountId: id });
    assert.equal(getAccount(id).problem?.kind, "keyMissing");
  });
});
