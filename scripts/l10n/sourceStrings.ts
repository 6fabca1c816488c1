import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { getL10nJson } from "@vscode/l10n-dev";
import { root } from "../helpers/root.ts";

let words: Promise<readonly string[]> | undefined;

/** Every text that the source words through `vscode.l10n.t`: the keys that a bundle needs. */
export function sourceWords(): Promise<readonly string[]> {
  words ??= readWords();
  return words;
}

async function readWords(): Promise<readonly string[]> {
  const files = globSync("src/**/*.ts", { cwd: root });
  const found = await getL10nJson(
    files.map((file) => ({ extension: ".ts", contents: readFileSync(path.join(root, file), "utf8") })),
  );
  return Object.keys(found);
}
