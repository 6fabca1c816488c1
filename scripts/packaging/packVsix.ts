import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { scratchFolder } from "../helpers/cleanUp.ts";
import { run } from "../helpers/process.ts";
import { root } from "../helpers/root.ts";
import { listContents, runVsce } from "./vsce.ts";

const picture = /^!\[.*\]\(media\/.*\)\n\n?/gm;

/**
 * Bundles the extension and its panel into dist/, and removes what an older build left there, which would
 * ship.
 */
export async function buildBundles(): Promise<void> {
  const dist = path.join(root, "dist");
  for (const file of globSync("*.{cjs,map}", { cwd: dist })) rmSync(path.join(dist, file), { force: true });
  await run(process.execPath, ["esbuild.mjs"], { cwd: root });
}

/**
 * Packs the built extension; vsce also checks the manifest. Returns the file. The README goes in without its
 * pictures: VS Code shows none from inside a package, and they would be most of its weight.
 */
export async function packVsix(): Promise<string> {
  const folder = scratchFolder("package");
  for (const name of await listContents()) cpSync(path.join(root, name), path.join(folder, name));
  const readme = path.join(folder, "README.md");
  writeFileSync(readme, readFileSync(readme, "utf8").replace(picture, ""));
  const file = path.join(root, "dist", "credit-monitor.vsix");
  const lenient = ["--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links"];
  await runVsce(["package", ...lenient, "--out", file], folder);
  return file;
}
