import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import type { ServedHost } from "../host/host.ts";
import type { Profile } from "./profile.ts";

/** What can be seen beside ours, themes and file icons; and a debugger, for a launch that asks for credits first. */
const kept = ["theme-defaults", "theme-seti", "ms-vscode.js-debug"];

/**
 * The server's option for a VS Code with few of its built-in extensions; none where they are not where the npm
 * package has them. All of them (languages, Git, notebooks, …) are a third of the cost of each window that opens.
 */
export function fewBuiltIns({ command }: ServedHost, { userData }: Profile): readonly string[] {
  const entry = command.at(-1) ?? "";
  const all = path.resolve(path.dirname(entry), "..", "..", "lib", "vscode", "extensions");
  if (!kept.every((name) => existsSync(path.join(all, name)))) return [];
  const few = path.join(userData, "built-in");
  mkdirSync(few);
  for (const name of kept) symlinkSync(path.join(all, name), path.join(few, name), "junction");
  return ["--vscode-option", `builtin-extensions-dir=${few}`];
}
