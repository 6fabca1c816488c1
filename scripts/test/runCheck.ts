import path from "node:path";
import { run } from "../helpers/process.ts";
import { root } from "../helpers/root.ts";
import { checkResult, type SuiteResult } from "./suiteResult.ts";

/**
 * Runs a tool of node_modules over the checkout, once for each list of arguments. Each complaint is one
 * failure.
 */
export async function runCheck(
  name: string,
  script: string,
  ...runs: readonly (readonly string[])[]
): Promise<SuiteResult> {
  const tool = path.join(root, "node_modules", script);
  const ended = await Promise.allSettled(
    runs.map((args) => run(process.execPath, [tool, ...args], { cwd: root })),
  );
  const complaints = ended.filter((one) => one.status === "rejected").map(({ reason }) => String(reason));
  return checkResult(name, ...complaints);
}
