/** A decimal as a whole number of `10^-places`: the plain model that amounts are held against. */
export interface Rational {
  readonly units: bigint;
  readonly places: number;
}

/** Reads a numeral of JSON, exponents included. */
export function rationalOf(numeral: string): Rational {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(numeral) ?? [];
  if (whole === "") throw new Error(`no numeral: ${numeral}`);
  const units = BigInt(`${sign}${whole}${fraction}`);
  const places = fraction.length - Number(exponent);
  return places >= 0 ? { units, places } : { units: units * 10n ** BigInt(-places), places: 0 };
}

export function add(a: Rational, b: Rational): Rational {
  const places = Math.max(a.places, b.places);
  return { units: at(a, places) + at(b, places), places };
}

export function negative({ units, places }: Rational): Rational {
  return { units: -units, places };
}

export function order(a: Rational, b: Rational): -1 | 0 | 1 {
  const places = Math.max(a.places, b.places);
  const difference = at(a, places) - at(b, places);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Plain digits without a needless zero, point or sign. */
export function digitsOf({ units, places }: Rational): string {
  const size = String(units < 0n ? -units : units).padStart(places + 1, "0");
  const whole = size.slice(0, size.length - places);
  const fraction = size.slice(size.length - places).replace(/0+$/, "");
  const text = fraction === "" ? whole : `${whole}.${fraction}`;
  return units < 0n ? `-${text}` : text;
}

function at({ units, places }: Rational, wanted: number): bigint {
  return units * 10n ** BigInt(wanted - places);
}
