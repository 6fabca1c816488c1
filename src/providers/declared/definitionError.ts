/** Why a definition is invalid: the field and the reason. */
export interface DefinitionError {
  /** A dotted path such as `meters.0.remaining`; empty for the whole definition. */
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
