export const unitKinds = ["credits", "requests", "currency"] as const;

/** What a meter counts. Amounts of different units are never added. */
export interface Unit {
  readonly kind: (typeof unitKinds)[number];
  /** ISO 4217, upper case; present where `kind` is `currency`. */
  readonly code?: string;
}

export const credits: Unit = { kind: "credits" };
export const requests: Unit = { kind: "requests" };

export function currency(code: string): Unit {
  return { kind: "currency", code: code.toUpperCase() };
}

let currencyCodes: ReadonlySet<string> | undefined;

/** A currency for an ISO 4217 code in any case, credits for anything else. */
export function unitFromCode(code: string): Unit {
  currencyCodes ??= new Set(Intl.supportedValuesOf("currency"));
  return currencyCodes.has(code.toUpperCase()) ? currency(code) : credits;
}
