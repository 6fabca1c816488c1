import { globSync } from "node:fs";
import path from "node:path";
import { root } from "../helpers/root.ts";

const folders = {
  unit: "test/{unit,properties,faults,stress,packaging,bench}",
  integration: "test/integration",
  webview: "test/webview",
  e2e: "test/e2e",
} as const;

export type TestSuite = keyof typeof folders;

/** The test files of a suite, absolute and sorted. */
export function findTests(suite: TestSuite): readonly string[] {
  const folder = folders[suite];
  const found = globSync(`${folder}/**/*.test.ts`, { cwd: root });
  if (found.length === 0) throw new Error(`${folder} has no test files`);
  return found.map((file) => path.join(root, file)).sort();
}
