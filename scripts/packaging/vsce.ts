import { chmodSync, copyFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { build } from "esbuild";
import { scratchFolder } from "../helpers/cleanUp.ts";
import { run } from "../helpers/process.ts";
import { root } from "../helpers/root.ts";

/** Runs the locked vsce in an extension's folder. */
export async function runVsce(
  args: readonly string[],
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const vsce = createRequire(import.meta.url).resolve("@vscode/vsce/vsce");
  return await run(process.execPath, [vsce, ...args], { cwd: folder, env });
}

/** The files that the package has, relative to the root. */
export async function listContents(): Promise<readonly string[]> {
  const output = await runVsce(["ls", "--no-dependencies"], root);
  return output.split(/\r?\n/).filter((line) => line !== "");
}

/**
 * Packs a copy of an extension's files into `file`, with `epochSeconds` as their time. The bytes of the package depend on
 * nothing else: vsce writes local times and the files' permissions, so the copies get those of every machine.
 */
export async function packFolder(
  folder: string,
  file: string,
  flags: readonly string[],
  epochSeconds: string,
): Promise<void> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) chmodSync(path.join(entry.parentPath, entry.name), 0o644);
  }
  const args = ["package", "--no-dependencies", ...flags, "--out", file];
  await runVsce(args, folder, { SOURCE_DATE_EPOCH: epochSeconds, TZ: "UTC" });
}

/**
 * Packs a small extension of this repository: a folder with a manifest and the source of its `main`. Returns
 * the file.
 */
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
