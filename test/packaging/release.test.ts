import assert from "node:assert/strict";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { scratchFolder } from "../../scripts/helpers/cleanUp.ts";
import { root } from "../../scripts/helpers/root.ts";
import { repositoryFields } from "../../scripts/packaging/packVsix.ts";
import { brokenAddresses, selfContainedPage } from "../../scripts/packaging/publishedPage.ts";
import { versionProblems } from "../../scripts/packaging/releaseChecks.ts";
import { packFolder } from "../../scripts/packaging/vsce.ts";
import { withTimeZone } from "../helpers/withTimeZone.ts";

describe("the pages of a package without a repository", () => {
  const readme = readFileSync(path.join(root, "README.md"), "utf8");

  for (const name of ["README.md", "CHANGELOG.md"]) {
    it(`${name} of the package has no address that leads nowhere`, () => {
      const page = selfContainedPage(readFileSync(path.join(root, name), "utf8"));
      assert.deepEqual(brokenAddresses(page), []);
      assert.doesNotMatch(page, /!\[/);
    });
  }

  it("the README names the files that it links to, so that the text stands without the links", () => {
    assert.ok(brokenAddresses(readme).length > 0);
    assert.match(selfContainedPage(readme), /docs\/providers\.md/);
  });

  it("a link keeps its text and a picture disappears", () => {
    assert.equal(selfContainedPage("a [b](docs/c.md) d\n\n![e](media/f.png)\n\ng\n"), "a b d\n\ng\n");
  });
});

describe("the address of the repository", () => {
  it("one address gives repository, bugs and homepage", () => {
    assert.deepEqual(repositoryFields("https://example.org/owner/name.git"), {
      repository: { type: "git", url: "https://example.org/owner/name" },
      bugs: { url: "https://example.org/owner/name/issues" },
      homepage: "https://example.org/owner/name#readme",
    });
  });

  for (const address of [
    "",
    "example.org/a",
    "http://example.org/a",
    "https://key@example.org/a",
    "git@example.org:a",
  ]) {
    it(`the address “${address}” is refused with an example of a valid one`, () => {
      assert.throws(() => repositoryFields(address), /https address such as/);
    });
  }
});

describe("the version of a release", () => {
  const changelog = "# Changelog\n\n## [Unreleased]\n\n- New.\n\n## [1.0.0]\n\n- First.\n";

  it("a version that the changelog tells of, or that has unreleased entries, has no problem", () => {
    assert.deepEqual(versionProblems("1.0.0", changelog), []);
    assert.deepEqual(versionProblems("1.1.0", changelog), []);
  });

  it("a version without entries, and one that is no release, is a problem", () => {
    assert.equal(versionProblems("1.1.0", "# Changelog\n\n## [Unreleased]\n").length, 1);
    assert.match(versionProblems("1.1.0-beta", changelog)[0] ?? "", /1\.1\.0-beta/);
  });
});

describe("the bytes of a package", () => {
  const manifest = { name: "x", publisher: "p", version: "1.0.0", engines: { vscode: "^1.105.0" } };
  const pack = async (timeZone: string, permissions: number) => {
    const folder = scratchFolder("bytes");
    for (const [name, text] of Object.entries({
      "package.json": JSON.stringify(manifest),
      "x.txt": "text",
    })) {
      writeFileSync(path.join(folder, name), text);
      chmodSync(path.join(folder, name), permissions);
    }
    const file = path.join(scratchFolder("bytes"), "x.vsix");
    const flags = ["--allow-missing-repository", "--skip-license"];
    await withTimeZone(timeZone, () => packFolder(folder, file, flags, "1700000000"));
    return readFileSync(file);
  };

  it("two machines in other zones and with other permissions pack the same bytes", async () => {
    const [one, other] = [await pack("Asia/Tokyo", 0o600), await pack("America/New_York", 0o755)];
    assert.ok(one.length > 500);
    assert.equal(one.equals(other), true);
  });
});
