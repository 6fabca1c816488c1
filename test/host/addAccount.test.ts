import assert from "node:assert/strict";
import { sampleProviderIds } from "../../src/sample/sampleProviderId.ts";
import { wrongKeys } from "./support/canaries.ts";
import { closedPort } from "./support/closedPort.ts";
import { run } from "./support/command.ts";
import { api, state } from "./support/creditMonitor.ts";
import { hostSession } from "./support/hostSession.ts";
import { assertNames, refusal } from "./support/refusal.ts";
import { userSettings } from "./support/userSettings.ts";

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
      const id = await session.add(provider);
      const { meters, problem, label, readAt, stale } = state(id);
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
    const added = await run("addAccount", { provider: "richUtilities", baseUrl, refreshToken });
    assert.equal(state(added).problem, undefined);
    await run("refresh", { accountId: added });
    assert.equal(state(added).problem, undefined);
    assert.equal(session.sample.tokens.refreshes, refreshes + 1);
    assert.equal(session.sample.tokens.reuses, 0);
  });

  it("uses a Rich Utilities access token that comes along, and spends no refresh token", async () => {
    const { refreshToken, accessToken } = session.sample.tokens.issue();
    const { refreshes } = session.sample.tokens;
    const baseUrl = session.sample.baseUrl("richUtilities");
    const id = await run("addAccount", { provider: "richUtilities", baseUrl, refreshToken, accessToken });
    assert.equal(state(id).problem, undefined);
    assert.equal(session.sample.tokens.refreshes, refreshes);
  });

  it("turns to the refresh token where the access token that came along is refused", async () => {
    const { refreshToken } = session.sample.tokens.issue();
    const baseUrl = session.sample.baseUrl("richUtilities");
    const given = { refreshToken, accessToken: wrongKeys.token };
    const id = await run("addAccount", { provider: "richUtilities", baseUrl, ...given });
    assert.equal(state(id).problem, undefined);
  });

  it("makes the id a slug of the label, else of the provider, and counts up", async () => {
    const ids = [
      await session.add("poof"),
      await session.add("poof"),
      await session.add("poof", { label: "Büro & Söhne: Bilder!" }),
      await session.add("easySlip"),
      await session.add("depicta", { label: "—" }),
      await session.add("poof"),
    ];
    assert.deepEqual(ids, ["poof", "poof-2", "buro-sohne-bilder", "easy-slip", "depicta", "poof-3"]);
    assert.equal(state("buro-sohne-bilder").label, "Büro & Söhne: Bilder!");
  });

  it("keeps label, base URL and interval in the settings", async () => {
    const baseUrl = `${session.sample.baseUrl("coals")}/`;
    const id = await session.add("coals", { label: "  Files ", baseUrl, refreshMinutes: 30 });
    const entry = userSettings.entry(id);
    assert.deepEqual(entry, {
      id: "files",
      provider: "coals",
      label: "Files",
      baseUrl: session.sample.baseUrl("coals"),
      refreshMinutes: 30,
    });
  });

  describe("rejects, naming the field, for", () => {
    const wrong: readonly (readonly [name: string, field: string, argument: unknown])[] = [
      ["no provider", "provider", { key: wrongKeys.poof }],
      ["an unknown provider", "provider", { provider: "nobody", key: wrongKeys.poof }],
      ["a provider that is inherited from Object", "provider", { provider: "toString", key: wrongKeys.poof }],
      ["no key", "key", { provider: "poof" }],
      ["an empty key", "key", { provider: "poof", key: "" }],
      ["a key that is no text", "key", { provider: "poof", key: 5 }],
      ["a key with a line break", "key", { provider: "poof", key: `${wrongKeys.poof}\n` }],
      ["a key outside ASCII", "key", { provider: "poof", key: `${wrongKeys.poof}ß` }],
      ["an empty label", "label", { provider: "poof", key: wrongKeys.poof, label: "  " }],
      [
        "a label over 80 characters",
        "label",
        { provider: "poof", key: wrongKeys.poof, label: "x".repeat(81) },
      ],
      ["an empty base URL", "baseUrl", { provider: "poof", key: wrongKeys.poof, baseUrl: "" }],
      ["half a minute", "refreshMinutes", { provider: "poof", key: wrongKeys.poof, refreshMinutes: 0.5 }],
      [
        "an interval that is no number",
        "refreshMinutes",
        { provider: "poof", key: "k", refreshMinutes: "5" },
      ],
      ["Rich Utilities nowhere", "baseUrl", { provider: "richUtilities", refreshToken: wrongKeys.token }],
      ["an e-mail without password", "password", { ...richUtilities(), email: "a@example.com" }],
      ["a password without e-mail", "email", { ...richUtilities(), password: wrongKeys.password }],
      ["no Rich Utilities credential", "refreshToken", richUtilities()],
      ["an access token alone", "refreshToken", { ...richUtilities(), accessToken: wrongKeys.token }],
      ["a text instead of an object", "object", "poof"],
    ];
    for (const [name, field, argument] of wrong) {
      it(name, async () => {
        await assertNames(run("addAccount", argument), field);
        assert.deepEqual(userSettings.entries(), []);
        assert.deepEqual(session.sample.requests.of(), []);
      });
    }
  });

  describe("rejects a refused key and stores nothing:", () => {
    for (const provider of ["poof", "depicta", "easySlip", "coals"] as const) {
      it(provider, async () => {
        const error = await refusal(session.add(provider, { key: wrongKeys[provider] }));
        assert.equal(error.name, "keyRejected");
        assert.match(error.message, /rejected the key.*Enter a valid one/);
        assert.ok(!error.message.includes(wrongKeys[provider]));
        await assertNothingStored(provider);
      });
    }

    it("richUtilities with a wrong password", async () => {
      const error = await refusal(session.add("richUtilities", { password: wrongKeys.password }));
      assert.equal(error.name, "keyRejected");
      await assertNothingStored("richUtilities");
    });

    it("richUtilities with a spent refresh token", async () => {
      const baseUrl = session.sample.baseUrl("richUtilities");
      const { refreshToken } = session.sample.tokens.issue();
      session.sample.tokens.refresh(refreshToken);
      const error = await refusal(run("addAccount", { provider: "richUtilities", baseUrl, refreshToken }));
      assert.equal(error.name, "keyRejected");
      await assertNothingStored("richUtilities");
    });

    // An entry written by hand under the id that the account would have had finds no key.
    async function assertNothingStored(
      provider: "poof" | "depicta" | "richUtilities" | "easySlip" | "coals",
    ) {
      assert.deepEqual(userSettings.entries(), []);
      assert.deepEqual(api().accounts(), []);
      const id = provider.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      session.sample.requests.clear();
      const baseUrl = session.sample.baseUrl(provider);
      await userSettings.writeEntries([{ id, provider, label: "By hand", baseUrl }]);
      const [entry] = await run("refresh", { accountId: id });
      assert.equal(entry?.problem?.kind, "keyMissing");
      assert.deepEqual(session.sample.requests.of(), []);
    }
  });

  describe("rejects an origin that is not allowed and sends nothing:", () => {
    const refused = (port: number) => [
      "http://192.0.2.1/v1",
      "http://example.invalid/v1",
      "ftp://127.0.0.1/v1",
      "127.0.0.1/v1",
      `http://ada:pw@127.0.0.1:${port}/poof/v1`,
      `http://127.0.0.1:${port}/poof/v1?next=`,
      `http://127.0.0.1:${port}/poof/v1#`,
      `http://127.0.0.1.example.invalid:${port}/poof/v1`,
      `file:///tmp`,
    ];
    for (const [index, name] of refused(1).entries()) {
      it(name, async () => {
        const baseUrl = refused(session.sample.port)[index];
        const error = await refusal(session.add("poof", { baseUrl }));
        assert.equal(error.name, "blockedOrigin");
        assert.match(error.message, /use https/);
        assert.deepEqual(userSettings.entries(), []);
        assert.deepEqual(session.sample.requests.of(), []);
      });
    }
  });

  it("saves an account whose provider cannot be reached, and shows why", async () => {
    const id = await session.add("poof", { baseUrl: `http://127.0.0.1:${await closedPort()}/v1` });
    const { problem, level, stale, meters } = state(id);
    assert.equal(problem?.kind, "unreachable");
    assert.match(problem?.message ?? "", /Poof cannot be reached: the connection was refused/);
    assert.deepEqual([level, stale, meters], ["unknown", true, []]);
    assert.equal(userSettings.entries().length, 1);
  });

  it("saves an account that may not be read yet, and reads it once it may", async () => {
    session.sample.faults.add("depicta", { kind: "error", status: 500 });
    const id = await session.add("depicta");
    assert.equal(state(id).problem?.kind, "providerError");
    await run("refresh", { accountId: id });
    assert.equal(state(id).problem, undefined);
  });

  it("asks for the sign-in again where its first one got no answer: the password is not kept", async () => {
    session.sample.faults.add("richUtilities", { kind: "reset", at: "request" }, { path: "/auth/login" });
    const id = await session.add("richUtilities");
    assert.equal(state(id).problem?.kind, "unreachable");
    await run("refresh", { accountId: id });
    assert.equal(state(id).problem?.kind, "keyMissing");
  });
});

function richUtilities() {
  return { provider: "richUtilities", baseUrl: "http://127.0.0.1:1" };
}
