import { mustRun } from "../support/mustRun.ts";
import { root } from "../support/root.ts";

/** Bundles the extension and its panel into dist/. */
export async function buildBundles(): Promise<void> {
  await mustRun(process.execPath, ["esbuild.mjs"], { cwd: root });
}
