/** What a text depends on besides the facts that it states. */
export interface TextContext {
  /** BCP 47. */
  readonly locale: string;
  readonly nowMs: number;
  /** The privacy mask: texts show a placeholder for each amount. */
  readonly hideAmounts: boolean;
}
