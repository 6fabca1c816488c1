export const unitKinds = ["credits", "requests", "currency"] as const;

/** The unit of a meter. Amounts of different units are never added. */
export interface Unit {
  readonly kind: (typeof unitKinds)[number];
  /** ISO 4217, in upper case. Present when `kind` is `currency`. */
  readonly code?: string;
}

export const credits: Unit = { kind: "credits" };
export const requests: Unit = { kind: "requests" };

export function currency(code: string): Unit {
  return { kind: "currency", code: code.toUpperCase() };
}

/** Whether amounts of both may be compared and added. */
export function sameUnit(a: Unit, b: Unit): boolean {
  return a.kind === b.kind && a.code === b.code;
}

let currencyCodes: ReadonlySet<string> | undefined;

/** The currency for an ISO 4217 code in any case; credits for any other text. */
export function unitFromCode(code: string): Unit {
  currencyCodes ??= new Set(Intl.supportedValuesOf("currency"));
  return currencyCodes.has(code.toUpperCase()) ? currency(code) : credits;
}
