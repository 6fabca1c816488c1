import { appendFileSync } from "node:fs";
import process from "node:process";
import { inspect } from "node:util";
import Mocha from "mocha";
import type { TestEvent } from "./testEvent.ts";
import { type TestRun, testRunVariable } from "./testRun.ts";

/**
 * Runs mocha as `CREDIT_MONITOR_TEST_RUN` says and writes what happens to its events file. VS Code calls it in its
 * extension host, and nodeEntry.ts in Node; it throws when tests failed, which gives either one its exit code.
 */
export async function run(): Promise<void> {
  const order: TestRun = JSON.parse(process.env[testRunVariable] ?? "{}");
  process.setSourceMapsEnabled(true);
  const emit = (event: TestEvent) => appendFileSync(order.events, `${JSON.stringify(event)}\n`);
  const mocha = new Mocha({
    ui: "bdd",
    timeout: order.timeoutMs,
    // Says nothing; the events below do.
    reporter: Mocha.reporters.Base,
    ...(order.grep === undefined ? { forbidOnly: true } : { grep: new RegExp(order.grep) }),
  });
  for (const file of order.files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const failed = await new Promise<number>((resolve) => {
    mocha
      .run(resolve)
      .on("pass", (test) => emit({ kind: "pass", title: test.fullTitle() }))
      .on("pending", (test) => emit({ kind: "skip", title: test.fullTitle() }))
      .on("fail", (test, error) =>
        emit({ kind: "fail", title: test.fullTitle(), detail: describeError(error) }),
      );
  });
  emit({ kind: "end" });
  if (failed > 0) throw new Error(`${failed} failed`);
}

/** The stack, and both values of a comparison in full. */
function describeError(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error, { depth: 6 });
  const lines = [error.stack ?? error.message];
  if ("expected" in error) lines.push(`expected: ${inspect(error.expected, { depth: 10 })}`);
  if ("actual" in error) lines.push(`actual:   ${inspect(error.actual, { depth: 10 })}`);
  return lines.join("\n");
}
