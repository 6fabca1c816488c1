import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { findBuiltInProvider } from "../../../src/providers/builtIn/builtInProviders.ts";
import { createDeclaredProvider } from "../../../src/providers/declared/createDeclaredProvider.ts";
import { findProviderLink, providerLinkKinds } from "../../../src/ui/context/providerLinks.ts";
import { parseValid } from "../../helpers/declaredProvider.ts";

const definition = {
  id: "acme",
  name: "Acme",
  baseUrl: "https://acme.example",
  auth: { kind: "bearer" },
  requests: [{ path: "/balance" }],
  meters: [{ id: "balance", unit: "USD", remaining: "/left" }],
};
const acme = (links: object) => createDeclaredProvider(parseValid({ ...definition, links }));

describe("the pages of a provider", () => {
  it("a page is offered where its address is known", () => {
    const provider = acme({ dashboard: "https://acme.example/app", status: "https://status.acme.example" });
    assert.deepEqual(providerLinkKinds(provider), ["dashboard", "status"]);
    assert.equal(findProviderLink(provider, "dashboard"), "https://acme.example/app");
    assert.deepEqual(providerLinkKinds(findBuiltInProvider("poof")), ["dashboard"]);
    assert.deepEqual(providerLinkKinds(findBuiltInProvider("richUtilities")), []);
    assert.deepEqual(providerLinkKinds(undefined), []);
  });

  it("an address that is no https page is not offered", () => {
    for (const link of [
      "http://acme.example",
      "javascript:alert(1)",
      "command:workbench.action.quit",
      "file:///etc",
      "acme",
    ]) {
      assert.deepEqual(providerLinkKinds(acme({ dashboard: link, topUp: link })), [], link);
    }
  });
});
