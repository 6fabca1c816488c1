import { posix, win32 } from "node:path";

/** The name of the command line tool, and of the server's entry in the configuration of an agent. */
export const toolName = "credit-monitor";
const cacheName = "cache";

export interface LauncherFiles {
  /** The folder in the extension's storage that programs outside VS Code use. */
  readonly folder: string;
  /** The program: the command line tool and the MCP server. */
  readonly bundle: string;
  /** The script that runs the bundle with a Node.js. */
  readonly launcher: string;
  /** Where Node.js keeps the bundle compiled, which is most of the time that it takes to start. */
  readonly compileCache: string;
}

/** Where the launcher lies. The paths survive an update of the extension, which has a new folder with each version. */
export function launcherFiles(storageFolder: string, platform: string): LauncherFiles {
  const { join } = pathOf(platform);
  const folder = join(storageFolder, "bin");
  return {
    folder,
    bundle: join(folder, `${toolName}.cjs`),
    launcher: join(folder, platform === "win32" ? `${toolName}.cmd` : toolName),
    compileCache: join(folder, cacheName),
  };
}

export function pathOf(platform: string): typeof posix {
  return platform === "win32" ? win32 : posix;
}

export interface LauncherOptions extends LauncherFiles {
  /** The executable of VS Code or of its server, which is a Node.js with `ELECTRON_RUN_AS_NODE`. */
  readonly host: string;
  readonly version: string;
  readonly platform: string;
  /** Folders that Windows names by a variable, by the variable's name. */
  readonly variables: Readonly<Record<string, string>>;
}

const remark = "launcher of Credit Monitor for VS Code; it is written anew with each version";
/** Exit code 2 of the command line tool: the answer is not known. */
const unknownCode = 2;
/** The bundle reads the history with this module, which Node.js has from 22.13 on without an option. */
const nodeCheck = "process.exit(process.getBuiltinModule?.('node:sqlite') ? 0 : 1)";
const missingBundle =
  "its program is missing. Start VS Code with the extension Credit Monitor, and run its command Install Command Line Tool.";
const missingNode =
  "it needs VS Code, which has moved or was removed, or Node.js 22.13 or newer on the PATH. Start VS Code once so that the extension Credit Monitor finds it again.";

/**
 * The text of the launcher. It runs the bundle with VS Code's Node.js, and with `node` from the PATH where VS Code is no longer
 * at its place: a served VS Code and a snap have the version in their path. Arguments reach the bundle as they are.
 */
export function launcherText(options: LauncherOptions): string {
  return options.platform === "win32" ? windowsLauncher(options) : posixLauncher(options);
}

function posixLauncher({ bundle, compileCache, host, version }: LauncherOptions): string {
  return `#!/bin/sh
# ${version}: ${remark}.
bundle=${quoteForShell(bundle)}
host=${quoteForShell(host)}
fail() {
  printf '%s\\n' "${toolName}: $1" >&2
  exit ${unknownCode}
}
[ -f "$bundle" ] || fail "${missingBundle}"
NODE_COMPILE_CACHE=${quoteForShell(compileCache)}
export NODE_COMPILE_CACHE
if [ -f "$host" ] && [ -x "$host" ]; then
  ELECTRON_RUN_AS_NODE=1
  export ELECTRON_RUN_AS_NODE
  exec "$host" "$bundle" "$@"
fi
command -v node >/dev/null 2>&1 && node -e "${nodeCheck}" >/dev/null 2>&1 || fail "${missingNode}"
exec node "$bundle" "$@"
`;
}

function windowsLauncher({ host, version, variables }: LauncherOptions): string {
  const quotedHost = `"${batchPath(host, variables)}"`;
  const lines = [
    "@echo off",
    `rem ${version}: ${remark}.`,
    "setlocal DisableDelayedExpansion",
    ...codePage(quotedHost),
    `set "bundle=%~dp0${toolName}.cjs"`,
    'if not exist "%bundle%" goto noBundle',
    `set "NODE_COMPILE_CACHE=%~dp0${cacheName}"`,
    `if not exist ${quotedHost} goto node`,
    'set "ELECTRON_RUN_AS_NODE=1"',
    // No parentheses around it: an argument with ")" would end them. No `call`, which would expand "%" once more.
    `${quotedHost} "%bundle%" %*`,
    "exit /b %ERRORLEVEL%",
    ":node",
    `call node -e "${nodeCheck}" >nul 2>nul || goto noNode`,
    'node "%bundle%" %*',
    "exit /b %ERRORLEVEL%",
    ":noBundle",
    `>&2 echo ${toolName}: ${missingBundle}`,
    `exit /b ${unknownCode}`,
    ":noNode",
    `>&2 echo ${toolName}: ${missingNode}`,
    `exit /b ${unknownCode}`,
  ];
  return lines.map((line) => `${line}\r\n`).join("");
}

/** A word of a POSIX shell that is exactly this text. */
export function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * A path inside the quotes of a batch file. `cmd.exe` reads the file in the code page of the console, so the start of a path
 * with other characters, such as the name of the user, comes from a variable.
 */
export function batchPath(path: string, variables: Readonly<Record<string, string>>): string {
  const escapePercent = (text: string) => text.replaceAll("%", "%%");
  if (isAscii(path)) return escapePercent(path);
  const lower = path.toLowerCase();
  const starts = Object.entries(variables).filter(
    ([, folder]) => folder !== "" && lower.startsWith(`${folder.toLowerCase()}\\`),
  );
  const [longest] = starts.toSorted(([, one], [, other]) => other.length - one.length);
  if (!longest) return escapePercent(path);
  const [name, folder] = longest;
  return `%${name}%${escapePercent(path.slice(folder.length))}`;
}

/** The command that makes `cmd.exe` read the rest of a batch file as UTF-8, where that has characters that need it. */
export function codePage(text: string): readonly string[] {
  return isAscii(text) ? [] : ["chcp 65001 >nul"];
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
