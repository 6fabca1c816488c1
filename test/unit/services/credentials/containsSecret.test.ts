import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { containsSecret } from "../../../../src/services/credentials/containsSecret.ts";
import type { CredentialInput } from "../../../../src/services/credentials/verifyKey.ts";

const credentials: Readonly<Record<string, CredentialInput>> = {
  "a key": { kind: "key", key: "pk_of-a-test" },
  "a password": { kind: "signIn", email: "me@example.com", password: "pk_of-a-test" },
  "a refresh token": { kind: "tokens", refreshToken: "pk_of-a-test" },
  "an access token": { kind: "tokens", refreshToken: "r", accessToken: "pk_of-a-test" },
};

describe("containsSecret", () => {
  for (const [name, key] of Object.entries(credentials)) {
    it(`containsSecret finds ${name} in a label`, () => {
      assert.ok(containsSecret("pk_of-a-test", key));
      assert.ok(containsSecret("Poof pk_of-a-test", key));
      assert.ok(!containsSecret("Poof", key));
    });
  }

  it("containsSecret accepts a label that contains a secret of a few letters", () => {
    const short: CredentialInput = { kind: "signIn", email: "me@example.com", password: "oof" };
    assert.ok(!containsSecret("Poof", short));
    assert.ok(containsSecret("oof", short));
  });
});
