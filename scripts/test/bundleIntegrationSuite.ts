import { mkdirSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { root } from "../helpers/root.ts";
import { scratchFolder } from "../helpers/scratchFolder.ts";
import { findTests } from "./testFiles.ts";

/** What VS Code loads: an entry with `run()`, and the test files it is to be told of. */
export interface HostSuite {
  readonly entry: string;
  readonly files: readonly string[];
}

/** Bundles the host tests, a file each, for the extension host, which loads neither TypeScript nor `.ts` imports. */
export async function bundleHostSuite(): Promise<HostSuite> {
  const scratch = path.join(root, ".tmp");
  mkdirSync(scratch, { recursive: true });
  // Inside the checkout, so that `require("mocha")` finds node_modules.
  const outdir = scratchFolder("suite", scratch);
  const tests = findTests("integration");
  const testRoot = path.join(root, "test", "integration");
  const inputs = tests.map((file) => ({ in: file, out: path.relative(testRoot, file).replace(/\.ts$/, "") }));
  const entry = { in: path.join(import.meta.dirname, "testEntry.ts"), out: "entry" };
  await build({
    entryPoints: [entry, ...inputs],
    outdir,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "es2024",
    external: ["vscode", "mocha"],
    sourcemap: "inline",
    logLevel: "warning",
  });
  const output = ({ out }: { readonly out: string }) => path.join(outdir, `${out}.cjs`);
  return { entry: output(entry), files: inputs.map(output) };
}
