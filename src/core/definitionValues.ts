/** How a provider definition reads values from replies. `docs/providers.md` is the manual. */

/**
 * A JSON Pointer (RFC 6901). After `name#`, it points into the reply of the request with that name. `@name` is the
 * response header with that name, `request@name` that of a named request.
 */
export type Pointer = string;

/** Several pointers: the first value that is present and not null counts. */
export type PointerAlternatives = Pointer | readonly Pointer[];

/** A pointer, a fixed number, or a calculation. */
export type AmountSource = Pointer | number | Calculation;

/**
 * Calculates an exact amount. It starts with one of `value`, `sum`, `min`, `max` and `sumOf`; the other steps follow in
 * the order of the fields here.
 */
export interface Calculation {
  /** There is no value unless this is true. */
  readonly when?: Condition;
  /** The first value that is present counts. */
  readonly value?: AmountSource | readonly AmountSource[];
  /** The values to add up. Null and absent values count as zero if one is present. If all are null, the sum is zero. */
  readonly sum?: readonly AmountSource[];
  /** The smallest and the largest of the values that are present. */
  readonly min?: readonly AmountSource[];
  readonly max?: readonly AmountSource[];
  readonly sumOf?: ElementSum;
  /** An absent start counts as zero. */
  readonly orZero?: true;
  /** Every value is subtracted. An absent one leaves no result. */
  readonly minus?: AmountSource | readonly AmountSource[];
  readonly multiplyBy?: AmountSource;
  /** Exact where the quotient ends; else rounded towards zero after 12 decimals. Division by zero leaves no result. */
  readonly divideBy?: AmountSource;
  readonly negate?: true;
  readonly abs?: true;
  /** A smaller result becomes this one. */
  readonly atLeast?: number;
  /** Zero means that there is no value. */
  readonly unlessZero?: true;
  /** A text may be money, such as `$35.30`, `1,234.5 USD` or `€ 12.50`. */
  readonly money?: true;
}

/** Adds up one value of each element. An empty array gives zero. */
export interface ElementSum {
  /** An array; with several pointers, each array within the elements of the one before. */
  readonly each: PointerAlternatives;
  /** Begins at the element. */
  readonly value: AmountSource;
  /** Only the elements for which this is true. Begins at the element. */
  readonly where?: Condition;
}

export type Scalar = string | number | boolean | null;

/** A test of the replies. Numbers are compared as numbers, in whatever form the reply has them. */
export type Condition =
  /** The value is one of these. */
  | { readonly at: Pointer; readonly is: readonly Scalar[] }
  /** There is no value, or it is null. */
  | { readonly at: Pointer; readonly absent: true }
  /** There is a value, and it is not null. */
  | { readonly at: Pointer; readonly present: true }
  /** The text has one of these in it, in any case. */
  | { readonly at: Pointer; readonly contains: readonly string[] }
  /** The number is greater, or less. */
  | { readonly at: Pointer; readonly above: number }
  | { readonly at: Pointer; readonly below: number }
  /** In `errors.rules` only: the HTTP status of the reply. */
  | { readonly httpStatus: readonly number[] }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/**
 * `credits`, `requests`, a currency code, the unit's own name (`minute`, `percent`), a pointer to one of these, or `region`
 * for the currency of the region.
 */
export type UnitSource = string | MappedUnit;

/** A unit that the reply names in its own words. */
export interface MappedUnit {
  readonly at: PointerAlternatives;
  /** Units by the reply's words, in any case. Another word stands for itself. */
  readonly map?: Readonly<Record<string, string>>;
  /** The unit when the reply names none. */
  readonly default?: string;
}

/** When a meter resets: a date in the reply, the turn of a UTC period, or a time from now. */
export type ResetSource =
  | PointerAlternatives
  /** The period, or a pointer to its name (`daily`, `weekly`, `monthly`, `yearly`). Weeks begin on Monday. */
  | { readonly every: "hour" | "day" | "week" | "month" | "year" | Pointer }
  | { readonly seconds: AmountSource };

/** Selects one element of an array. */
export type ElementSelector =
  /** The element whose value at `where` is one of `is`, the preferred one first. */
  | { readonly list: Pointer; readonly where: Pointer; readonly is: readonly (string | PreferredValue)[] }
  /** The element for which this is true. Begins at the element. */
  | { readonly list: Pointer; readonly where: Condition };

/** A preference that the reply itself names. Begins at the reply. */
export interface PreferredValue {
  readonly at: Pointer;
}
