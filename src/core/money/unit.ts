export const unitKinds = ["credits", "requests", "currency"] as const;

/** The unit of a meter. Amounts of different units are never added. */
export interface Unit {
  readonly kind: (typeof unitKinds)[number];
  /**
   * With `currency`: ISO 4217, in upper case. With `credits`: the provider's own name of the unit, such as "minute" or
   * "USDT", at most 24 characters; absent for plain credits.
   */
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

const maxNameLength = 24;

let currencyCodes: ReadonlySet<string> | undefined;

/** `credits`, `requests` or an ISO 4217 code, in any case; any other text is the unit's own name. */
export function unitFromCode(code: string): Unit {
  const name = code.replace(/[\p{Cc}\p{Cf}\u2028\u2029\s]+/gu, " ").trim();
  if (/^credits?$/i.test(name) || name === "") return credits;
  if (/^requests?$/i.test(name)) return requests;
  currencyCodes ??= new Set(Intl.supportedValuesOf("currency"));
  if (currencyCodes.has(name.toUpperCase())) return currency(name);
  return { kind: "credits", code: [...name].slice(0, maxNameLength).join("").trimEnd() };
}
