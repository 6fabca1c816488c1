import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import type { Browser } from "./host.ts";

const answerMs = 10_000;

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];

const macApplications = ["Google Chrome", "Chromium", "Microsoft Edge"];

const windowsPrograms = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
];

/** An installed Chromium, Chrome or Edge; undefined when there is none. */
export function systemBrowser(): Browser | undefined {
  const executable = candidates().find(isExecutable);
  return executable === undefined ? undefined : { executable, env: {} };
}

function candidates(): readonly string[] {
  const { env } = process;
  if (process.platform === "darwin")
    return macApplications.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  if (process.platform === "win32")
    return [env.ProgramFiles, env["ProgramFiles(x86)"], env.LOCALAPPDATA].flatMap((folder) =>
      folder === undefined ? [] : windowsPrograms.map((program) => path.join(folder, program)),
    );
  const folders = (env.PATH ?? "").split(path.delimiter);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    return false;
  }
  // On some Linuxes the name belongs to a script that only says how to install the browser.
  if (process.platform !== "linux") return true;
  return spawnSync(file, ["--version"], { timeout: answerMs }).status === 0;
}
