import type { Condition } from "./condition.ts";
import type { Pointers } from "./pointer.ts";

export interface ErrorsDefinition {
  readonly code?: Pointers;
  readonly message?: Pointers;
  readonly requestId?: Pointers;
  /** The first that holds decides how an error is judged, whatever its HTTP status. */
  readonly rules?: readonly ErrorRule[];
}

export interface ErrorRule extends Condition {
  /** Judged like this HTTP status: 401 the key is wrong, 403 it may not, 429 wait. */
  readonly status: number;
  /** The scope that is missing. */
  readonly scope?: string;
}
