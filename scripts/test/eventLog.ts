import { existsSync, readFileSync } from "node:fs";
import type { SuiteResult } from "./suiteResult.ts";
import type { TestEvent } from "./testEvent.ts";

/** The events that a runner has written so far. */
export class EventLog {
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  read(): readonly TestEvent[] {
    if (!existsSync(this.file)) return [];
    const lines = readFileSync(this.file, "utf8").split("\n");
    // The last one is empty, or still being written.
    return lines.slice(0, -1).map((line): TestEvent => JSON.parse(line));
  }

  /** The titles of what failed so far. */
  failed(): readonly string[] {
    return this.read().flatMap((event) => (event.kind === "fail" ? [event.title] : []));
  }

  /** `12 passed, 1 failed so far`. */
  progress(): string {
    const events = this.read();
    const count = (kind: TestEvent["kind"]) => events.filter((event) => event.kind === kind).length;
    return `${count("pass")} passed, ${count("fail")} failed so far`;
  }

  /**
   * The result after the runner has ended. A runner that did not reach its end, or ran nothing, failed;
   * `ending` says how it ended and goes with that failure.
   */
  result(name: string, mayBeEmpty: boolean, ending: string): SuiteResult {
    const events = this.read();
    const failures = events.filter((event) => event.kind === "fail");
    const passed = events.filter((event) => event.kind === "pass").length;
    const skipped = events.filter((event) => event.kind === "skip").length;
    const hasEnded = events.some((event) => event.kind === "end");
    const title = hasEnded ? `${name} ran no tests` : `${name} broke off`;
    const isBroken = !hasEnded || (passed + failures.length === 0 && !mayBeEmpty);
    const broken = isBroken ? [{ title, detail: ending }] : [];
    const timings = events.filter((event) => event.kind === "pass" || event.kind === "hook");
    return { name, passed, skipped, failures: [...failures, ...broken], timings };
  }
}
