import type { Pointer, Pointers } from "./pointer.ts";

/** An exact amount: `value` or `sum`, then `minus`, `divideBy`, `negate` and `unlessZero`, in this order. */
export interface Calculation {
  readonly value?: Pointers;
  /** Added up; null and absent ones count as zero where at least one is there. */
  readonly sum?: readonly Pointer[];
  readonly minus?: Pointer;
  /** Rounded towards zero after 12 decimals where the quotient has no end. */
  readonly divideBy?: number;
  readonly negate?: true;
  /** Zero means that there is none. */
  readonly unlessZero?: true;
}

export type AmountSource = Pointer | Calculation;

/** `credits`, `requests`, a currency code, a pointer to one, or `region` for the currency of the region. */
export type UnitSource = string;
