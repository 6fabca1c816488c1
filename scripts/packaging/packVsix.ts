import { createRequire } from "node:module";
import path from "node:path";
import { mustRun } from "../support/mustRun.ts";
import { root } from "../support/root.ts";

/** Packs the built extension; vsce also checks the manifest. Returns the file. */
export async function packVsix(): Promise<string> {
  const file = path.join(root, "dist", "credit-monitor.vsix");
  await runVsce(["package", "--no-dependencies", "--allow-missing-repository", "--out", file], root);
  return file;
}

/** Runs the locked vsce in an extension's folder. */
export async function runVsce(args: readonly string[], folder: string): Promise<string> {
  const vsce = createRequire(import.meta.url).resolve("@vscode/vsce/vsce");
  return await mustRun(process.execPath, [vsce, ...args], { cwd: folder });
}
