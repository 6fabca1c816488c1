import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../helpers/root.ts";
import { bundledPackages, thirdPartyNotices } from "./notices.ts";
import { brokenAddresses } from "./publishedPage.ts";

const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const maxVsixBytes = 700 * 1024;
/** Open VSX refuses a package without a licence, and one with a longer description or more tags. */
const maxDescriptionLength = 2048;
const maxTags = 20;

/** What stands in the way of publishing `vsix`, a sentence each; empty when nothing does. */
export async function releaseProblems(vsix: string): Promise<readonly string[]> {
  const manifest = JSON.parse(read("package.json"));
  const texts = JSON.parse(read("package.nls.json"));
  return [
    ...versionProblems(manifest.version, read("CHANGELOG.md")),
    ...(read("ThirdPartyNotices.txt") === thirdPartyNotices(await bundledPackages())
      ? []
      : ["ThirdPartyNotices.txt is stale: run npm run notices."]),
    ...registryProblems(manifest, texts.description),
    ...(statSync(vsix).size <= maxVsixBytes ? [] : [`${vsix} is larger than ${maxVsixBytes} bytes.`]),
    ...(await pageProblems(vsix)),
  ];
}

/** The version has to be a release of Semantic Versioning, and the changelog has to tell of it. */
export function versionProblems(version: string, changelog: string): readonly string[] {
  const isRelease = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.test(version);
  const sections = changelog.split(/^## /m).slice(1);
  const isTold = (heading: string) =>
    sections.some((section) => section.startsWith(`[${heading}]`) && /^- /m.test(section));
  return [
    ...(isRelease ? [] : [`The version ${version} is not of the form 1.2.3, which both registries want.`]),
    ...(isTold(version) || isTold("Unreleased")
      ? []
      : [`CHANGELOG.md has neither a section [${version}] nor entries under [Unreleased].`]),
  ];
}

/** What the Marketplace and Open VSX refuse, besides what vsce finds while it packs. */
function registryProblems(manifest: Record<string, unknown>, description: string): readonly string[] {
  const required = ["publisher", "name", "version", "license", "icon", "categories", "engines"];
  const keywords = Array.isArray(manifest.keywords) ? manifest.keywords : [];
  return [
    ...required.flatMap((field) => (manifest[field] ? [] : [`package.json has no ${field}.`])),
    ...(description.length <= maxDescriptionLength ? [] : ["The description is too long for Open VSX."]),
    ...(keywords.length <= maxTags ? [] : ["Open VSX takes at most 20 keywords."]),
  ];
}

/** Relative or insecure addresses in the pages of the package. */
async function pageProblems(vsix: string): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const page of ["readme.md", "changelog.md"]) {
    const text = await readPackedFile(vsix, `extension/${page}`);
    for (const address of brokenAddresses(text)) problems.push(`${page} of the package links to ${address}.`);
  }
  return problems;
}

type ReadZip = (file: string, filter: (name: string) => boolean) => Promise<Map<string, Buffer>>;

/** A text file of a package, by its name in lower case. */
export async function readPackedFile(vsix: string, name: string): Promise<string> {
  // vsce's own reader of packages; it has no public one.
  const { readZip }: { readZip: ReadZip } = createRequire(import.meta.url)("@vscode/vsce/out/zip");
  const content = (await readZip(vsix, (entry) => entry === name)).get(name);
  if (!content) throw new Error(`${vsix} has no ${name}`);
  return content.toString("utf8");
}
