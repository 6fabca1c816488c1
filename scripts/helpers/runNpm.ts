import { mustRun } from "./run.ts";

/** Runs the npm that started us, or the one on the PATH. */
export async function runNpm(args: readonly string[], cwd: string): Promise<void> {
  const own = process.env.npm_execpath;
  if (own?.endsWith("npm-cli.js")) await mustRun(process.execPath, [own, ...args], { cwd });
  else await mustRun("npm", args, { cwd, shell: process.platform === "win32" });
}
