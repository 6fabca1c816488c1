import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseEndpoint } from "../../../../src/core/credentials/endpoint.ts";
import { adapters } from "../../../../src/providers/adapters.lazy.ts";
import { findProvider, providers } from "../../../../src/providers/builtIn/builtInProviders.ts";

describe("the built-in providers", () => {
  it("stand where their documentation says", () => {
    assert.deepEqual(
      providers.map(({ id, defaultBaseUrl }) => [id, defaultBaseUrl]),
      [
        ["poof", "https://api.poof.bg/v1"],
        ["depicta", "https://api.depicta.ai"],
        ["richUtilities", undefined],
        ["easySlip", "https://developer.easyslip.com/api/v1"],
        ["coals", "https://coals.ai/api/v1/convertacoal"],
      ],
    );
  });

  it("have base URLs that may be asked, as they are written", () => {
    for (const { defaultBaseUrl } of providers) {
      if (defaultBaseUrl) assert.equal(parseEndpoint(defaultBaseUrl)?.baseUrl, defaultBaseUrl);
    }
  });

  it("can all be asked, and sign in where they say so", () => {
    assert.deepEqual(
      Object.keys(adapters),
      providers.map(({ id }) => id),
    );
    for (const { id, signsIn } of providers) {
      assert.equal(adapters[id]?.session !== undefined, signsIn, id);
    }
  });

  it("are found by id, and by nothing else", () => {
    assert.equal(findProvider("poof")?.name, "Poof");
    for (const id of ["", "Poof", "constructor", "__proto__"]) assert.equal(findProvider(id), undefined);
  });
});
