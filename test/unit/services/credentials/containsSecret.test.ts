import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { holdsSecret } from "../../../../src/services/credentials/containsSecret.ts";
import type { GivenKey } from "../../../../src/services/credentials/verifyKey.ts";

const given: Readonly<Record<string, GivenKey>> = {
  "a key": { kind: "key", key: "pk_of-a-test" },
  "a password": { kind: "signIn", email: "me@example.com", password: "pk_of-a-test" },
  "a refresh token": { kind: "tokens", refreshToken: "pk_of-a-test" },
  "an access token": { kind: "tokens", refreshToken: "r", accessToken: "pk_of-a-test" },
};

describe("holdsSecret", () => {
  for (const [name, key] of Object.entries(given)) {
    it(`finds ${name} in a label`, () => {
      assert.ok(holdsSecret("pk_of-a-test", key));
      assert.ok(holdsSecret("Poof pk_of-a-test", key));
      assert.ok(!holdsSecret("Poof", key));
    });
  }

  it("takes a label that holds a few letters of its own for what it is", () => {
    const short: GivenKey = { kind: "signIn", email: "me@example.com", password: "oof" };
    assert.ok(!holdsSecret("Poof", short));
    assert.ok(holdsSecret("oof", short));
  });
});
