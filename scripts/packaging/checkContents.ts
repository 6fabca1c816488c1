import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { UserError } from "../helpers/cleanUp.ts";
import { root } from "../helpers/root.ts";
import { bundlesRequiredBy } from "./hostBundles.ts";
import { hostParts } from "./hostParts.ts";
import { listContents } from "./vsce.ts";

const required = [
  "package.json",
  "package.nls.json",
  ...Object.keys(hostParts()).map((name) => `dist/${name}.cjs`),
  "catalogue/tavily.json",
  "dist/webview/main.js",
  "dist/webview/main.css",
  "dist/webview/unpack.js",
  "media/icon.png",
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
  "ThirdPartyNotices.txt",
];

// A list of allowed files finds every stray file; a list of forbidden files would miss some.
const allowed =
  /^(package(\.nls(\.[\w-]+)?)?\.json|l10n\/[\w.-]+\.json|dist\/\w+\.cjs|dist\/webview\/[\w.-]+\.(js|css)|catalogue\/[\w-]+\.json|media\/(?!screenshots\/)[\w./-]+\.(png|svg|md)|README\.md|CHANGELOG\.md|LICENSE|ThirdPartyNotices\.txt)$/;

/** Lists the files of the package. Throws an Error that names missing files and files that must not ship. */
export async function checkContents(): Promise<readonly string[]> {
  const files = await listContents();
  const shared = globSync("dist/*.cjs", { cwd: root })
    .flatMap((file) => bundlesRequiredBy(readFileSync(path.join(root, file), "utf8")))
    .map((name) => `dist/${name}`);
  const needed = [...new Set([...required, ...shared])];
  const problems = [
    ...needed.filter((file) => !files.includes(file)).map((file) => `${file} is missing`),
    ...files.filter((file) => !allowed.test(file)).map((file) => `${file} does not belong there`),
  ];
  if (problems.length > 0) throw new UserError(`The package is wrong:\n${problems.join("\n")}`);
  return files;
}
