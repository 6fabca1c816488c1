import { appendFileSync } from "node:fs";
import { findSourceMap } from "node:module";
import { inspect } from "node:util";
// Not the default import: what that is after `require` differs between Node 22 and 24.
import { type MochaOptions, type Runner, reporters } from "mocha";
import { eventFileVariable, type TestEvent } from "./testEvents.ts";

/** A reporter of mocha that appends events to the file that the environment names, for the process that waits. */
export class EventReporter extends reporters.Base {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    const file = String(process.env[eventFileVariable]);
    const runtime = String(options.reporterOptions?.runtime ?? `Node ${process.version}`);
    const write = (event: TestEvent) => appendFileSync(file, `${JSON.stringify(event)}\n`);
    runner
      .on("start", () => write({ kind: "start", runtime }))
      .on("pass", (test) => write({ kind: "pass", title: test.fullTitle(), ms: test.duration ?? 0 }))
      .on("hook end", (hook) => write({ kind: "hook", title: hook.fullTitle(), ms: hook.duration ?? 0 }))
      .on("pending", (test) => write({ kind: "skip", title: test.fullTitle() }))
      .on("fail", (test, error) =>
        write({ kind: "fail", title: test.fullTitle(), detail: describeError(error) }),
      )
      .on("retry", (test, error) =>
        write({ kind: "retry", title: test.fullTitle(), detail: describeError(error) }),
      )
      .on("end", () => write({ kind: "end" }));
  }
}

// Mocha's command line takes a reporter from what `require` returns.
export { EventReporter as "module.exports" };

const bundledPosition = /((?:[A-Za-z]:)?[^\s():]+\.cjs):(\d+):(\d+)/g;

/**
 * An error with its stack in lines of the sources: VS Code's own stack preparation switches Node's mapping
 * off.
 */
function describeError(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error, { depth: 6 });
  const lines = (error.stack ?? error.message).split("\n").filter((line) => !line.includes("node_modules"));
  const cause = error.cause === undefined ? [] : [`caused by: ${describeError(error.cause)}`];
  return [lines.map(toSource).join("\n"), ...cause].join("\n");
}

function toSource(line: string): string {
  return line.replaceAll(bundledPosition, (position, file: string, row: string, column: string) => {
    const entry = findSourceMap(file)?.findEntry(Number(row) - 1, Number(column) - 1);
    return entry && "originalSource" in entry
      ? `${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
      : position;
  });
}
