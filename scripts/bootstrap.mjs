// `node scripts/bootstrap.mjs <verb>`: installs the locked dependencies when they are missing or differ from
// the lock file, then runs scripts/<verb>.ts (nothing for "install") under the Node 24 that they bring. Plain
// JavaScript without dependencies, because it runs on a machine that has only Node 20 and npm.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const scripts = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(scripts);
const modules = path.join(root, "node_modules");
const isWindows = process.platform === "win32";
const node24 = path.join(modules, "node", "bin", isWindows ? "node.exe" : "node");
const verbs = ["install", ...readdirSync(scripts).flatMap((file) => /^(\w+)\.ts$/.exec(file)?.[1] ?? [])];

const log = (text) => console.log(`› ${text}`);

/** Whether npm's own record of what it installed has every version that the lock file names, and Node 24 runs. */
function isInstalled() {
  const record = path.join(modules, ".package-lock.json");
  if (!existsSync(record)) return false;
  const packagesIn = (file) => Object.entries(JSON.parse(readFileSync(file, "utf8")).packages);
  const installed = new Map(packagesIn(record));
  const isCurrent = packagesIn(path.join(root, "package-lock.json")).every(
    ([folder, { version, optional }]) =>
      folder === "" || optional || installed.get(folder)?.version === version,
  );
  return isCurrent && spawnSync(node24, ["--version"]).status === 0;
}

/** Resolves with the exit code. Prints the output only on failure, and every ten seconds that it goes on. */
function runQuietly(what, command, args, options = {}) {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  log(what);
  return new Promise((resolve) => {
    const output = [];
    // On Windows npm is a batch file. Its arguments here need no quotes.
    const shell = isWindows && command === "npm";
    const line = [command, ...args].join(" ");
    const child = spawn(shell ? line : command, shell ? [] : args, { cwd: root, shell, ...options });
    const ticks = setInterval(() => log(`${what} … ${seconds()} s`), 10_000);
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
    const end = (code, reason = "") => {
      clearInterval(ticks);
      if (code !== 0) process.stderr.write(`${Buffer.concat(output).toString()}${reason}\n`);
      log(`${what}: ${code === 0 ? "done" : "failed"} in ${seconds()} s`);
      resolve(code);
    };
    child.on("error", (error) => end(1, error.message));
    child.on("close", (code) => end(code ?? 1));
  });
}

async function install() {
  // Windows cannot delete a program that runs, and this may run in the Node of node_modules.
  const npmVerb = isWindows && process.execPath.startsWith(modules) ? "install" : "ci";
  const args = [npmVerb, "--include=dev", "--include=optional"];
  const code = await runQuietly(`installing the locked dependencies (npm ${npmVerb})`, "npm", args);
  if (code !== 0 || existsSync(node24)) return code === 0;
  // npm runs no install scripts here; this one only copies the Node binary of another npm package.
  const cwd = path.join(modules, "node");
  return (
    (await runQuietly("unpacking Node 24", process.execPath, ["installArchSpecificPackage.js"], { cwd })) ===
    0
  );
}

/** Passes signals on to the script, and exits with its exit code. */
function runScript(verb, args) {
  const env = { ...process.env, PATH: `${path.dirname(node24)}${path.delimiter}${process.env.PATH ?? ""}` };
  const child = spawn(node24, [path.join(scripts, `${verb}.ts`), ...args], {
    stdio: "inherit",
    cwd: root,
    env,
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  // npm passes a signal to its shell, which ends without passing it on.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 500).unref();
  child.on("error", (error) => {
    console.error(`Cannot run ${node24}: ${error.message}. Delete node_modules and try again.`);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 1);
  });
}

const [verb = "", ...args] = process.argv.slice(2);
if (Number.parseInt(process.versions.node, 10) < 20) {
  console.error(`Node 20 or newer is needed; this is ${process.version}.`);
  process.exit(2);
}
if (!verbs.includes(verb)) {
  console.error(`Give one of: ${verbs.join(", ")}.`);
  process.exit(2);
}
const mustInstall = !isInstalled();
if (mustInstall && verb === "start") {
  log(
    "The first time takes about 3 minutes and 1.1 GB of disk: npm packages, and a VS Code where there is none.",
  );
}
if (mustInstall && !(await install())) {
  console.error("The dependencies could not be installed; npm's own messages are above.");
  process.exit(1);
}
if (verb !== "install") runScript(verb, args);
