import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { run } from "../helpers/process.ts";
import { root } from "../helpers/root.ts";

/** An npm package from which at least one line ships. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX. */
  readonly license: string;
  /** Its folder, relative to the root: its key in the lock file. */
  readonly folder: string;
  /** The texts of its licence files. */
  readonly texts: readonly string[];
}

const rule = "-".repeat(80);

/** The packages that the bundles contain, sorted by name. */
export async function bundledPackages(): Promise<readonly BundledPackage[]> {
  const listed = await run(process.execPath, ["esbuild.mjs", "--inputs"], { cwd: root });
  const folders = listed.split(/\r?\n/).flatMap((file) => folderOf(file) ?? []);
  return [...new Set(folders)].map(readPackage).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function folderOf(file: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

function readPackage(folder: string): BundledPackage {
  const packageFolder = path.join(root, folder);
  const { name, version, license } = JSON.parse(
    readFileSync(path.join(packageFolder, "package.json"), "utf8"),
  );
  const files = readdirSync(packageFolder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const texts = files
    .toSorted()
    .map((file) => readFileSync(path.join(packageFolder, file), "utf8").replaceAll("\r\n", "\n"));
  if (texts.length === 0) throw new Error(`${name} has no licence file`);
  return { name, version, license, folder, texts };
}

/** The text of ThirdPartyNotices.txt: the packages that ship, with their licences. */
export function thirdPartyNotices(packages: readonly BundledPackage[]): string {
  const list = packages.map(({ name, version, license }) => `- ${name} ${version} (${license})`);
  const parts = packages.map(({ name, version, texts }) =>
    [rule, `${name} ${version}`, rule, ...texts.map((text) => `\n${text.trim()}`)].join("\n"),
  );
  return `${[
    "Credit Monitor contains code, icons and styles of these packages. `npm run notices` writes this file.",
    list.join("\n"),
    ...parts,
  ].join("\n\n")}\n`;
}
