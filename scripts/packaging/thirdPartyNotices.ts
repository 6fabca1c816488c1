import type { BundledPackage } from "./bundledPackages.ts";

const rule = "-".repeat(80);

/** What ships that others wrote, with its licences. */
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
