/** What the scripts fetch besides the lock file's packages; nothing else in the repository names these. */
export const versions = {
  /** npm package `code-server`; 4.139.1 is VS Code 1.139.1. */
  codeServer: "4.139.1",
  /** npm package `code-server`; 4.105.1 is VS Code 1.105.1, the oldest one that `engines` in package.json allows. */
  oldestCodeServer: "4.105.1",
  /** npm package `node`: the Node of VS Code 1.105. */
  oldestNode: "22.19.0",
  /** npm package `@sparticuz/chromium`. */
  chromium: "153.0.0",
  /** Desktop VS Code: a version such as `1.105.0`, or `stable`. */
  desktop: process.env.CREDIT_MONITOR_VSCODE_VERSION ?? "stable",
} as const;

/**
 * A Chromium that Playwright can drive: a file with the environment that it needs, or a channel such as
 * `chrome`.
 */
export interface Browser {
  /** For the reader: which one, and its version. */
  readonly name: string;
  readonly executable?: string;
  readonly channel?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** VS Code as a desktop program. */
export interface DesktopHost {
  readonly kind: "desktop";
  readonly name: string;
  readonly executable: string;
}

/** VS Code served by code-server to a headless browser. */
export interface ServedHost {
  readonly kind: "served";
  readonly name: string;
  /** Command and first arguments that start code-server. */
  readonly command: readonly [string, ...string[]];
  /** Whether it knows the options `--reconnection-grace-time` and `--vscode-option`, as newer ones do. */
  readonly hasServerOptions: boolean;
  readonly browser: Browser;
}

export type Host = DesktopHost | ServedHost;
