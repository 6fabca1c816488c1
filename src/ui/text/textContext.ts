import type { TimeZone } from "../../core/time/timeZone.ts";

/** What a text depends on besides the facts that it states. */
export interface TextContext {
  /** BCP 47. */
  readonly locale: string;
  readonly nowMs: number;
  /** The reader's, which may not be that of the extension host. */
  readonly timeZone: TimeZone;
  /** The privacy mask: texts show a placeholder for each amount. */
  readonly hideAmounts: boolean;
}
