import { existsSync, realpathSync } from "node:fs";
import path from "node:path";
import type { Browser, Host } from "./host.ts";
import { ensureDisplay } from "./virtualDisplay.ts";

/** The host at a path that a person named: a code-server entry, or a desktop VS Code or its command. */
export async function namedHost(file: string, browser: () => Promise<Browser>): Promise<Host> {
  if (!existsSync(file)) throw new Error(`there is no file ${file}`);
  const real = realpathSync(file);
  if (/\.[cm]?js$/.test(real)) {
    return { kind: "served", command: [process.execPath, real], browser: await browser() };
  }
  if (/code-server/.test(path.basename(real))) {
    return { kind: "served", command: [real], browser: await browser() };
  }
  await ensureDisplay();
  return { kind: "desktop", executable: desktopExecutable(real) };
}

/** `code` is a script that starts the program and leaves at once: take the program beside it. */
function desktopExecutable(file: string): string {
  if (file.endsWith(".app")) return path.join(file, "Contents", "MacOS", "Electron");
  const inBin = path.basename(path.dirname(file)) === "bin";
  if (!inBin) return file;
  const folder = path.dirname(path.dirname(file));
  const programs = [
    path.join(folder, path.basename(file)),
    path.join(folder, "Code.exe"),
    // macOS: Contents/Resources/app/bin/code
    path.join(folder, "..", "..", "MacOS", "Electron"),
  ];
  return programs.find((program) => existsSync(program)) ?? file;
}
