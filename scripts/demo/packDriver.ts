import { copyFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { runVsce } from "../packaging/runVsce.ts";
import { root } from "../support/root.ts";
import { scratchFolder } from "../support/scratchFolder.ts";

/** Packs the demo driver as an extension of its own; returns the file. */
export async function packDriver(): Promise<string> {
  const folder = scratchFolder("driver");
  const source = path.join(root, "scripts", "demoDriver");
  copyFileSync(path.join(source, "package.json"), path.join(folder, "package.json"));
  await build({
    entryPoints: [path.join(source, "driver.ts")],
    outfile: path.join(folder, "driver.cjs"),
    bundle: true,
    format: "cjs",
    platform: "node",
    external: ["vscode"],
    logLevel: "warning",
  });
  const file = path.join(folder, "driver.vsix");
  const lenient = [
    "--no-dependencies",
    "--allow-missing-repository",
    "--skip-license",
    "--allow-star-activation",
  ];
  await runVsce(["package", ...lenient, "--out", file], folder);
  return file;
}
