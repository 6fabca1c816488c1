import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { type JsonTree, parseTree } from "./jsonTree.ts";

const folder = path.join(import.meta.dirname, "../../fixtures");

/** The recorded replies that match a pattern, such as `poof/*`. */
export function fixtureTrees(pattern: string): readonly JsonTree[] {
  const files = globSync(`${pattern}.json`, { cwd: folder }).sort();
  if (files.length === 0) throw new Error(`no fixture matches ${pattern}`);
  return files.flatMap((file) => {
    try {
      return [parseTree(readFileSync(path.join(folder, file), "utf8"))];
    } catch {
      // Some fixtures are deliberately no JSON.
      return [];
    }
  });
}
