import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseJwtTimes } from "../../../../src/core/credentials/jwtTimes.ts";
import { fixture } from "../../../helpers/fixture.ts";

const tokenWith = (claims: string) => `e30.${Buffer.from(claims).toString("base64url")}.c2ln`;

describe("jwtTimes", () => {
  it("reads when a recorded token expires", () => {
    const { access_token } = JSON.parse(fixture("richUtilities/login.json"));
    assert.deepEqual(parseJwtTimes(access_token), { expiresAtMs: 1_794_651_300_000, lifetimeMs: 900_000 });
  });

  it("reads claims in any alphabet, with base64url's own letters", () => {
    const token = tokenWith('{"name":"残高ÿþ>>>???","exp":1794651300}');
    assert.deepEqual(parseJwtTimes(token), { expiresAtMs: 1_794_651_300_000 });
  });

  it("knows no life of a token that was issued at no time, or after its end", () => {
    for (const iat of ['"1794650400"', "null", "1794651300", "1e999"]) {
      assert.deepEqual(parseJwtTimes(tokenWith(`{"exp":1794651300,"iat":${iat}}`)), {
        expiresAtMs: 1_794_651_300_000,
      });
    }
  });

  it("knows nothing of other texts", () => {
    const others = ["", "opaque", "a.b.c", "e30..c2ln", `.${btoa("5")}.`, tokenWith("null"), tokenWith("{}")];
    for (const token of [
      ...others,
      tokenWith('{"exp":"1794651300"}'),
      tokenWith('{"exp":null}'),
      tokenWith("["),
    ]) {
      assert.equal(parseJwtTimes(token), undefined, token);
    }
  });
});
