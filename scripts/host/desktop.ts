import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { downloadAndUnzipVSCode } from "@vscode/test-electron";
import { withProgress } from "../helpers/log.ts";
import { type DesktopHost, versions } from "./host.ts";
import { cacheFolder } from "./installOnce.ts";

const downloads = "https://update.code.visualstudio.com/api/releases/stable";
const answerMs = 3_000;

/** The desktop VS Code that `@vscode/test-electron` downloads; throws the reason when it cannot be had. */
export async function downloadedHost(): Promise<DesktopHost> {
  await assertDownloads();
  assertDisplay();
  const cachePath = path.join(cacheFolder, "desktop");
  const executable = await withProgress(`getting VS Code ${versions.desktop} into ${cachePath}`, () =>
    downloadAndUnzipVSCode({ version: versions.desktop, cachePath }),
  );
  return { kind: "desktop", name: `VS Code ${versions.desktop} (desktop)`, executable };
}

/** A desktop VS Code at a path: its program, its command or, on macOS, its application. */
export function installedHost(file: string): DesktopHost {
  assertDisplay();
  return { kind: "desktop", name: file, executable: programOf(file) };
}

/** A command line for a desktop program: where Linux has no display, `xvfb-run` gives it one. */
export function onDisplay(command: string, ...args: readonly string[]): [string, ...string[]] {
  if (hasDisplay()) return [command, ...args];
  return ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1600x1000x24", command, ...args];
}

function hasDisplay(): boolean {
  const { platform, env } = process;
  return platform !== "linux" || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

function assertDisplay(): void {
  if (hasDisplay() || !spawnSync("xvfb-run", ["--help"]).error) return;
  throw new Error("there is no display and no xvfb-run (Debian package xvfb)");
}

/** Throws at once where the downloads are blocked; `@vscode/test-electron` would try for a minute. */
async function assertDownloads(): Promise<void> {
  try {
    const reply = await fetch(downloads, { method: "HEAD", signal: AbortSignal.timeout(answerMs) });
    if (!reply.ok) throw new Error(`status ${reply.status}`);
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`its download host did not answer within ${answerMs / 1000} s (${reason})`);
  }
}

/** `code` is a script that starts the program and ends at once: the program stands beside it. */
export function programOf(
  file: string,
  paths: typeof path.posix = path,
  exists: (file: string) => boolean = existsSync,
): string {
  if (file.endsWith(".app")) return paths.join(file, "Contents", "MacOS", "Electron");
  if (paths.basename(paths.dirname(file)) !== "bin") return file;
  const folder = paths.dirname(paths.dirname(file));
  const programs = [
    paths.join(folder, paths.basename(file)),
    paths.join(folder, "Code.exe"),
    // macOS: Contents/Resources/app/bin/code
    paths.join(folder, "..", "..", "MacOS", "Electron"),
  ];
  return programs.find((program) => exists(program)) ?? file;
}
