import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { root } from "../../scripts/helpers/root.ts";
import { type BundledPackage, bundledPackages, thirdPartyNotices } from "../../scripts/packaging/notices.ts";
import { minuteMs } from "../../src/core/time/durations.ts";

interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
}

const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const manifest = JSON.parse(read("package.json"));
const lock: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(read("package-lock.json"));
const exact = /^\d+\.\d+\.\d+$/;

describe("what ships of others", () => {
  let packages: readonly BundledPackage[] = [];
  before(async function () {
    this.timeout(minuteMs);
    packages = await bundledPackages();
  });

  it("is listed with its licences in ThirdPartyNotices.txt (else: npm run notices)", () => {
    assert.ok(packages.length >= 7);
    assert.equal(read("ThirdPartyNotices.txt"), thirdPartyNotices(packages));
  });

  it("is under a licence that asks for no more than to be named", () => {
    const free = /^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|CC-BY-4\.0)$/;
    for (const { name, license } of packages) assert.match(license, free, name);
  });

  it("is a dependency of the product and no tool's, in the very version that the lock file names", () => {
    for (const { folder, version } of packages) {
      assert.equal(lock.packages[folder]?.version, version, folder);
      assert.ok(!lock.packages[folder]?.dev, `${folder} is installed for development only`);
    }
  });

  it("runs nothing when it is installed", () => {
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
  it("is pinned to one version", () => {
    const wanted = { ...manifest.dependencies, ...manifest.devDependencies };
    assert.ok(Object.keys(wanted).length > 10);
    for (const [name, version] of Object.entries(wanted)) assert.match(String(version), exact, name);
  });

  it("is locked to its contents, wherever it is fetched from", () => {
    for (const [folder, { integrity, resolved, optional }] of Object.entries(lock.packages)) {
      if (folder === "") continue;
      assert.equal(resolved, undefined, folder);
      // The linter's binaries for other platforms were not to be had where the lock file was made.
      if (!(optional && integrity === undefined)) assert.match(integrity ?? "", /^sha512-/, folder);
    }
  });

  it("may run an install script only where package.json allows it by name", () => {
    const allowed: Readonly<Record<string, boolean>> = manifest.allowScripts;
    for (const [folder, { hasInstallScript }] of Object.entries(lock.packages)) {
      const name = folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
      if (hasInstallScript) assert.ok(name in allowed, `${name} runs an install script`);
    }
  });
});

describe("the workflow that builds the package", () => {
  const workflow = read(".github/workflows/ci.yml");

  it("takes actions by commit, and may only read the repository", () => {
    const used = [...workflow.matchAll(/uses: (\S+)/g)].map(([, action = ""]) => action);
    assert.ok(used.length > 0);
    for (const action of used) assert.match(action, /^actions\/[\w-]+@[0-9a-f]{40}$/);
    assert.match(workflow, /^permissions:\n {2}contents: read$/m);
  });
});
