/** A decimal as an integer of units of `10^-decimals`: the simple model that amounts are compared with. */
export interface Rational {
  readonly units: bigint;
  readonly decimals: number;
}

/** Parses a JSON number, with or without an exponent. */
export function rationalOf(text: string): Rational {
  const [, sign = "", integer = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  if (integer === "") throw new Error(`no number: ${text}`);
  const units = BigInt(`${sign}${integer}${fraction}`);
  const decimals = fraction.length - Number(exponent);
  return decimals >= 0 ? { units, decimals } : { units: units * 10n ** BigInt(-decimals), decimals: 0 };
}

export function addRationals(a: Rational, b: Rational): Rational {
  const decimals = Math.max(a.decimals, b.decimals);
  return { units: toUnits(a, decimals) + toUnits(b, decimals), decimals };
}

export function negateRational({ units, decimals }: Rational): Rational {
  return { units: -units, decimals };
}

export function compareRationals(a: Rational, b: Rational): -1 | 0 | 1 {
  const decimals = Math.max(a.decimals, b.decimals);
  const difference = toUnits(a, decimals) - toUnits(b, decimals);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The canonical decimal text: no redundant zero, point or sign. */
export function digitsOf({ units, decimals }: Rational): string {
  const size = String(units < 0n ? -units : units).padStart(decimals + 1, "0");
  const integer = size.slice(0, size.length - decimals);
  const fraction = size.slice(size.length - decimals).replace(/0+$/, "");
  const text = fraction === "" ? integer : `${integer}.${fraction}`;
  return units < 0n ? `-${text}` : text;
}

function toUnits({ units, decimals }: Rational, targetDecimals: number): bigint {
  return units * 10n ** BigInt(targetDecimals - decimals);
}
