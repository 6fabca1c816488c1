import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseStoredKey } from "../../../../src/store/secrets/storedKey.ts";

const origin = "https://api.example";

describe("parseStoredKey", () => {
  for (const credential of [
    { kind: "key", key: "pk_test" },
    { kind: "session", refreshToken: "r" },
    { kind: "session", refreshToken: "r", accessToken: "a" },
  ]) {
    it(`parseStoredKey reads back ${JSON.stringify(credential)}`, () => {
      assert.deepEqual(parseStoredKey(JSON.stringify({ origin, credential })), { origin, credential });
    });
  }

  for (const text of [
    "",
    "null",
    "pk_a_bare_key",
    '"pk_a_bare_key"',
    JSON.stringify({ credential: { kind: "key", key: "pk" } }),
    JSON.stringify({ origin }),
    JSON.stringify({ origin, credential: { kind: "key" } }),
    JSON.stringify({ origin, credential: { kind: "key", key: 1 } }),
    JSON.stringify({ origin, credential: { kind: "session", accessToken: "a" } }),
    JSON.stringify({ origin, credential: { kind: "passkey", key: "pk" } }),
  ]) {
    it(`parseStoredKey treats ${text || "an empty text"} as a missing key`, () =>
      assert.equal(parseStoredKey(text), undefined));
  }
});
