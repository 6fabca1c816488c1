import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseEndpoint } from "../../../../src/core/credentials/endpoint.ts";
import {
  type CatalogueCase,
  caseNames,
  catalogueKey,
  loadCase,
  readCase,
} from "../../../helpers/catalogueCase.ts";
import { parseValid } from "../../../helpers/declaredProvider.ts";
import { catalogue } from "../../../helpers/providerCatalogue.ts";

describe("the catalogue", () => {
  it("has more than twenty providers, each with fixtures", () => {
    assert.ok(catalogue.ids().length > 20);
  });

  for (const id of catalogue.ids()) {
    describe(id, () => {
      const definition = () => parseValid(catalogue.definition(id));

      it("is a definition that says where it comes from, where its key is made and what scope suffices", () => {
        const { id: own, documentation, key, blurb, baseUrl, regions } = definition();
        assert.equal(own, id);
        assert.ok(documentation && key?.page && key.scope && blurb);
        for (const url of baseUrl === undefined ? (regions ?? []).map((one) => one.baseUrl) : [baseUrl]) {
          assert.equal(parseEndpoint(url)?.baseUrl, url);
          assert.match(url, /^https:/);
        }
      });

      it("has a good reply and an error among its fixtures", () => {
        const names = caseNames(id);
        assert.ok(names.includes("good") && names.some((name) => name.startsWith("error")));
        const isLedgerRead = names.some((name) => loadCase(id, name).reads === "ledger");
        assert.equal(isLedgerRead, definition().ledger !== undefined);
      });

      for (const name of caseNames(id)) {
        it(`makes of “${name}” what its fixture says, and asks nothing else`, async () => {
          const one = loadCase(id, name);
          const { outcome, urls, requests } = await readCase(id, one);
          assert.deepEqual(outcome, one.outcome);
          assert.deepEqual(urls, askedOf(one));
          for (const { headers, path, method } of requests) {
            assert.equal(method, "GET");
            assert.ok(showsKey(headers, one.key ?? catalogueKey), "the key is in one header");
            assert.ok(!path.includes(one.key ?? catalogueKey));
          }
        });
      }
    });
  }
});

/** An account is read until its first error. */
function askedOf({ replies }: CatalogueCase): readonly string[] {
  return Object.keys(replies);
}

function showsKey(headers: Readonly<Record<string, unknown>>, key: string): boolean {
  const forms = [key, Buffer.from(key).toString("base64")];
  return (
    Object.values(headers).filter((value) => forms.some((form) => String(value).endsWith(form))).length === 1
  );
}
