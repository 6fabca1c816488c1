import { globSync, rmSync } from "node:fs";
import path from "node:path";
import { root } from "../helpers/root.ts";
import { run } from "../helpers/run.ts";

/** Bundles the extension and its panel into dist/, where nothing of an older build stays that would ship. */
export async function buildBundles(): Promise<void> {
  const dist = path.join(root, "dist");
  for (const file of globSync("*.{cjs,map}", { cwd: dist })) rmSync(path.join(dist, file), { force: true });
  await run(process.execPath, ["esbuild.mjs"], { cwd: root });
}
