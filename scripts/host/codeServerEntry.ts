import { copyFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { log } from "../helpers/log.ts";
import { runNpm } from "../helpers/runNpm.ts";
import { versions } from "../helpers/versions.ts";
import { installOnce } from "./installOnce.ts";

const npmFlags = ["--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--no-engine-strict"];

/** Counts up when what is done to the package below changes, so that older caches are not taken for it. */
const recipe = 1;

/** The entry file of the pinned code-server, installed on first use. Needs npm's registry, no compiler. */
export async function codeServerEntry(): Promise<string> {
  const folder = await installOnce(`code-server-${versions.codeServer}-${recipe}`, async (target) => {
    await writeFile(path.join(target, "package.json"), '{ "private": true }\n');
    await runNpm(["install", ...npmFlags, "--no-save", `code-server@${versions.codeServer}`], target);
    const vscode = path.join(target, "node_modules", "code-server", "lib", "vscode");
    log("code-server is there; now what its VS Code needs");
    await runNpm(["install", ...npmFlags], vscode);
    await replaceLogger(path.join(vscode, "node_modules", "@vscode", "spdlog"));
  });
  return path.join(folder, "node_modules", "code-server", "out", "node", "entry.js");
}

/**
 * VS Code's log writer is a native module without a prebuilt binary, and a compiler is not to be expected here.
 * Without it VS Code runs but writes no log files, which the tests read; so plain JavaScript takes its place.
 * The other module without a binary, native-watchdog, is left out: the host also checks its parent by itself.
 */
async function replaceLogger(folder: string): Promise<void> {
  await copyFile(path.join(import.meta.dirname, "spdlogStandIn.cjs"), path.join(folder, "index.js"));
}
