/** What the activation driver records of one start of VS Code, as a JSON line. */
export interface ActivationRun {
  readonly oursMs: number;
  readonly emptyMs: number;
  /** Whether VS Code activated an extension before the driver did; then nothing was measured. */
  readonly wasActive: boolean;
  /** Whether the database was open when the product's activation had resolved. */
  readonly isHistoryOpen: boolean;
}
