/** What the activation driver writes down of one start of VS Code, a JSON line each. */
export interface ActivationRun {
  readonly oursMs: number;
  readonly emptyMs: number;
  /** VS Code was faster than the driver, which has measured nothing then. */
  readonly wasActive: boolean;
  /** When our activation had resolved. */
  readonly isHistoryOpen: boolean;
}
