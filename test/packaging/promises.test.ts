import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { root } from "../../scripts/helpers/root.ts";

const documents = globSync(["*.md", "docs/*.md"], { cwd: root });

describe("what the documents promise", () => {
  it("has a test each in README's “What you can rely on”", () => {
    const readme = readFileSync(path.join(root, "README.md"), "utf8");
    const [, section = ""] = /\n## What you can rely on\n([\s\S]*?)\n## /.exec(readme) ?? [];
    const promises = section.split("\n").filter((line) => /^\| (?!promise |---)/.test(line));
    assert.ok(promises.length >= 15);
    for (const promise of promises) assert.match(promise, /\]\(test\/[\w/.-]+\.test\.ts\)/, promise);
  });

  for (const document of documents) {
    it(`links only to what is there: ${document}`, () => {
      const text = readFileSync(path.join(root, document), "utf8");
      const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, link = ""]) => link);
      for (const link of links) {
        assert.ok(existsSync(path.join(root, path.dirname(document), link)), `${document}: ${link}`);
      }
    });
  }
});
