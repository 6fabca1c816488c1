import { writeFileSync } from "node:fs";
import path from "node:path";
import { run } from "../helpers/process.ts";
import { root } from "../helpers/root.ts";

/** Writes dist/sbom.cdx.json, a CycloneDX list of the packages that ship, by npm's own `sbom`. Returns the file. */
export async function writeSbom(): Promise<string> {
  const args = [
    "sbom",
    "--omit=dev",
    "--package-lock-only",
    "--sbom-format=cyclonedx",
    "--sbom-type=application",
  ];
  const npm = process.env.npm_execpath;
  const sbom = npm
    ? await run(process.execPath, [npm, ...args], { cwd: root })
    : await run("npm", args, { cwd: root, shell: process.platform === "win32" });
  const file = path.join(root, "dist", "sbom.cdx.json");
  writeFileSync(file, sbom);
  return file;
}
