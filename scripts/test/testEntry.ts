import { appendFileSync } from "node:fs";
import process from "node:process";
import Mocha from "mocha";
import { UserError } from "../helpers/userError.ts";
import { describeError } from "./describeError.ts";
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
    fullTrace: true,
    // Says nothing; the events below do.
    reporter: Mocha.reporters.Base,
    ...(order.grep === undefined ? { forbidOnly: true } : { grep: new RegExp(order.grep) }),
  });
  for (const file of order.files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const failed = await new Promise<number>((resolve) => {
    mocha
      .run(resolve)
      .on("pass", (test) => emit({ kind: "pass", title: test.fullTitle(), ms: test.duration ?? 0 }))
      .on("hook end", (hook) => emit({ kind: "hook", title: hook.fullTitle(), ms: hook.duration ?? 0 }))
      .on("pending", (test) => emit({ kind: "skip", title: test.fullTitle() }))
      .on("fail", (test, error) =>
        emit({ kind: "fail", title: test.fullTitle(), detail: describeError(error) }),
      );
  });
  emit({ kind: "end" });
  if (failed > 0) throw new UserError(`${failed} failed`);
}
