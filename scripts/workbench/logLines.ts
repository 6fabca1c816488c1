import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Profile } from "./profile.ts";

const lineCount = 20;
/** VS Code's own frames, and what code-server always misses. */
const noise = /^\s*$|\/out\/vs\/|extensionHostProcess|node:internal|watchdog| \[(info|debug|trace)\] /;

/** What tells why an extension does not do its work: the last lines of its own log, and errors of its host. */
export function logLines(profile: Profile): string {
  const cwd = path.join(profile.userData, "logs");
  if (!existsSync(cwd)) return "";
  const own = globSync("**/credit-monitor.*/*.log", { cwd });
  const host = globSync("**/*exthost.log", { cwd });
  const linesOf = (file: string) => readFileSync(path.join(cwd, file), "utf8").split("\n");
  const lines = [
    ...own.flatMap((file) => linesOf(file)),
    ...host.flatMap((file) => linesOf(file).filter((line) => !noise.test(line))),
  ];
  return lines.slice(-lineCount).join("\n");
}
