import type { Pointer } from "./pointer.ts";

/** Holds where the value at the pointer is one of these; numbers are compared as numbers, whatever their form. */
export interface Condition {
  readonly at: Pointer;
  readonly is: readonly (string | number | boolean | null)[];
}
