import assert from "node:assert/strict";
import { wrongKeys } from "./helpers/canaries.ts";
import { api } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { assertRejectionNames, rejection } from "./helpers/rejection.ts";
import { runCommand } from "./helpers/runCommand.ts";
import { userSettings } from "./helpers/userSettings.ts";

describe("rejections of the command addAccount", () => {
  const session = hostSession();

  describe("wrong arguments of addAccount", () => {
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
      [
        "an interval of half a minute",
        "refreshMinutes",
        { provider: "poof", key: wrongKeys.poof, refreshMinutes: 0.5 },
      ],
      [
        "an interval that is no number",
        "refreshMinutes",
        { provider: "poof", key: "k", refreshMinutes: "5" },
      ],
      [
        "Rich Utilities without a base URL",
        "baseUrl",
        { provider: "richUtilities", refreshToken: wrongKeys.token },
      ],
      ["an e-mail without password", "password", { ...richUtilities(), email: "a@example.com" }],
      ["a password without e-mail", "email", { ...richUtilities(), password: wrongKeys.password }],
      ["no Rich Utilities credential", "refreshToken", richUtilities()],
      ["an access token alone", "refreshToken", { ...richUtilities(), accessToken: wrongKeys.token }],
      ["a text instead of an object", "object", "poof"],
    ];
    for (const [name, field, argument] of wrong) {
      it(`addAccount rejects ${name} and names the field ${field}`, async () => {
        await assertRejectionNames(runCommand("addAccount", argument), field);
        assert.deepEqual(userSettings.entries(), []);
        assert.deepEqual(session.sample.requests.list(), []);
      });
    }
  });

  describe("a key that the provider rejects", () => {
    for (const provider of ["poof", "depicta", "easySlip", "coals"] as const) {
      it(`addAccount stores nothing when ${provider} rejects the key`, async () => {
        const error = await rejection(session.addAccount(provider, { key: wrongKeys[provider] }));
        assert.equal(error.name, "keyRejected");
        assert.match(error.message, /rejected the key.*Enter a valid one/);
        assert.ok(!error.message.includes(wrongKeys[provider]));
        await assertNothingStored(provider);
      });
    }

    it("addAccount stores nothing when Rich Utilities rejects the password", async () => {
      const error = await rejection(session.addAccount("richUtilities", { password: wrongKeys.password }));
      assert.equal(error.name, "keyRejected");
      await assertNothingStored("richUtilities");
    });

    it("addAccount stores nothing when Rich Utilities rejects a used refresh token", async () => {
      const baseUrl = session.sample.baseUrl("richUtilities");
      const { refreshToken } = session.sample.tokens.issue();
      session.sample.tokens.refresh(refreshToken);
      const error = await rejection(
        runCommand("addAccount", { provider: "richUtilities", baseUrl, refreshToken }),
      );
      assert.equal(error.name, "keyRejected");
      await assertNothingStored("richUtilities");
    });

    // An entry that is written by hand with the account's id finds no key.
    async function assertNothingStored(
      provider: "poof" | "depicta" | "richUtilities" | "easySlip" | "coals",
    ) {
      assert.deepEqual(userSettings.entries(), []);
      assert.deepEqual(api().accounts(), []);
      const id = provider.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      session.sample.requests.clear();
      const baseUrl = session.sample.baseUrl(provider);
      await userSettings.writeEntries([{ id, provider, label: "By hand", baseUrl }]);
      const [entry] = await runCommand("refresh", { accountId: id });
      assert.equal(entry?.problem?.kind, "keyMissing");
      assert.deepEqual(session.sample.requests.list(), []);
    }
  });

  describe("a base URL that is not allowed", () => {
    const forbidden = (port: number) => [
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
    for (const [index, name] of forbidden(1).entries()) {
      it(`addAccount sends nothing to ${name}`, async () => {
        const baseUrl = forbidden(session.sample.port)[index];
        const error = await rejection(session.addAccount("poof", { baseUrl }));
        assert.equal(error.name, "blockedOrigin");
        assert.match(error.message, /use https/);
        assert.deepEqual(userSettings.entries(), []);
        assert.deepEqual(session.sample.requests.list(), []);
      });
    }
  });
});

function richUtilities() {
  return { provider: "richUtilities", baseUrl: "http://127.0.0.1:1" };
}
