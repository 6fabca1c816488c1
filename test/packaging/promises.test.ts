import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { root } from "../../scripts/helpers/root.ts";

const documents = globSync(["*.md", "docs/*.md"], { cwd: root });

describe("promises of the documents", () => {
  it("every promise in docs/promises.md names a test", () => {
    const text = readFileSync(path.join(root, "docs/promises.md"), "utf8");
    const promises = text.split("\n").filter((line) => /^\| (?!promise |---)/.test(line));
    assert.ok(promises.length >= 21);
    for (const promise of promises) assert.match(promise, /\]\(\.\.\/test\/[\w/.-]+\.test\.ts\)/, promise);
  });

  it("the README links to the promises", () => {
    assert.match(readFileSync(path.join(root, "README.md"), "utf8"), /\]\(docs\/promises\.md\)/);
  });

  it("CONTRIBUTING.md names only files that exist", () => {
    const text = readFileSync(path.join(root, "CONTRIBUTING.md"), "utf8");
    const files = [...text.matchAll(/`((?:src|test|scripts|docs)\/[^`]*)`/g)].map(([, file = ""]) => file);
    const missing = files.filter(
      (file) => !/\b(?:ID|NAME)\b/.test(file) && !existsSync(path.join(root, file)),
    );
    assert.ok(files.length > 50);
    assert.deepEqual(missing, []);
  });

  for (const document of documents) {
    it(`${document} links only to files that exist`, () => {
      const text = readFileSync(path.join(root, document), "utf8");
      const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, link = ""]) => link);
      for (const link of links) {
        assert.ok(existsSync(path.join(root, path.dirname(document), link)), `${document}: ${link}`);
      }
    });
  }
});
