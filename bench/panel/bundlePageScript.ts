import path from "node:path";
import { build } from "esbuild";
import { root } from "../../scripts/helpers/root.ts";

/** Bundles the code that runs inside the pages, as one classic script. */
export async function bundlePageScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, "bench", "panel", "page", "watch.ts")],
    tsconfig: path.join(root, "src", "webview", "tsconfig.json"),
    bundle: true,
    format: "iife",
    platform: "browser",
    write: false,
    logLevel: "warning",
  });
  return outputFiles[0]?.text ?? "";
}
