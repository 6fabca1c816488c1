/** The measured extensions: the product, one that shows a kept amount and no more, and one that does nothing. */
export const measuredExtensions = {
  ours: "credit-monitor.credit-monitor",
  bare: "credit-monitor.credit-monitor-bare-extension",
  empty: "credit-monitor.credit-monitor-empty-extension",
} as const;

export type ExtensionName = keyof typeof measuredExtensions;

/** When the extensions are activated: by VS Code, beside all others, or by the driver, once the host is idle. */
export type Way = "start" | "idle";

/** From the first line of an extension's code to the end of its `activate()`. */
export interface Activation {
  /** When its code began to load, in epoch milliseconds. */
  readonly atMs: number;
  readonly wallMs: number;
  /** Of the whole process meanwhile. */
  readonly cpuMs: number;
  /** Of the JavaScript files that were loaded until then. */
  readonly bytes: number;
}

/** What the driver records of one start of VS Code, as a JSON line. */
export interface ActivationRun {
  readonly activations: Readonly<Partial<Record<ExtensionName, Activation>>>;
  /** Whether VS Code activated an extension before the idle host was measured; then nothing was. */
  readonly wasActive: boolean;
  /** Whether the database was open when the product's activation had ended. */
  readonly isHistoryOpen: boolean;
}
