import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { scratchFolder, UserError } from "../helpers/cleanUp.ts";
import { run } from "../helpers/process.ts";
import { root } from "../helpers/root.ts";
import { selfContainedPage } from "./publishedPage.ts";
import { listContents, packFolder } from "./vsce.ts";

/**
 * Bundles the extension and its panel into dist/, and removes what an older build left there, which would
 * ship.
 */
export async function buildBundles(): Promise<void> {
  const dist = path.join(root, "dist");
  for (const file of globSync("*.{cjs,map}", { cwd: dist })) rmSync(path.join(dist, file), { force: true });
  await run(process.execPath, ["esbuild.mjs"], { cwd: root });
}

/** Where the source is, for the links of the package's pages; `repository` in package.json when absent. */
export interface PackOptions {
  /** An https address such as `https://example.org/owner/name`. */
  readonly repository?: string;
}

/**
 * Packs the built extension; vsce also checks the manifest. Returns the file. With a repository, relative links and
 * pictures lead there; without one, the pages are made self-contained. Two packs of one commit are byte-identical.
 */
export async function packVsix({ repository }: PackOptions = {}): Promise<string> {
  const folder = scratchFolder("package");
  for (const name of await listContents()) cpSync(path.join(root, name), path.join(folder, name));
  const manifestFile = path.join(folder, "package.json");
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8"));
  const address = repository ?? manifest.repository?.url;
  if (address === undefined) {
    for (const page of ["README.md", "CHANGELOG.md"]) {
      const file = path.join(folder, page);
      writeFileSync(file, selfContainedPage(readFileSync(file, "utf8")));
    }
  } else {
    writeFileSync(manifestFile, JSON.stringify({ ...manifest, ...repositoryFields(address) }, undefined, 2));
  }
  const file = path.join(root, "dist", "credit-monitor.vsix");
  const links =
    address === undefined
      ? ["--allow-missing-repository", "--no-rewrite-relative-links"]
      : ["--baseContentUrl", `${address}/blob/HEAD`, "--baseImagesUrl", `${address}/raw/HEAD`];
  await packFolder(folder, file, links, await commitTime());
  return file;
}

/** The options of `npm run package` and `npm run release`. Throws a UserError for an address that is not https. */
export function parsePackOptions(args: readonly string[]): PackOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { repository: { type: "string" } },
    strict: false,
  });
  if (typeof values.repository !== "string") return {};
  repositoryFields(values.repository);
  return { repository: values.repository.replace(/\/$|\.git$/, "") };
}

/** The manifest's addresses, all from the one of the repository. Throws a UserError for one that is not https. */
export function repositoryFields(repository: string): Readonly<Record<string, unknown>> {
  const url = URL.parse(repository);
  if (url?.protocol !== "https:" || url.username !== "" || url.search !== "" || url.hash !== "") {
    throw new UserError(`--repository has to be an https address such as https://example.org/owner/name.`);
  }
  const address = url.href.replace(/\/$|\.git$/, "");
  return {
    repository: { type: "git", url: address },
    bugs: { url: `${address}/issues` },
    homepage: `${address}#readme`,
  };
}

/** The time of the commit in seconds, which every file of the package gets; a fixed one outside of a clone. */
async function commitTime(): Promise<string> {
  const time = await run("git", ["log", "-1", "--format=%ct"], { cwd: root }).catch(() => "");
  return /^\d+$/.test(time.trim()) ? time.trim() : "1700000000";
}
