import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { root } from "../../scripts/helpers/root.ts";
import { type BundledPackage, bundledPackages, thirdPartyNotices } from "../../scripts/packaging/notices.ts";
import { minuteMs } from "../../src/core/time/durations.ts";

interface LockedPackage {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
}

const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const manifest = JSON.parse(read("package.json"));
const lock: { readonly packages: Readonly<Record<string, LockedPackage>> } = JSON.parse(
  read("package-lock.json"),
);
const exact = /^\d+\.\d+\.\d+$/;

describe("shipped third-party code", () => {
  let packages: readonly BundledPackage[] = [];
  before(async function () {
    this.timeout(minuteMs);
    packages = await bundledPackages();
  });

  it("shipped packages are listed with their licences in ThirdPartyNotices.txt (npm run notices)", () => {
    assert.ok(packages.length >= 7);
    assert.equal(read("ThirdPartyNotices.txt"), thirdPartyNotices(packages));
  });

  it("shipped packages have a licence that requires attribution only", () => {
    const free = /^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|CC-BY-4\.0)$/;
    for (const { name, license } of packages) assert.match(license, free, name);
  });

  it("shipped packages are product dependencies in exactly the version of the lock file", () => {
    for (const { folder, version } of packages) {
      assert.equal(lock.packages[folder]?.version, version, folder);
      assert.ok(!lock.packages[folder]?.dev, `${folder} is installed for development only`);
    }
  });

  it("shipped packages run no script when they are installed", () => {
    const shipped = Object.entries(lock.packages).filter(([folder, { dev }]) => folder !== "" && !dev);
    assert.ok(shipped.length >= packages.length);
    for (const [folder, { hasInstallScript }] of shipped) assert.ok(!hasInstallScript, folder);
    for (const { folder } of packages) {
      const { scripts = {} } = JSON.parse(read(path.join(folder, "package.json")));
      for (const name of ["preinstall", "install", "postinstall"]) assert.ok(!(name in scripts), folder);
    }
  });
});

describe("every dependency", () => {
  it("every dependency is pinned to one version", () => {
    const dependencies = { ...manifest.dependencies, ...manifest.devDependencies };
    assert.ok(Object.keys(dependencies).length > 10);
    for (const [name, version] of Object.entries(dependencies)) assert.match(String(version), exact, name);
  });

  it("every dependency is locked to its contents, wherever it is fetched from", () => {
    for (const [folder, { integrity, resolved, optional }] of Object.entries(lock.packages)) {
      if (folder === "") continue;
      assert.equal(resolved, undefined, folder);
      // The lock file lacks the integrity of the linter's binaries for other platforms.
      if (!(optional && integrity === undefined)) assert.match(integrity ?? "", /^sha512-/, folder);
    }
  });

  it("every install script is allowed by name in package.json", () => {
    const allowed: Readonly<Record<string, boolean>> = manifest.allowScripts;
    for (const [folder, { hasInstallScript }] of Object.entries(lock.packages)) {
      const name = folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
      if (hasInstallScript) assert.ok(name in allowed, `${name} runs an install script`);
    }
  });
});

describe("the workflow that builds the package", () => {
  const workflow = read(".github/workflows/ci.yml");

  it("the workflow uses actions by commit, and may only read the repository", () => {
    const used = [...workflow.matchAll(/uses: (\S+)/g)].map(([, action = ""]) => action);
    assert.ok(used.length > 0);
    for (const action of used) assert.match(action, /^actions\/[\w-]+@[0-9a-f]{40}$/);
    assert.match(workflow, /^permissions:\n {2}contents: read$/m);
  });
});
