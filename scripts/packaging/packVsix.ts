import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "../helpers/root.ts";
import { scratchFolder } from "../helpers/scratchFolder.ts";
import { listContents } from "./listContents.ts";
import { runVsce } from "./runVsce.ts";

const picture = /^!\[.*\]\(media\/.*\)\n\n?/gm;

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
