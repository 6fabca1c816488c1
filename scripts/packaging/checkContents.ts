import { UserError } from "../helpers/cleanUp.ts";
import { hostParts } from "./hostParts.ts";
import { listContents } from "./vsce.ts";

const needed = [
  "package.json",
  "package.nls.json",
  ...Object.keys(hostParts()).map((name) => `dist/${name}.cjs`),
  "catalogue/tavily.json",
  "dist/panel/panel.js",
  "dist/panel/panel.css",
  "media/icon.png",
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
  "ThirdPartyNotices.txt",
];

// A list of what may ship finds a stray file that a list of what may not would miss.
const allowed =
  /^(package(\.nls(\.[\w-]+)?)?\.json|l10n\/[\w.-]+\.json|dist\/\w+\.cjs|dist\/panel\/[\w.-]+\.(js|css)|catalogue\/[\w-]+\.json|media\/(?!screenshots\/)[\w./-]+\.(png|svg|md)|README\.md|CHANGELOG\.md|LICENSE|ThirdPartyNotices\.txt)$/;

/** The files that the package would have; throws what is missing from it or does not belong there. */
export async function checkContents(): Promise<readonly string[]> {
  const files = await listContents();
  const problems = [
    ...needed.filter((file) => !files.includes(file)).map((file) => `${file} is missing`),
    ...files.filter((file) => !allowed.test(file)).map((file) => `${file} does not belong there`),
  ];
  if (problems.length > 0) throw new UserError(`The package is wrong:\n${problems.join("\n")}`);
  return files;
}
