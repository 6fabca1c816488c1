import path from "node:path";
import { build } from "esbuild";
import { root } from "../../scripts/helpers/root.ts";

/** What watches the pages from inside, as one classic script. */
export async function bundlePageScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, "bench", "page", "watch.ts")],
    tsconfig: path.join(root, "src", "webview", "tsconfig.json"),
    bundle: true,
    format: "iife",
    platform: "browser",
    write: false,
    logLevel: "warning",
  });
  return outputFiles[0]?.text ?? "";
}
