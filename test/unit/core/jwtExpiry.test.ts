import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { jwtExpiryMs } from "../../../src/core/jwtExpiry.ts";
import { fixture } from "../support/fixture.ts";

const tokenWith = (claims: string) => `e30.${Buffer.from(claims).toString("base64url")}.c2ln`;

describe("jwtExpiryMs", () => {
  it("reads when a recorded token expires", () => {
    const { access_token } = JSON.parse(fixture("richUtilities/login.json"));
    assert.equal(jwtExpiryMs(access_token), 1_794_651_300_000);
  });

  it("reads claims in any alphabet, with base64url's own letters", () => {
    assert.equal(jwtExpiryMs(tokenWith('{"name":"残高ÿþ>>>???","exp":1794651300}')), 1_794_651_300_000);
  });

  it("knows nothing of other texts", () => {
    const others = ["", "opaque", "a.b.c", "e30..c2ln", `.${btoa("5")}.`, tokenWith("null"), tokenWith("{}")];
    for (const token of [
      ...others,
      tokenWith('{"exp":"1794651300"}'),
      tokenWith('{"exp":null}'),
      tokenWith("["),
    ]) {
      assert.equal(jwtExpiryMs(token), undefined, token);
    }
  });
});
