/** What the scripts fetch besides the lock file's packages; nothing else in the repository names these. */
export const versions = {
  /** npm package `code-server`; 4.139.1 is VS Code 1.139.1. */
  codeServer: "4.139.1",
  /** npm package `@sparticuz/chromium`. */
  chromium: "153.0.0",
  /** Desktop VS Code: a version such as `1.105.0`, or `stable`. */
  desktop: process.env.CREDIT_MONITOR_VSCODE_VERSION ?? "stable",
} as const;
