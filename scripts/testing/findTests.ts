import { globSync } from "node:fs";
import path from "node:path";
import { root } from "../support/root.ts";

/** The test files of a suite, absolute and sorted. */
export function findTests(suite: "unit" | "host" | "browser"): readonly string[] {
  const found = globSync(`test/${suite}/**/*.test.ts`, { cwd: root });
  if (found.length === 0) throw new Error(`test/${suite} has no test files`);
  return found.map((file) => path.join(root, file)).sort();
}
