import { lstat, mkdir, readFile, rm } from "node:fs/promises";
import { writeFileAtomically } from "../../store/writeFileAtomically.ts";
import { batchPath, codePage, pathOf, quoteForShell, toolName } from "./launcher.ts";

export interface ShimOptions {
  /** The launcher in the extension's storage, which the shim runs. */
  readonly launcher: string;
  readonly platform: string;
  readonly variables: Readonly<Record<string, string>>;
}

const marker =
  "command of Credit Monitor for VS Code: its command Remove Command Line Tool deletes this file";
const executable = 0o755;

/** The file by which a terminal finds the tool, in this folder. */
export function shimFile(folder: string, platform: string): string {
  return pathOf(platform).join(folder, platform === "win32" ? `${toolName}.cmd` : toolName);
}

/** The text of the shim. It runs the launcher, and says what is missing when that is gone with the extension. */
export function shimText({ launcher, platform, variables }: ShimOptions): string {
  const missing = "the extension Credit Monitor of VS Code was removed. This file can be deleted.";
  if (platform !== "win32") {
    return `#!/bin/sh
# ${marker}.
launcher=${quoteForShell(launcher)}
if [ ! -x "$launcher" ]; then
  printf '%s\\n' "${toolName}: ${missing}" >&2
  exit 2
fi
exec "$launcher" "$@"
`;
  }
  const quoted = `"${batchPath(launcher, variables)}"`;
  const lines = [
    "@echo off",
    `rem ${marker}.`,
    "setlocal DisableDelayedExpansion",
    ...codePage(quoted),
    `if not exist ${quoted} goto missing`,
    // Without `call`, the launcher takes over: arguments are expanded once, and its exit code is the result.
    `${quoted} %*`,
    ":missing",
    `>&2 echo ${toolName}: ${missing}`,
    "exit /b 2",
  ];
  return lines.map((line) => `${line}\r\n`).join("");
}

/** What is at the place of the shim: nothing, a shim of this tool, or a file of something else. */
export async function inspectShim(file: string): Promise<"missing" | "own" | "foreign"> {
  const stats = await lstat(file).catch(() => undefined);
  if (!stats) return "missing";
  if (!stats.isFile()) return "foreign";
  const text = await readFile(file, "utf8").catch(() => "");
  return text.includes(marker) ? "own" : "foreign";
}

export type ShimResult = { readonly ok: true; readonly file: string } | ShimProblem;
export interface ShimProblem {
  readonly ok: false;
  readonly file: string;
  /** `foreign`: the file was not written by this extension. Otherwise the code of the system's error, such as `EACCES`. */
  readonly reason: string;
}

/** Writes the shim into the folder, which is created where it is missing. Never replaces a file of something else. */
export async function installShim(folder: string, options: ShimOptions): Promise<ShimResult> {
  const file = shimFile(folder, options.platform);
  if ((await inspectShim(file)) === "foreign") return { ok: false, file, reason: "foreign" };
  try {
    await mkdir(folder, { recursive: true });
    await writeFileAtomically(file, (append) => append(shimText(options)), executable);
    return { ok: true, file };
  } catch (error) {
    return { ok: false, file, reason: errorCode(error) };
  }
}

/** The shims of this tool in these folders. */
export async function findShims(folders: readonly string[], platform: string): Promise<readonly string[]> {
  const files = [...new Set(folders.map((folder) => shimFile(folder, platform)))];
  const kinds = await Promise.all(files.map(inspectShim));
  return files.filter((_, index) => kinds[index] === "own");
}

/** Deletes a shim of this tool; any other file stays. */
export async function removeShim(file: string): Promise<ShimResult> {
  if ((await inspectShim(file)) !== "own") return { ok: false, file, reason: "foreign" };
  try {
    await rm(file);
    return { ok: true, file };
  } catch (error) {
    return { ok: false, file, reason: errorCode(error) };
  }
}

export function errorCode(error: unknown): string {
  if (error instanceof Error && "code" in error) return String(error.code);
  throw error;
}
