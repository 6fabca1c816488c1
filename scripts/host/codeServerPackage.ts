import { copyFile, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { log } from "../helpers/log.ts";
import { runNpm } from "../helpers/process.ts";
import { type ServedHost, versions } from "./host.ts";
import { installOnce } from "./installOnce.ts";
import { installOldestNode } from "./oldestNode.ts";

const npmFlags = ["--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--no-engine-strict"];

/** Counted up when the changes to the packages below change, so that an older cache is not used. */
const recipe = 1;

/** The command of the pinned code-server, installed on first use. Needs npm's registry, but no compiler. */
export async function installCodeServer(): Promise<ServedHost["command"]> {
  return [process.execPath, await install(versions.codeServer)];
}

/** The command of the code-server with the oldest supported VS Code, in the Node of that VS Code. */
export async function installOldestCodeServer(): Promise<ServedHost["command"]> {
  const node = await installOldestNode();
  return [node, await install(versions.oldestCodeServer, { argon2: "0.45.1" }, removeUnbuildable)];
}

/** `overrides`: of npm. `prepare` changes the VS Code inside the package before its packages are installed. */
async function install(
  version: string,
  overrides: Readonly<Record<string, string>> = {},
  prepare?: (vscode: string) => Promise<void>,
): Promise<string> {
  const folder = await installOnce(`code-server-${version}-${recipe}`, async (target) => {
    const manifest = { private: true, dependencies: { "code-server": version }, overrides };
    await writeFile(path.join(target, "package.json"), JSON.stringify(manifest));
    await runNpm(["install", ...npmFlags], target);
    const vscode = path.join(target, "node_modules", "code-server", "lib", "vscode");
    log(`code-server ${version} is installed; next, the packages of its VS Code`);
    await prepare?.(vscode);
    await runNpm(["install", ...npmFlags], vscode);
    await removeUnused(vscode);
    await replaceLogger(path.join(vscode, "node_modules", "@vscode", "spdlog"));
  });
  return path.join(folder, "node_modules", "code-server", "out", "node", "entry.js");
}

/**
 * Changes the packages of VS Code 1.105 that cannot be installed here: one is at a Git address, and the others have no
 * binary for this machine and serve Windows or company logins.
 */
async function removeUnbuildable(vscode: string): Promise<void> {
  const watcher = { name: "@parcel/watcher", version: "2.5.1" };
  const unneeded = ["kerberos", "@vscode/windows-process-tree", "@vscode/windows-registry"];
  const change = async (file: string, edit: (content: Record<string, Record<string, unknown>>) => void) => {
    const content = JSON.parse(await readFile(path.join(vscode, file), "utf8"));
    edit(content);
    await writeFile(path.join(vscode, file), JSON.stringify(content));
  };
  const editManifest = ({ dependencies = {}, overrides = {} }: Record<string, Record<string, unknown>>) => {
    for (const name of unneeded) delete dependencies[name];
    delete overrides.kerberos;
    dependencies[watcher.name] = watcher.version;
  };
  await change("package.json", editManifest);
  await change("npm-shrinkwrap.json", ({ packages = {} }) => {
    editManifest(packages[""] as Record<string, Record<string, unknown>>);
    for (const name of [...unneeded, watcher.name]) delete packages[`node_modules/${name}`];
  });
}

/** Parts of VS Code that neither the demo nor the tests use: half of its size. */
async function removeUnused(vscode: string): Promise<void> {
  const unused = [
    "extensions/copilot",
    "extensions/mermaid-markdown-features",
    "node_modules/@github/copilot-sdk-linux-x64",
    "node_modules/@microsoft/mxc-sdk",
    "node_modules/@vscode/windows-process-tree",
  ];
  for (const folder of unused) await rm(path.join(vscode, folder), { recursive: true, force: true });
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
