import { PlainError } from "../support/plainError.ts";
import type { TestEvent } from "./testEvent.ts";

type Failure = Omit<Extract<TestEvent, { kind: "fail" }>, "kind">;

/** What came of a runner, be it of tests or of a check. */
export interface SuiteResult {
  readonly name: string;
  readonly passed: number;
  readonly skipped: number;
  readonly failures: readonly Failure[];
}

/** A runner that could not do its work at all counts as one failure. */
export function brokenSuite(name: string, error: unknown): SuiteResult {
  const detail =
    error instanceof PlainError || !(error instanceof Error) ? String(error) : (error.stack ?? "");
  return { name, passed: 0, skipped: 0, failures: [{ title: name, detail }] };
}
