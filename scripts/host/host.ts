/** A Chromium that can be driven, and what it needs to run. */
export interface Browser {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
}

/** VS Code as a desktop program. */
export interface DesktopHost {
  readonly kind: "desktop";
  readonly executable: string;
}

/** VS Code served by code-server to a headless browser. */
export interface ServedHost {
  readonly kind: "served";
  /** Command and first arguments that start code-server. */
  readonly command: readonly [string, ...string[]];
  readonly browser: Browser;
}

export type Host = DesktopHost | ServedHost;
