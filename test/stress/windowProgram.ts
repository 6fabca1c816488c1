import path from "node:path";
import { build } from "esbuild";
import { root } from "../../scripts/helpers/root.ts";

export type WindowProgramName = "busyWindow" | "pollingWindow";

/** Bundles a window's program into `folder`, as the product is bundled: it starts faster than the sources. */
export async function bundleWindowProgram(name: WindowProgramName, folder: string): Promise<string> {
  const outfile = path.join(folder, `${name}.mjs`);
  await build({
    entryPoints: [path.join(root, "test", "stress", `${name}.ts`)],
    outfile,
    bundle: true,
    format: "esm",
    platform: "neutral",
    target: "es2024",
    mainFields: ["module", "main"],
    conditions: ["browser", "import"],
    external: ["node:*"],
    logLevel: "warning",
  });
  return outfile;
}
