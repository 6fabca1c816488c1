/** What a runner is told, by the environment variable `CREDIT_MONITOR_TEST_RUN`. */
export interface TestRun {
  /** Absolute paths of test files, TypeScript for Node or bundled CommonJS for VS Code. */
  readonly files: readonly string[];
  /** Where the runner appends its events. */
  readonly events: string;
  /** Only tests whose full title matches this expression; none means all, and forbids `.only`. */
  readonly grep?: string;
  readonly timeoutMs: number;
}

export const testRunVariable = "CREDIT_MONITOR_TEST_RUN";
