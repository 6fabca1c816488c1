/** Who reads: what wording depends on besides the facts. */
export interface TextContext {
  /** BCP 47. */
  readonly locale: string;
  readonly nowMs: number;
  /** The privacy mask. */
  readonly hideAmounts: boolean;
}
