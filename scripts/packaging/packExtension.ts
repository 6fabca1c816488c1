import { copyFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { root } from "../helpers/root.ts";
import { scratchFolder } from "../helpers/scratchFolder.ts";
import { runVsce } from "./runVsce.ts";

/** Packs a small extension of our own, a folder with a manifest and the source of its `main`; returns the file. */
export async function packExtension(source: string, main: string): Promise<string> {
  const folder = scratchFolder("extension");
  copyFileSync(path.join(root, source, "package.json"), path.join(folder, "package.json"));
  await build({
    entryPoints: [path.join(root, source, `${main}.ts`)],
    outfile: path.join(folder, `${main}.cjs`),
    bundle: true,
    format: "cjs",
    platform: "node",
    external: ["vscode"],
    logLevel: "warning",
  });
  const file = path.join(folder, `${main}.vsix`);
  const lenient = [
    "--no-dependencies",
    "--allow-missing-repository",
    "--skip-license",
    "--allow-star-activation",
  ];
  await runVsce(["package", ...lenient, "--out", file], folder);
  return file;
}
