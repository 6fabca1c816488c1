// The command line and the MCP server. Reads the extension's storage, holds no key and sends nothing but a request to a
// window of this machine to read an account.

import { basename, dirname, resolve } from "node:path";
import { UsageError } from "./arguments.ts";
import { isBrokenPipe } from "./brokenPipe.ts";
import { commands, exitCodes, UnanswerableError } from "./commands.ts";
import { StorageError } from "./storageError.ts";
import { helpText, version } from "./usage.ts";

async function run(args: readonly string[]): Promise<number> {
  const [name = process.stdin.isTTY ? "help" : "mcp", ...rest] = args;
  if (["help", "--help", "-h"].includes(name)) return await answer(helpText);
  if (["version", "--version", "-v"].includes(name)) return await answer(`${version}\n`);
  const storageFolder = findStorage(args);
  if (name === "mcp" || name.startsWith("--storage")) {
    const { runMcpServer } = await import("./mcpServer.ts");
    await runMcpServer({ storageFolder, isInsideVscode: args.includes("--inside-vscode") });
    return exitCodes.yes;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new UsageError(`There is no command ${JSON.stringify(name)}.`);
  if (rest.includes("--help") || rest.includes("-h")) return await answer(helpText);
  return await command(rest, { storageFolder, write, warn, isTerminal: process.stdout.isTTY, catchStop });
}

function catchStop(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}

/** `--storage FOLDER`, else the folder above the `bin` folder that this file was installed in. */
function findStorage(args: readonly string[]): string {
  const index = args.findIndex((arg) => arg === "--storage" || arg.startsWith("--storage="));
  const value = args[index]?.split("=").slice(1).join("=") || args[index + 1];
  if (index >= 0 && value) return resolve(value);
  if (basename(__dirname) === "bin") return dirname(__dirname);
  throw new UsageError(
    "--storage FOLDER is missing: the extension's storage folder, which has history.db in it.",
  );
}

async function answer(text: string): Promise<number> {
  await write(text);
  return exitCodes.yes;
}

/** Waits until a pipe has taken the text, so that the end of the process cuts nothing off. */
function write(text: string): Promise<void> {
  return new Promise((done, fail) => {
    process.stdout.write(text, (error) => (error ? fail(error) : done()));
  });
}

function warn(text: string): void {
  process.stderr.write(`credit-monitor: ${text}\n`);
}

function report(error: unknown): number {
  if (isBrokenPipe(error)) return exitCodes.yes;
  if (error instanceof UsageError) {
    warn(`${error.message}\nTry: credit-monitor help`);
    return exitCodes.usage;
  }
  const isTold = error instanceof StorageError || error instanceof UnanswerableError;
  const reason = error instanceof Error ? error.message : String(error);
  warn(isTold ? reason : `unexpected error: ${reason}`);
  return exitCodes.unknown;
}

// Whoever started the program may not read what it writes.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
void run(process.argv.slice(2))
  .catch(report)
  .then((code) => {
    process.exitCode = code;
  });
