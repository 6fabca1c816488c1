import path from "node:path";
import { root } from "../helpers/root.ts";
import { runCommand } from "../helpers/runCommand.ts";
import type { SuiteResult } from "./suiteResult.ts";

/** Runs a tool of node_modules over the checkout; its complaint is one failure, its silence is no test passed. */
export async function runCheck(
  name: string,
  script: string,
  ...runs: readonly (readonly string[])[]
): Promise<SuiteResult> {
  const tool = path.join(root, "node_modules", script);
  const results = await Promise.all(
    runs.map((args) => runCommand(process.execPath, [tool, ...args], { cwd: root })),
  );
  const failures = results
    .filter((result) => result.code !== 0)
    .map((result) => ({ title: `${name} (exit code ${result.code})`, detail: result.output }));
  return { name, passed: 0, skipped: 0, failures, timings: [] };
}
