import path from "node:path";
import { root } from "../helpers/root.ts";
import { scratchFolder } from "../helpers/scratchFolder.ts";
import { StartedProcess } from "../helpers/startedProcess.ts";
import { EventLog } from "./eventLog.ts";
import type { SuiteResult } from "./suiteResult.ts";
import { findTests, type TestSuite } from "./testFiles.ts";
import { type TestRun, testRunVariable } from "./testRun.ts";
import { watchSuite } from "./watchSuite.ts";

const limitMs = 15 * 60_000;
// It stops VS Codes of its own before it ends.
const graceMs = 10_000;

/** Runs a suite of test files in Node, TypeScript as it is. */
export async function runNodeSuite(
  name: Exclude<TestSuite, "integration">,
  timeoutMs: number,
  grep: string | undefined,
  env: Readonly<Record<string, string>> = {},
): Promise<SuiteResult> {
  const events = new EventLog(path.join(scratchFolder("events"), "events.jsonl"));
  const order: TestRun = {
    files: findTests(name),
    events: events.file,
    timeoutMs,
    ...(grep === undefined ? {} : { grep }),
  };
  const started = new StartedProcess(process.execPath, [path.join(import.meta.dirname, "nodeEntry.ts")], {
    cwd: root,
    env: { ...env, [testRunVariable]: JSON.stringify(order) },
    graceMs,
  });
  const ended = started.ended.then((code) => `exit code ${code}`);
  const ending = await watchSuite(name, events, ended, limitMs);
  await started.stop();
  // Tests are silent, except where somebody is looking for something.
  if (started.output !== "") console.log(started.output.trimEnd());
  return events.result(name, grep !== undefined, `${ending}\n${started.output}`);
}
