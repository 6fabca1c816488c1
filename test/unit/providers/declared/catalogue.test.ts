import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, it } from "mocha";
import { cataloguePage, catalogueRow } from "../../../../scripts/catalogue/catalogueTable.ts";
import { readCatalogue } from "../../../../scripts/catalogue/readCatalogue.ts";
import { parseEndpoint } from "../../../../src/core/credentials/endpoint.ts";
import { webPage } from "../../../../src/core/links.ts";
import {
  type CatalogueCase,
  caseNames,
  catalogueKey,
  loadCase,
  readCase,
} from "../../../helpers/catalogueCase.ts";
import { parseValid } from "../../../helpers/declaredProvider.ts";
import { catalogue } from "../../../helpers/providerCatalogue.ts";

const rows = readCatalogue(fileURLToPath(new URL("../../../../catalogue", import.meta.url))).map(
  catalogueRow,
);

describe("the catalogue", () => {
  it("the catalogue has more than seventy providers beside the built-in ones", () => {
    assert.ok(rows.length > 70);
    assert.deepEqual(
      rows.map(({ id }) => id),
      catalogue.ids(),
    );
  });

  it("the catalogue's page has each provider with its evidence and what is read", () => {
    assert.equal(readText("docs/catalogue.md"), cataloguePage(rows), "npm run catalogue -- --write");
    for (const { reads } of rows) assert.match(reads, /^(pays|must hold|shown): ./);
  });

  it("the README says how many providers the catalogue has, and names them all", () => {
    const section =
      readText("README.md")
        .match(/\*\*The \[catalogue\][\s\S]+?\n\n/)?.[0]
        .replace(/\s+/g, " ") ?? "";
    assert.match(section, new RegExp(`has ${rows.length} more`));
    const listed = section
      .slice(section.indexOf("alone: ") + "alone: ".length)
      .replace(/\.? $/, "")
      .split(", ");
    assert.deepEqual(
      listed,
      rows.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b, "en", { sensitivity: "base" })),
    );
  });

  it("the catalogue rests on documentation alone for less than a quarter of its providers", () => {
    assert.ok(rows.filter(({ evidence }) => evidence.kind === "docs").length < rows.length / 4);
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

      it(`${id} links only to web pages`, () => {
        for (const link of Object.values(definition().links ?? {})) assert.ok(webPage(link), link);
      });

      it(`${id} says of each meter what it decides, and names the source of a live reply`, () => {
        const { meters, evidence } = definition();
        assert.deepEqual(
          meters.filter(({ role }) => role === undefined),
          [],
        );
        const sources = caseNames(id).flatMap((name) => loadCase(id, name).documentation ?? []);
        assert.ok(evidence?.kind === "docs" || sources.length > 0 || isFromSdk(evidence?.source));
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
          const posts = new Set(definition().requests.flatMap(({ path, body }) => (body ? [path] : [])));
          for (const { headers, path, method } of requests) {
            assert.equal(method, [...posts].some((end) => path.endsWith(end)) ? "POST" : "GET");
            assert.ok(isKeySentOnce(headers, testCase.key ?? catalogueKey), "the key is in one header");
            assert.ok(!path.includes(testCase.key ?? catalogueKey));
          }
        });
      }
    });
  }
});

/** A definition that follows the types of a vendor's package, which its fixtures need not repeat. */
function isFromSdk(source = ""): boolean {
  return source.includes("the vendor's");
}

function readText(file: string): string {
  return readFileSync(new URL(`../../../../${file}`, import.meta.url), "utf8");
}

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
