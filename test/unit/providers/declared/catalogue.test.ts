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
  it("the catalogue has more than twenty providers", () => {
    assert.ok(catalogue.ids().length > 20);
  });

  for (const id of catalogue.ids()) {
    describe(`the catalogue's ${id}`, () => {
      const definition = () => parseValid(catalogue.definition(id));

      it(`${id} gives its documentation, its key page and the scope that suffices`, () => {
        const { id: definedId, documentation, key, blurb, baseUrl, regions } = definition();
        assert.equal(definedId, id);
        assert.ok(documentation && key?.page && key.scope && blurb);
        for (const url of baseUrl === undefined ? (regions ?? []).map((one) => one.baseUrl) : [baseUrl]) {
          assert.equal(parseEndpoint(url)?.baseUrl, url);
          assert.match(url, /^https:/);
        }
      });

      it(`${id} has a good reply and an error among its fixtures`, () => {
        const names = caseNames(id);
        assert.ok(names.includes("good") && names.some((name) => name.startsWith("error")));
        const isLedgerRead = names.some((name) => loadCase(id, name).reads === "ledger");
        assert.equal(isLedgerRead, definition().ledger !== undefined);
      });

      for (const name of caseNames(id)) {
        it(`${id} reads the fixture “${name}” as documented and requests nothing else`, async () => {
          const testCase = loadCase(id, name);
          const { outcome, urls, requests } = await readCase(id, testCase);
          assert.deepEqual(outcome, testCase.outcome);
          assert.deepEqual(urls, expectedUrls(testCase));
          for (const { headers, path, method } of requests) {
            assert.equal(method, "GET");
            assert.ok(isKeySentOnce(headers, testCase.key ?? catalogueKey), "the key is in one header");
            assert.ok(!path.includes(testCase.key ?? catalogueKey));
          }
        });
      }
    });
  }
});

/** A case has a reply for each request that is expected: an account is read until its first error. */
function expectedUrls({ replies }: CatalogueCase): readonly string[] {
  return Object.keys(replies);
}

function isKeySentOnce(headers: Readonly<Record<string, unknown>>, key: string): boolean {
  const forms = [key, Buffer.from(key).toString("base64")];
  return (
    Object.values(headers).filter((value) => forms.some((form) => String(value).endsWith(form))).length === 1
  );
}
