import path from "node:path";
import { scratchFolder } from "../helpers/cleanUp.ts";
import { StartedProcess } from "../helpers/process.ts";
import { root } from "../helpers/root.ts";
import { followSuite, processRun } from "./followSuite.ts";
import type { SuiteResult } from "./suiteResult.ts";
import { eventFileVariable } from "./testEvents.ts";

// The end-to-end tests stop a VS Code before they end.
const graceMs = 10_000;

export interface MochaSuite {
  readonly name: string;
  /** A folder or several, as a glob. */
  readonly folders: string;
  readonly timeoutMs: number;
  /** How often a test that failed runs again, unless tests are chosen by `grep`. */
  readonly retries?: number;
  /** Only tests whose full title matches this expression; none means all, and forbids `.only`. */
  readonly grep: string | undefined;
  readonly env?: Readonly<Record<string, string>>;
  /** The Node that runs the tests; by default this one. */
  readonly node?: string;
  /** The folder that has the tests; by default the checkout. */
  readonly cwd?: string;
}

/**
 * Runs the test files of folders by mocha's command line in a Node of their own, which takes TypeScript as it
 * is.
 */
export async function runMocha(suite: MochaSuite): Promise<SuiteResult> {
  const { name, folders, timeoutMs, retries = 0, grep, env, node = process.execPath, cwd = root } = suite;
  const events = path.join(scratchFolder("events"), "events.jsonl");
  const args = [
    path.join(root, "node_modules", "mocha", "bin", "mocha.js"),
    `--config=${path.join(root, ".mocharc.json")}`,
    `--timeout=${timeoutMs}`,
    `--reporter=${path.join(import.meta.dirname, "eventReporter.ts")}`,
    ...(grep === undefined ? ["--forbid-only", `--retries=${retries}`] : [`--grep=${grep}`]),
    `${folders}/**/*.test.ts`,
  ];
  const started = new StartedProcess(node, args, {
    cwd,
    env: { ...env, [eventFileVariable]: events },
    graceMs,
  });
  const result = await followSuite(name, events, processRun(started), grep !== undefined);
  // Tests print nothing, unless someone is debugging.
  if (started.output !== "") console.log(started.output.trimEnd());
  return result;
}
