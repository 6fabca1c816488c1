/** What is wrong with a definition: which field, and why. */
export interface Objection {
  /** Dotted, as in `meters.0.remaining`; empty for the definition as a whole. */
  readonly field: string;
  readonly reason:
    | "invalid"
    | "unknownField"
    | "keyInUrl"
    | "unsafeAddress"
    | "reservedHeader"
    | "unknownName"
    | "severalMeters"
    | "duplicate"
    | "idTaken";
}
