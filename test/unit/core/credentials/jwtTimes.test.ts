import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseJwtTimes } from "../../../../src/core/credentials/jwtTimes.ts";
import { fixture } from "../../../helpers/fixture.ts";

const tokenWith = (claims: string) => `e30.${Buffer.from(claims).toString("base64url")}.c2ln`;

describe("parseJwtTimes", () => {
  it("parseJwtTimes reads the expiry of a recorded token", () => {
    const { access_token } = JSON.parse(fixture("richUtilities/login.json"));
    assert.deepEqual(parseJwtTimes(access_token), { expiresAtMs: 1_794_651_300_000, lifetimeMs: 900_000 });
  });

  it("parseJwtTimes reads claims in any script, in the base64url alphabet", () => {
    const token = tokenWith('{"name":"残高ÿþ>>>???","exp":1794651300}');
    assert.deepEqual(parseJwtTimes(token), { expiresAtMs: 1_794_651_300_000 });
  });

  it("parseJwtTimes gives no lifetime when a token has no time of issue, or one after its expiry", () => {
    for (const iat of ['"1794650400"', "null", "1794651300", "1e999"]) {
      assert.deepEqual(parseJwtTimes(tokenWith(`{"exp":1794651300,"iat":${iat}}`)), {
        expiresAtMs: 1_794_651_300_000,
      });
    }
  });

  it("parseJwtTimes gives nothing for other texts", () => {
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
