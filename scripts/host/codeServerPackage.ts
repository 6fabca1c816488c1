import { copyFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { log } from "../helpers/log.ts";
import { runNpm } from "../helpers/process.ts";
import { type ServedHost, versions } from "./host.ts";
import { installOnce } from "./installOnce.ts";

const npmFlags = ["--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--no-engine-strict"];

/** Counted up when the changes to the package below change, so that an older cache is not used. */
const recipe = 1;

/** The command of the pinned code-server, installed on first use. Needs npm's registry, but no compiler. */
export async function installCodeServer(): Promise<ServedHost["command"]> {
  const folder = await installOnce(`code-server-${versions.codeServer}-${recipe}`, async (target) => {
    await writeFile(path.join(target, "package.json"), '{ "private": true }\n');
    await runNpm(["install", ...npmFlags, "--no-save", `code-server@${versions.codeServer}`], target);
    const vscode = path.join(target, "node_modules", "code-server", "lib", "vscode");
    log("code-server is installed; next, the packages of its VS Code");
    await runNpm(["install", ...npmFlags], vscode);
    await replaceLogger(path.join(vscode, "node_modules", "@vscode", "spdlog"));
  });
  return [process.execPath, path.join(folder, "node_modules", "code-server", "out", "node", "entry.js")];
}

/**
 * VS Code's log writer is a native module without a prebuilt binary, and a compiler is not to be expected
 * here. Without it VS Code runs but writes no log files, which the tests read; so plain JavaScript takes its
 * place. The other module without a binary, native-watchdog, is left out: the extension host also checks its
 * parent by itself.
 */
async function replaceLogger(folder: string): Promise<void> {
  await copyFile(path.join(import.meta.dirname, "spdlogStandIn.cjs"), path.join(folder, "index.js"));
}
