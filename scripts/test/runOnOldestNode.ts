import { cpSync, globSync, mkdirSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { scratchFolder } from "../helpers/cleanUp.ts";
import { root } from "../helpers/root.ts";
import { versions } from "../host/host.ts";
import { installOldestNode } from "../host/oldestNode.ts";
import { runMocha } from "./runMocha.ts";
import type { SuiteResult } from "./suiteResult.ts";

/** The tests of what depends on Node's SQLite. */
const folders = "test/unit/{store/database,services/history,services/coordination}";

/** Runs the database's unit tests in the Node of the oldest supported VS Code. */
export async function runOnOldestNode(
  name: string,
  timeoutMs: number,
  grep: string | undefined,
): Promise<SuiteResult> {
  const [node, cwd] = await Promise.all([installOldestNode(), translateSources()]);
  // That Node calls its type stripping experimental, and tests read what processes print.
  const env = {
    NODE_OPTIONS: "--disable-warning=ExperimentalWarning",
    CREDIT_MONITOR_TEST_OTHER_NODE: process.execPath,
  };
  return await runMocha({ name, folders, timeoutMs, grep, env, node, cwd });
}

/** A copy of the sources and tests in the syntax of that Node, which has no `using`. */
async function translateSources(): Promise<string> {
  const scratch = path.join(root, ".tmp");
  mkdirSync(scratch, { recursive: true });
  // Inside the checkout, so that imports find node_modules.
  const outdir = scratchFolder("oldest", scratch);
  const files = "{src/{core,providers,services,store,sample},test/{helpers,unit},scripts}/**/*.ts";
  await build({
    entryPoints: globSync(files, { cwd: root }).map((file) => path.join(root, file)),
    outbase: root,
    outdir,
    // Imports name `.ts` files.
    outExtension: { ".js": ".ts" },
    format: "esm",
    target: `node${versions.oldestNode}`,
    sourcemap: "inline",
    logLevel: "error",
  });
  // Some tests read the texts of a language.
  cpSync(path.join(root, "l10n"), path.join(outdir, "l10n"), { recursive: true });
  return outdir;
}
