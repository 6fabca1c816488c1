import { run } from "./run.ts";

/** Runs the npm that started us, or the one on the PATH. */
export async function runNpm(args: readonly string[], cwd: string): Promise<void> {
  const own = process.env.npm_execpath;
  if (own?.endsWith("npm-cli.js")) await run(process.execPath, [own, ...args], { cwd });
  else await run("npm", args, { cwd, shell: process.platform === "win32" });
}
