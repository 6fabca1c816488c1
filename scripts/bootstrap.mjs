// `node scripts/bootstrap.mjs <verb>`: installs the locked dependencies when they are missing or differ from
// the lock file, then runs scripts/<verb>.ts (nothing for "install") under the Node 24 that they bring. Plain JavaScript without
// dependencies, because it is what runs on a machine that has only Node 20 and npm.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const modules = path.join(root, "node_modules");
const isWindows = process.platform === "win32";
const node24 = path.join(modules, "node", "bin", isWindows ? "node.exe" : "node");
const stampFile = path.join(modules, ".credit-monitor-lock-hash");
const verbs = [
  "install",
  "start",
  "test",
  "package",
  "bench",
  "fuzz",
  "l10n",
  "notices",
  "screenshots",
  "soak",
];

const say = (text) => console.log(`› ${text}`);

const lockText = readFileSync(path.join(root, "package-lock.json"), "utf8");
const stamp = createHash("sha256").update(`${process.platform} ${process.arch}\n${lockText}`).digest("hex");

function readText(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** Whether npm's own record of what it installed has every version that the lock file asks for. */
function isInstalledByHand() {
  const record = readText(path.join(modules, ".package-lock.json"));
  if (record === "") return false;
  const installed = JSON.parse(record).packages;
  return Object.entries(JSON.parse(lockText).packages).every(
    ([where, wanted]) => where === "" || wanted.optional || installed[where]?.version === wanted.version,
  );
}

/** Resolves with the exit code. Output is shown only on failure; every ten seconds a line says that it goes on. */
function runQuietly(what, command, args, options = {}) {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  say(what);
  return new Promise((resolve) => {
    const output = [];
    const child = spawn(command, args, { cwd: root, shell: isWindows && command === "npm", ...options });
    const ticks = setInterval(() => say(`${what} … ${seconds()} s`), 10_000);
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
    const end = (code, reason = "") => {
      clearInterval(ticks);
      if (code !== 0) process.stderr.write(`${Buffer.concat(output).toString()}${reason}\n`);
      say(`${what}: ${code === 0 ? "done" : "failed"} in ${seconds()} s`);
      resolve(code);
    };
    child.on("error", (error) => end(1, error.message));
    child.on("close", (code) => end(code ?? 1));
  });
}

async function install() {
  // Windows cannot delete a program that runs, and `npm test` runs us with the Node in node_modules if it is there.
  const npmVerb = isWindows && process.execPath.startsWith(modules) ? "install" : "ci";
  const code = await runQuietly(`installing the locked dependencies (npm ${npmVerb})`, "npm", [
    npmVerb,
    "--include=dev",
    "--include=optional",
  ]);
  if (code !== 0) return false;
  if (!existsSync(node24)) {
    // npm was told to run no install scripts; this one only copies the Node binary of another npm package.
    const folder = path.join(modules, "node");
    await runQuietly("unpacking Node 24", process.execPath, ["installArchSpecificPackage.js"], {
      cwd: folder,
    });
  }
  writeFileSync(stampFile, stamp);
  return true;
}

/** Hands signals on and takes over the exit code, so that whoever started us sees the script's own. */
function hand(verb, args) {
  const file = path.join(root, "scripts", `${verb}.ts`);
  const env = { ...process.env, PATH: `${path.dirname(node24)}${path.delimiter}${process.env.PATH ?? ""}` };
  const child = spawn(node24, [file, ...args], { stdio: "inherit", cwd: root, env });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  // npm hands a signal to its shell, and the shell dies of it without telling us.
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
  console.error(`Say one of: ${verbs.join(", ")}.`);
  process.exit(2);
}
const isCurrent = readText(stampFile) === stamp;
if (!isCurrent && isInstalledByHand() && existsSync(node24)) writeFileSync(stampFile, stamp);
else if (!(isCurrent && existsSync(node24)) && !(await install())) {
  console.error("The dependencies could not be installed; npm's own words are above.");
  process.exit(1);
}
if (verb !== "install") hand(verb, args);
