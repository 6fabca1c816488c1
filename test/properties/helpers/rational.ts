/** A decimal as an integer of units of `10^-places`: the simple model that amounts are compared with. */
export interface Rational {
  readonly units: bigint;
  readonly places: number;
}

/** Parses a JSON number, with or without an exponent. */
export function rationalOf(text: string): Rational {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  if (whole === "") throw new Error(`no number: ${text}`);
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

/** The canonical decimal text: no redundant zero, point or sign. */
export function digitsOf({ units, places }: Rational): string {
  const size = String(units < 0n ? -units : units).padStart(places + 1, "0");
  const whole = size.slice(0, size.length - places);
  const fraction = size.slice(size.length - places).replace(/0+$/, "");
  const text = fraction === "" ? whole : `${whole}.${fraction}`;
  return units < 0n ? `-${text}` : text;
}

function at({ units, places }: Rational, targetPlaces: number): bigint {
  return units * 10n ** BigInt(targetPlaces - places);
}
