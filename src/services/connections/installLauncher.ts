import { mkdir, readFile } from "node:fs/promises";
import { writeFileAtomically } from "../../store/writeFileAtomically.ts";
import { type LauncherOptions, launcherText } from "./launcher.ts";

export interface InstallOptions extends LauncherOptions {
  /** The program as the extension contains it. */
  readonly source: string;
}

const privateFile = 0o600;
const privateProgram = 0o700;

/** Copies the program to where programs outside VS Code find it, and writes its launcher. Only the user may read them. */
export async function installLauncher(options: InstallOptions): Promise<void> {
  const program = await readFile(options.source, "utf8");
  await mkdir(options.folder, { recursive: true, mode: privateProgram });
  await writeFileAtomically(options.bundle, (append) => append(program), privateFile);
  await writeFileAtomically(options.launcher, (append) => append(launcherText(options)), privateProgram);
}

/**
 * Installs the launcher again when it is of another version or leads to another VS Code; not when it was never installed.
 * Resolves to whether it did.
 */
export async function updateLauncher(options: InstallOptions): Promise<boolean> {
  const installed = await readFile(options.launcher, "utf8").catch(() => undefined);
  if (installed === undefined || installed === launcherText(options)) return false;
  await installLauncher(options);
  return true;
}
