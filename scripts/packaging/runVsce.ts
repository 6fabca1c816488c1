import { createRequire } from "node:module";
import { run } from "../helpers/run.ts";

/** Runs the locked vsce in an extension's folder. */
export async function runVsce(args: readonly string[], folder: string): Promise<string> {
  const vsce = createRequire(import.meta.url).resolve("@vscode/vsce/vsce");
  return await run(process.execPath, [vsce, ...args], { cwd: folder });
}
