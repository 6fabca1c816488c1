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
