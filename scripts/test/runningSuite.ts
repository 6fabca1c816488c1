/** A VS Code that runs the host tests. */
export interface StartedTests {
  /** Resolves with how it ended. */
  readonly ended: Promise<string>;
  /** What it printed, for a person who wonders why it broke off. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}
