import { UserError } from "../helpers/userError.ts";
import type { TestEvent } from "./testEvent.ts";

type Failure = Omit<Extract<TestEvent, { kind: "fail" }>, "kind">;

/** How long a test took, or what is done before and after tests. */
export interface Timing {
  readonly title: string;
  readonly ms: number;
}

/** What came of a runner, be it of tests or of a check. */
export interface SuiteResult {
  readonly name: string;
  readonly passed: number;
  readonly skipped: number;
  readonly failures: readonly Failure[];
  readonly timings: readonly Timing[];
}

/** A runner that could not do its work at all counts as one failure. */
export function brokenSuite(name: string, error: unknown): SuiteResult {
  const detail =
    error instanceof UserError || !(error instanceof Error) ? String(error) : (error.stack ?? "");
  return { name, passed: 0, skipped: 0, failures: [{ title: name, detail }], timings: [] };
}
