import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseEndpoint } from "../../../../src/core/credentials/endpoint.ts";
import { adapters } from "../../../../src/providers/adapters.lazy.ts";
import { builtInProviders, findBuiltInProvider } from "../../../../src/providers/builtIn/builtInProviders.ts";

describe("the built-in providers", () => {
  it("the built-in providers have the base URLs of their documentation", () => {
    assert.deepEqual(
      builtInProviders.map(({ id, defaultBaseUrl }) => [id, defaultBaseUrl]),
      [
        ["poof", "https://api.poof.bg/v1"],
        ["depicta", "https://api.depicta.ai"],
        ["richUtilities", undefined],
        ["easySlip", "https://developer.easyslip.com/api/v1"],
        ["coals", "https://coals.ai/api/v1/convertacoal"],
      ],
    );
  });

  it("the built-in base URLs are valid endpoints as they are written", () => {
    for (const { defaultBaseUrl } of builtInProviders) {
      if (defaultBaseUrl) assert.equal(parseEndpoint(defaultBaseUrl)?.baseUrl, defaultBaseUrl);
    }
  });

  it("every built-in provider has an adapter, with a session where it signs in", () => {
    assert.deepEqual(
      Object.keys(adapters),
      builtInProviders.map(({ id }) => id),
    );
    for (const { id, hasSignIn } of builtInProviders) {
      assert.equal(adapters[id]?.session !== undefined, hasSignIn, id);
    }
  });

  it("a built-in provider is found by its exact id only", () => {
    assert.equal(findBuiltInProvider("poof")?.name, "Poof");
    for (const id of ["", "Poof", "constructor", "__proto__"])
      assert.equal(findBuiltInProvider(id), undefined);
  });
});
